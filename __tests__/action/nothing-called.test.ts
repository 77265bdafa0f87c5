/**
 * Wrong inputs of every kind end the run before anything happened: no program was started, no connection opened, no name
 * looked up, no file written. Recorded inside the process (a preload), by what it could have reached (a `docker`, a kubeconfig
 * whose plugin leaves a file, a server that counts), and by looking at the folders. Needs no control plane.
 */

import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

import { runAction, type ActionHandle } from '../../dev/runner.ts'
import { errorsOf, expectFailure, someImage, until } from '../support/action.ts'

/** Notes what the process does to the world outside of it; loaded before the action's first line. */
const preload = `
const { appendFileSync } = require('node:fs')
const note = (what) => appendFileSync(process.env.RECORD, what + '\\n')
const spy = (owner, name, what) => {
  const original = owner[name]
  owner[name] = function (...args) { note(what); return original.apply(this, args) }
}
const children = require('node:child_process')
spy(children.ChildProcess.prototype, 'spawn', 'program started')
spy(children, 'spawnSync', 'program started')
spy(require('node:net').Socket.prototype, 'connect', 'connection opened')
spy(require('node:dns'), 'lookup', 'name looked up')
require('node:module').syncBuiltinESMExports()
`

const secret = 'c2VjcmV0LXNlY3JldC1zZWNyZXQ'
let folder: string
let server: Server
let connections = 0

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nothing-called-'))
  server = createServer((socket) => {
    connections += 1
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  mkdirSync(join(folder, 'bin'))
  writeFileSync(join(folder, 'preload.cjs'), preload)
  const credential = '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"t"}}'
  const programs = { docker: 'exit 1', plugin: `echo '${credential}'` }
  for (const [name, script] of Object.entries(programs)) {
    const text = `#!/bin/sh\necho "$0 $*" >> ${join(folder, 'called')}\n${script}\n`
    writeFileSync(join(folder, 'bin', name), text, { mode: 0o755 })
  }
})

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true })
})

const kubeconfig = (): string => `apiVersion: v1
kind: Config
current-context: c
clusters: [{name: c, cluster: {server: 'https://127.0.0.1:${String((server.address() as AddressInfo).port)}'}}]
contexts: [{name: c, context: {cluster: c, user: c}}]
users:
  - name: c
    user:
      exec: {apiVersion: client.authentication.k8s.io/v1, command: ${join(folder, 'bin', 'plugin')}, interactiveMode: Never}
`

interface Run {
  readonly handle: ActionHandle
  readonly workspace: string
  readonly home: string
  /** What happened: lines of the preload, calls of programs, connections to the server. */
  readonly happened: () => string[]
}

function run(inputs: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}): Run {
  const place = mkdtempSync(join(folder, 'run-'))
  const [workspace, home, record] = [join(place, 'workspace'), join(place, 'home'), join(place, 'record')]
  mkdirSync(join(workspace, 'data'), { recursive: true })
  mkdirSync(home)
  writeFileSync(join(workspace, 'etl.py'), 'print(1)\n')
  writeFileSync(join(workspace, 'broken.yml'), `spec: {template: [\npassword: ${secret}\n`)
  writeFileSync(join(workspace, 'pod.yml'), 'apiVersion: v1\nkind: Pod\n')
  writeFileSync(join(workspace, 'named.yml'), 'metadata: {name: mine}\n')
  symlinkSync('/etc/hostname', join(workspace, 'out.py'))
  rmSync(join(folder, 'called'), { force: true })
  const before = connections
  const handle = runAction({
    inputs: { kubeconfig: kubeconfig(), ...inputs },
    env: {
      PATH: [join(folder, 'bin'), process.env['PATH'] ?? ''].join(delimiter),
      HOME: home,
      NODE_OPTIONS: `--require ${join(folder, 'preload.cjs')}`,
      RECORD: record,
      ...env
    },
    workspace,
    temp: join(place, 'temp')
  })
  const linesOf = (path: string): string[] => (existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [])
  return {
    handle,
    workspace,
    home,
    happened: () => [
      ...linesOf(record),
      ...linesOf(join(folder, 'called')),
      ...Array.from({ length: connections - before }, () => 'connection came')
    ]
  }
}

const filesIn = (path: string): string[] => globSync('**/*', { cwd: path }).sort()

/** A flow that could be built and run. */
const good = (): Record<string, string> => ({
  flow: 'etl.py',
  'base-image': 'python:3.13-slim',
  'registry-url': `127.0.0.1:${String((server.address() as AddressInfo).port)}`,
  'job-secrets': `TOKEN=${secret}`
})

interface Case {
  readonly name: string
  readonly inputs: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  readonly text: readonly string[]
}

const cases: Case[] = [
  { name: 'a value', inputs: { memory: '5 apples' }, text: ['1 problem', '- memory: got "5 apples"'] },
  {
    name: 'values of all kinds at once',
    inputs: { flow: 'etl', ttl: '1d', cleanup: 'x', 'env-vars': '1A=x', queue: 'A_B', 'on-rerun': 'x', summary: 'x' },
    text: [
      '7 problems',
      '- flow: ',
      '- ttl: ',
      '- cleanup: ',
      '- env-vars: ',
      '- queue: ',
      '- on-rerun: ',
      '- summary: '
    ]
  },
  { name: 'a misspelt name', inputs: { 'job-secret': 'A=b' }, text: ['- job-secret: is not an input', 'job-secrets?'] },
  { name: 'nothing to run', inputs: { flow: '', 'base-image': '' }, text: ['nothing to run'] },
  { name: 'a combination', inputs: { image: someImage }, text: ['- image: ', 'flow, base-image and registry-url'] },
  { name: 'no registry', inputs: { 'registry-url': '' }, text: ['- registry-url: is missing'] },
  { name: 'no registry in a dry run', inputs: { 'registry-url': '', 'dry-run': 'true' }, text: ['- registry-url: is'] },
  { name: 'a login in the registry', inputs: { 'registry-url': `u:${secret}@127.0.0.1` }, text: ['(not shown)'] },
  { name: 'a requirement', inputs: { 'python-dependencies': `-r https://u:${secret}@h/r.txt` }, text: ['uses -r'] },
  { name: 'a kubeconfig', inputs: { kubeconfig: `token: ${secret}\u0001x` }, text: ['- kubeconfig: ', '(not shown)'] },
  { name: 'a flow that is not there', inputs: { flow: 'elt.py' }, text: ['- flow: "elt.py" does not exist'] },
  { name: 'a flow outside', inputs: { flow: 'out.py' }, text: ['- flow: "out.py" is a link that leads out'] },
  {
    name: 'files on one path',
    inputs: { files: 'data=/x\nbroken.yml=/x' },
    text: ['- files: "data" and "broken.yml" would both land on /x']
  },
  { name: 'a secret without a name', inputs: { 'job-secrets': secret }, text: ['- job-secrets: line 1 has no "="'] },
  { name: 'a secret in base64', inputs: { 'job-secrets': `${secret}=` }, text: ['a value without a name'] },
  { name: 'a secret that is missing', inputs: { 'job-secrets': 'TOKEN' }, text: ['"TOKEN" has no "="'] },
  { name: 'a secret as a list', inputs: { 'job-secrets': `TOKEN: [${secret}]` }, text: ['"TOKEN" is a list'] },
  { name: 'a secret and a variable of one name', inputs: { 'job-env': 'TOKEN=a' }, text: ['TOKEN is in job-env'] },
  { name: 'a template that is not there', inputs: { 'job-template': 'job.yml' }, text: ['- job-template: "job.yml"'] },
  { name: 'a template that is no YAML', inputs: { 'job-template': 'broken.yml' }, text: ['- job-template: '] },
  { name: 'a template of something else', inputs: { 'job-template': 'pod.yml' }, text: ['kind is another one'] },
  {
    name: 'a template against us',
    inputs: { 'job-template': 'named.yml' },
    text: ['- job-template: ', 'metadata.name']
  }
]

describe('nothing is called when wrong is', () => {
  test.each(cases)(
    '$name',
    async ({ inputs, env, text }) => {
      const { handle, workspace, home, happened } = run({ ...good(), ...inputs }, env)
      const before = filesIn(workspace)
      const result = await handle.finished
      expectFailure(result, { reason: 'invalid-input', text: [...text, 'nothing was built or sent', '`with:`'] })
      expect(happened()).toEqual([])
      expect(filesIn(workspace)).toEqual(before)
      expect(filesIn(home)).toEqual([])
      expect(existsSync(join(handle.temp, 'docker-on-k8s'))).toBe(false)
      // a mask is how the runner learns what to hide; whatever else is written must not hold it
      const written = result.raw.toString().replace(/^::add-mask::.*$/gmu, '')
      const published = JSON.stringify([result.outputs, result.state, result.summary, errorsOf(result)])
      expect(written + published).not.toContain(secret)
      const post = await handle.post().finished
      expect({ exitCode: post.exitCode, raw: post.raw.toString() }).toEqual({ exitCode: 0, raw: '' })
      expect(happened()).toEqual([])
    },
    60_000
  )
})

describe('the records notice a run that goes on:', () => {
  test('a build starts docker', async () => {
    const { handle, happened } = run({ ...good(), 'job-secrets': '', run: 'false' })
    expect((await handle.finished).exitCode).toBe(1)
    expect(happened()).toContain('program started')
    expect(happened().some((line) => line.startsWith(join(folder, 'bin', 'docker')))).toBe(true)
  }, 60_000)

  test('a Job runs the plugin and calls the server', async () => {
    const { handle, happened } = run({ image: someImage })
    // it would try again for a while
    await until(() => happened().includes('connection came'))
    await handle.kill()
    expect(happened()).toEqual(expect.arrayContaining(['program started', 'connection opened']))
    expect(happened().some((line) => line.startsWith(join(folder, 'bin', 'plugin')))).toBe(true)
    expect(existsSync(join(handle.temp, 'docker-on-k8s'))).toBe(true)
  }, 60_000)
})
