import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { cacheDir, checkout, folder } from './paths.ts'
import { withLock } from './processes.ts'
import { say } from './say.ts'

const sources = ['main.go', 'go.mod', 'go.sum']

/** What Kubernetes and Go the module wants: `{ kubernetes: '1.35.4', go: '1.25.0' }`. */
export function versionsIn(goMod: string): { kubernetes: string; go: string } {
  const kubernetes = /^\s*k8s\.io\/kubernetes v(\S+)/m.exec(goMod)?.[1]
  const go = /^go (\S+)/m.exec(goMod)?.[1]
  if (kubernetes === undefined || go === undefined)
    throw new Error('dev/cluster/go.mod names no version of Go or of k8s.io/kubernetes.')
  return { kubernetes, go }
}

/** Whether version `a` (1.26.8, go1.25rc1) is at least `b`; only the first two numbers count. */
export function atLeast(a: string, b: string): boolean {
  const [[x = 0, y = 0], [p = 0, q = 0]] = [a, b].map((text) => (text.match(/\d+/g) ?? []).map(Number)) as [
    number[],
    number[]
  ]
  return x > p || (x === p && y >= q)
}

/** The Go command to build with and what to set in its environment. Throws with what to install when there is none. */
export function findGo(wanted: string): { command: string; env: Record<string, string> } {
  const how = `Install Go ${wanted} or newer (https://go.dev/dl/: unpack it to /usr/local/go) and start again.`
  for (const command of ['go', '/usr/local/go/bin/go']) {
    const version = spawnSync(command, ['env', 'GOVERSION'], { cwd: '/', encoding: 'utf8' }).stdout as string | null
    if (!version) continue
    if (atLeast(version, wanted)) return { command, env: {} }
    // since 1.21 Go fetches a newer self where that is needed
    if (atLeast(version, '1.21')) return { command, env: { GOTOOLCHAIN: 'auto' } }
    throw new Error(`The local cluster is built with Go, and this machine's is too old (${version.trim()}). ${how}`)
  }
  throw new Error(`The local cluster is built with Go, which is not installed. ${how}`)
}

/** What `go build -v` says on stderr, counted. */
export class BuildOutput {
  downloaded = 0
  compiled = 0
  /** Everything else: errors of the compiler and of the network. */
  readonly rest: string[] = []
  #line = ''

  push(text: string): void {
    const lines = (this.#line + text).split('\n')
    this.#line = lines.pop() ?? ''
    for (const line of lines) {
      if (line.startsWith('go: downloading ')) this.downloaded++
      else if (/^[\w.~-]+(\/[\w.~-]+)*$/.test(line)) this.compiled++
      else if (line !== '') this.rest.push(line)
    }
  }

  /** One line of progress. */
  summary(seconds: number, packages: number): string {
    const time = seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
    if (this.compiled === 0) return `${this.downloaded} modules downloaded, ${time}`
    return `${this.compiled} of at most ${packages} packages compiled, ${time}`
  }
}

async function run(
  go: { command: string; env: Record<string, string> },
  args: string[],
  cwd: string,
  progress?: (output: BuildOutput, seconds: number) => void
): Promise<string> {
  const child = spawn(go.command, args, {
    cwd,
    // flags and workspaces of the user's own would change what is built
    env: { ...process.env, ...go.env, GOFLAGS: '', GOWORK: 'off' },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const output = new BuildOutput()
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => output.push(text))
  const start = performance.now()
  const timer = setInterval(() => progress?.(output, Math.round((performance.now() - start) / 1000)), 20_000)
  const code = await new Promise<number | null>((resolve, reject) =>
    child.on('error', reject).on('close', resolve)
  ).finally(() => clearInterval(timer))
  if (code !== 0) {
    throw new Error(
      `go ${args[0] ?? ''} failed in ${cwd} (exit ${code ?? 'by signal'}):\n${output.rest.slice(-20).join('\n')}`
    )
  }
  return stdout
}

/**
 * The path of the program that holds etcd and all parts of Kubernetes (dev/cluster/main.go), and the version of
 * Kubernetes in it. Built with Go when this version of its sources hasn't been yet: about 8 minutes on 2 cores, with a
 * line of progress every 20 s.
 */
export async function clusterBinary(): Promise<{ path: string; version: string }> {
  const source = join(checkout(), 'dev', 'cluster')
  const hash = createHash('sha256').update(process.arch)
  for (const file of sources) hash.update(readFileSync(join(source, file))).update('\0')
  const { kubernetes: version, go: wanted } = versionsIn(readFileSync(join(source, 'go.mod'), 'utf8'))
  const dir = join(cacheDir(), 'cluster', `${version}-${hash.digest('hex').slice(0, 8)}`)
  const path = join(dir, 'cluster')
  if (existsSync(path)) return { path, version }
  return withLock(
    'cluster-binary',
    async () => {
      if (existsSync(path)) return { path, version } // built while we waited
      const go = findGo(wanted)
      say(
        `Building Kubernetes ${version} from Go modules into ${dir} (once; about 8 minutes on 2 cores, 4 GB of disk for Go's own caches) …`
      )
      const tell = (text: string) => say(`  … ${text}`)
      const listed = await run(go, ['list', '-deps', '.'], source, (output, seconds) =>
        tell(output.summary(seconds, 0))
      )
      const packages = listed.split('\n').length - 1
      const [major = '', minor = ''] = version.split('.')
      const variables = { gitVersion: `v${version}`, gitMajor: major, gitMinor: minor }
      const flags = Object.entries(variables).map(
        ([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`
      )
      folder(dir)
      const args = [
        'build',
        '-v',
        '-trimpath',
        '-buildvcs=false',
        '-ldflags',
        ['-s -w', ...flags].join(' '),
        '-o',
        `${path}.new`,
        '.'
      ]
      await run(go, args, source, (output, seconds) => tell(output.summary(seconds, packages)))
      renameSync(`${path}.new`, path)
      return { path, version }
    },
    { dir: cacheDir() }
  )
}
