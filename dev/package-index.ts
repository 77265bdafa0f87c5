/** A private package index that asks for a password, for tests: a real pypiserver with one package that nobody else has. */

import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { cacheDir } from './paths.ts'
import { freePort, waitUntil, withLock } from './processes.ts'
import { must } from './run.ts'

/** The only user. */
export const indexUser = { username: 'flow-tester', password: 'index-pass-w0rd' } as const
/** `openssl passwd -apr1` of that password. */
const htpasswd = '$apr1$abcdefgh$NNXpqjv2pPIDkt5ayh7vf1'

/** The only package: a module with one function. */
export const privatePackage = { name: 'acme-private', version: '1.2.0', module: 'acme_private' } as const

const versions = ['pypiserver==2.4.2', 'passlib==1.7.4', 'setuptools==80.9.0']

export interface PackageIndex {
  /** `ADDRESS:PORT`, as builds and this process reach it. */
  readonly host: string
  /** Address of the index with the login in it. */
  readonly url: string
  close(): Promise<void>
}

/** Starts the index; it ends with `close`, and with this process. */
export async function startPackageIndex(): Promise<PackageIndex> {
  const program = await pypiserver()
  const address = await engineAddress()
  const port = await freePort(`package-index-${process.pid}`)
  const folder = mkdtempSync(join(tmpdir(), 'package-index-'))
  mkdirSync(join(folder, 'packages'))
  writeFileSync(join(folder, 'htpasswd'), `${indexUser.username}:${htpasswd}\n`)
  await makeWheel(join(folder, 'packages'))
  const options = ['run', '--interface', address, '--port', String(port), '--disable-fallback']
  const access = ['--authenticate', 'download,list,update', '--passwords', join(folder, 'htpasswd')]
  const child = spawn(program, [...options, ...access, join(folder, 'packages')], { stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()))
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  const close = async (): Promise<void> => {
    kill()
    await ended
    process.removeListener('exit', kill)
    rmSync(folder, { recursive: true, force: true })
  }
  const host = `${address}:${port}`
  try {
    await waitUntil(async () => (await fetch(`http://${host}/`).catch(() => undefined)) !== undefined, {
      what: 'the package index answers',
      timeout: 30_000
    })
  } catch (error) {
    await close()
    throw error
  }
  return { host, url: `http://${indexUser.username}:${indexUser.password}@${host}/simple/`, close }
}

/**
 * This machine in the engine's own network, in which the steps of a build are. An engine that was never started again does
 * not tell its gateway (seen with 20.10), so the bridge is asked.
 */
async function engineAddress(): Promise<string> {
  const format = '{{index .Options "com.docker.network.bridge.name"}}'
  const bridge = (await must('docker', ['network', 'inspect', 'bridge', '--format', format])).trim()
  // node's own list leaves out a bridge on which no container runs
  const [, address] = / inet ([\d.]+)\//u.exec(await must('ip', ['-4', 'addr', 'show', 'dev', bridge])) ?? []
  if (address === undefined) throw new Error(`The engine's bridge ${bridge} has no address on this machine.`)
  return address
}

/** The program, installed once for all checkouts. */
async function pypiserver(): Promise<string> {
  const folder = join(cacheDir(), 'packages', 'pypiserver-2.4.2')
  const program = join(folder, 'bin/pypi-server')
  const work = async (): Promise<void> => {
    if (existsSync(program)) return
    rmSync(folder, { recursive: true, force: true })
    await must('python3', ['-m', 'venv', folder], { timeout: 120_000 })
    const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...versions]
    await must(join(folder, 'bin/python3'), install, { timeout: 300_000 })
  }
  await withLock('pypiserver', work, { dir: cacheDir() })
  return program
}

/** A wheel is a zip file with a module and three files about it. */
async function makeWheel(folder: string): Promise<void> {
  const { name, version, module } = privatePackage
  const script = `
import sys, zipfile
folder, name, version, module = sys.argv[1:]
about = '%s-%s.dist-info' % (module, version)
files = {
    module + '.py': 'def answer():\\n    return 42\\n',
    about + '/METADATA': 'Metadata-Version: 2.1\\nName: %s\\nVersion: %s\\n' % (name, version),
    about + '/WHEEL': 'Wheel-Version: 1.0\\nGenerator: tests\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n',
}
record = ''.join('%s,,\\n' % path for path in list(files) + [about + '/RECORD'])
with zipfile.ZipFile('%s/%s-%s-py3-none-any.whl' % (folder, module, version), 'w') as wheel:
    for path, text in {**files, about + '/RECORD': record}.items():
        wheel.writestr(path, text)
`
  await must('python3', ['-c', script, folder, name, version, module], { timeout: 30_000 })
}
