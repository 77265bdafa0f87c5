import {
  accessSync,
  constants,
  existsSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { delimiter, join } from 'node:path'
import { cacheDir, folder } from './paths.ts'
import { withLock } from './processes.ts'
import { must, run } from './run.ts'
import { say } from './say.ts'

/** Where a program lies on PATH (or in the folders only root has there); undefined when it isn't there. */
export function which(program: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin']
  return folders
    .map((each) => join(each, program))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK)
        return true
      } catch {
        return false
      }
    })
}

/** Whether this is a system with Debian's packages. */
export const hasApt = (): boolean => which('apt-get') !== undefined && which('dpkg-deb') !== undefined

/** Whether packages can be installed: apt and root. */
export const canInstall = (): boolean => hasApt() && process.getuid?.() === 0

/** Debian's id and code name of this system from os-release, `bookworm` for instance. */
export function distribution(): { id: string; codename: string } {
  const text = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  const value = (key: string) => new RegExp(`^${key}="?([^"\\n]*)`, 'm').exec(text)?.[1] ?? ''
  return { id: value('ID'), codename: value('VERSION_CODENAME') }
}

const policy = '/usr/sbin/policy-rc.d'
const saved = `${policy}.saved-by-docker-on-k8s`
const mark = 'docker-on-k8s: nothing is started while packages are installed; removed right after'

function restorePolicy(): void {
  if (existsSync(policy) && readFileSync(policy, 'utf8').includes(mark)) rmSync(policy)
  if (existsSync(saved)) renameSync(saved, policy)
}

/** Installs without starting the services that come along; the machine's own policy is back in place afterwards. */
async function withoutStarting<T>(work: () => Promise<T>): Promise<T> {
  restorePolicy() // what an installation that was killed left behind
  if (existsSync(policy)) renameSync(policy, saved)
  writeFileSync(policy, `#!/bin/sh\n# ${mark}\nexit 101\n`, { mode: 0o755 })
  process.once('exit', restorePolicy)
  try {
    return await work()
  } finally {
    restorePolicy()
    process.off('exit', restorePolicy)
  }
}

const apt = ['-y', '-q', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3']
const quiet = { env: { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' }, timeout: 15 * 60_000 }

/** The version of a package that apt would install; undefined when it knows none. */
export async function candidate(name: string): Promise<string | undefined> {
  const version = /Candidate: (\S+)/.exec((await run('apt-cache', ['policy', name], quiet)).stdout)?.[1]
  return version === '(none)' ? undefined : version
}

async function updated(names: readonly string[]): Promise<void> {
  const known = await Promise.all(names.map(candidate))
  if (known.includes(undefined)) await must('apt-get', [...apt, 'update'], quiet)
}

/** Installs packages with apt, saying so first. None of their services is started. Needs root. */
export async function install(names: readonly string[], why: string): Promise<void> {
  await withLock(
    'apt',
    async () => {
      say(`  apt-get install ${names.join(' ')} (${why})`)
      await updated(names)
      const go = () => run('apt-get', [...apt, 'install', '--no-install-recommends', ...names], quiet)
      await withoutStarting(async () => {
        if ((await go()).ok) return
        await must('apt-get', [...apt, 'update'], quiet) // most often: lists that name versions which are gone
        const again = await go()
        if (!again.ok) throw new Error(`${names.join(', ')} could not be installed: ${again.why}`)
      })
    },
    { dir: cacheDir() }
  )
}

/** The address of this machine's own mirror of Debian, as its apt knows it. */
export async function debianMirror(): Promise<string | undefined> {
  const format = '$(CREATED_BY) $(ORIGIN) $(CODENAME) $(COMPONENT) $(REPO_URI)'
  const lines = (await run('apt-get', ['indextargets', '--format', format], quiet)).stdout.split('\n')
  return new RegExp(`^Packages Debian ${distribution().codename} main (\\S+)$`, 'm').exec(lines.join('\n'))?.[1]
}

/** apt settings that see only `suite` of Debian, with lists of their own: the system's sources stay as they are. */
async function onlySuite(suite: string): Promise<string[]> {
  const mirror = await debianMirror()
  if (mirror === undefined) throw new Error(`apt names no Debian mirror from which a package of ${suite} could come`)
  const state = folder(cacheDir(), 'apt', suite)
  const lists = folder(state, 'lists')
  folder(lists, 'partial')
  const sources = join(state, 'sources.list')
  const keys = '/usr/share/keyrings/debian-archive-keyring.gpg'
  writeFileSync(sources, `deb ${existsSync(keys) ? `[signed-by=${keys}] ` : ''}${mirror} ${suite} main\n`)
  const set = (key: string, value: string) => ['-o', `${key}=${value}`]
  return [
    ...set('Dir::Etc::sourcelist', sources),
    ...set('Dir::Etc::sourceparts', '-'),
    ...set('Dir::State::lists', lists),
    ...set('Dir::Cache::pkgcache', ''),
    ...set('Dir::Cache::srcpkgcache', ''),
    ...set('APT::Sandbox::User', 'root')
  ]
}

/**
 * Unpacks a Debian package into a folder of the cache, named by its version, without installing it; root isn't needed.
 * With `suite` it comes from there, whatever release this is. Gives the folder.
 */
export async function unpack(
  name: string,
  { suite, version }: { suite?: string; version?: string } = {}
): Promise<string> {
  return withLock(
    'apt',
    async () => {
      const done = folder(cacheDir(), 'packages')
      const have = readdirSync(done).find(
        (each) => each.startsWith(`${name}_`) && (version === undefined || each === `${name}_${version}`)
      )
      if (have !== undefined) return join(done, have)
      const settings = suite === undefined ? [] : await onlySuite(suite)
      if (suite !== undefined) await must('apt-get', [...apt, ...settings, 'update'], quiet)
      else if (process.getuid?.() === 0) await updated([name])
      const work = folder(cacheDir(), 'packages', `.${process.pid}`)
      try {
        const wanted = version === undefined ? name : `${name}=${version}`
        await must('apt-get', [...apt, ...settings, 'download', wanted], { ...quiet, cwd: work })
        const file = readdirSync(work).find((each) => each.endsWith('.deb'))
        if (file === undefined) throw new Error(`apt-get download ${wanted} left no file`)
        // Debian's file names write the colon of a version as %3a
        const folderName = `${name}_${decodeURIComponent(file.split('_')[1] ?? '')}`
        await must('dpkg-deb', ['-x', file, 'root'], { ...quiet, cwd: work })
        renameSync(join(work, 'root'), join(done, folderName))
        return join(done, folderName)
      } finally {
        rmSync(work, { recursive: true, force: true })
      }
    },
    { dir: cacheDir() }
  )
}
