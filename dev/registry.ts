import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hasApt, unpack, which } from './apt.ts'
import { folder, instance, runDir } from './paths.ts'
import { ensure, freePort, recorded, stop, waitUntil } from './processes.ts'
import { write } from './records.ts'
import { must, run } from './run.ts'

/** This checkout's registry. */
export interface Registry {
  /** `localhost:PORT`, as image references name it. Docker takes plain HTTP from there. */
  host: string
  port: number
  /** The container's id when it runs in one instead of as a process of its own. */
  container?: string
}

const name = 'registry'
const containerRecord = (): string => join(runDir(), 'registry-container.json')

const answers = (port: number) => async (): Promise<boolean> =>
  (await fetch(`http://127.0.0.1:${port}/v2/`, { signal: AbortSignal.timeout(2000) })).ok

/** Debian's own configuration asks for a password and listens everywhere. */
function configuration(port: number): string {
  return JSON.stringify(
    {
      version: 0.1,
      log: { level: 'warn', accesslog: { disabled: true } },
      storage: { filesystem: { rootdirectory: folder(runDir(), 'registry') }, delete: { enabled: true } },
      http: { addr: `127.0.0.1:${port}`, secret: instance() }
    },
    null,
    2
  )
}

/** The registry that can be started as a process: the one installed, else out of its package; undefined where neither can be had. */
export async function registryProgram(): Promise<string | undefined> {
  const installed = which('docker-registry')
  if (installed !== undefined || !hasApt()) return installed
  return join(await unpack('docker-registry'), 'usr/bin/docker-registry')
}

function containerOnRecord(): { id: string; port: number } | undefined {
  try {
    return JSON.parse(readFileSync(containerRecord(), 'utf8')) as { id: string; port: number }
  } catch {
    return undefined
  }
}

/** The fallback: the public registry image. Also what kind needs, whose nodes don't see this machine's loopback. */
async function inContainer(): Promise<Registry> {
  let record = containerOnRecord()
  if (record === undefined || !(await run('docker', ['start', record.id])).ok) {
    const port = record?.port ?? (await freePort(name))
    // ours by its id on record; one that can't start again would only keep the name
    if (record !== undefined) await run('docker', ['rm', '-f', '-v', record.id])
    const id = `docker-on-k8s-registry-${instance()}`
    const args = ['run', '-d', '--name', id, '--label', `docker-on-k8s.instance=${instance()}`]
    args.push('-p', `127.0.0.1:${port}:5000`, '-e', 'REGISTRY_STORAGE_DELETE_ENABLED=true', 'registry:2')
    record = { id: (await must('docker', args, { timeout: 180_000 })).trim(), port }
    write(containerRecord(), record)
  }
  await waitUntil(answers(record.port), { timeout: 30_000, what: 'The registry container does not answer' })
  return { host: `localhost:${record.port}`, port: record.port, container: record.id }
}

/** This checkout's registry if it answers, without starting anything. */
export async function findRegistry(): Promise<Registry | undefined> {
  const container = containerOnRecord()
  if (recorded(name)?.alive !== true && container === undefined) return undefined
  const port = container?.port ?? (await freePort(name))
  const up = await answers(port)().catch(() => false)
  return up
    ? { host: `localhost:${port}`, port, ...(container === undefined ? {} : { container: container.id }) }
    : undefined
}

/**
 * A registry of this checkout alone, on a loopback port of its own, with its storage beside its record: from Debian's
 * docker-registry package (unpacked, not installed), else the public registry image in a container.
 */
export async function ensureRegistry({ container = false }: { container?: boolean } = {}): Promise<Registry> {
  const running = await findRegistry()
  if (running !== undefined && (running.container !== undefined || !container)) return running
  if (container && running !== undefined) await stop(name)
  let why = ''
  const file = container
    ? undefined
    : await registryProgram().catch((error: unknown) => {
        why = error instanceof Error ? error.message : String(error)
        return undefined
      })
  if (file === undefined) {
    try {
      return await inContainer()
    } catch (error) {
      throw new Error(
        [
          'No registry could be started. Install one (Debian and Ubuntu: the package docker-registry; it need not run), or let docker reach the image registry:2.',
          why,
          error instanceof Error ? error.message : String(error)
        ]
          .filter(Boolean)
          .join('\n'),
        { cause: error }
      )
    }
  }
  const port = await freePort(name)
  const config = join(runDir(), 'registry.config')
  const text = configuration(port)
  if (!existsSync(config) || readFileSync(config, 'utf8') !== text) writeFileSync(config, text)
  await ensure({ name, command: file, args: ['serve', config] }, answers(port))
  return { host: `localhost:${port}`, port }
}

/** Ends this checkout's registry. What was pushed is kept for the next start. */
export async function stopRegistry(): Promise<string> {
  const container = containerOnRecord()
  if (container !== undefined) {
    const label = await run('docker', [
      'inspect',
      '-f',
      '{{index .Config.Labels "docker-on-k8s.instance"}}',
      container.id
    ])
    if (label.stdout.trim() === instance()) await must('docker', ['rm', '-f', '-v', container.id])
    rmSync(containerRecord(), { force: true })
  }
  return (await stop(name)) || container !== undefined ? 'registry: ended' : 'registry: was not running'
}

/** Whether the registry has this manifest (`python`, `3.11`). */
export async function hasManifest({ port }: Registry, repository: string, tag: string): Promise<boolean> {
  const types = [
    'application/vnd.docker.distribution.manifest.v2+json',
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.oci.image.index.v1+json',
    'application/vnd.docker.distribution.manifest.list.v2+json'
  ]
  const answer = await fetch(`http://127.0.0.1:${port}/v2/${repository}/manifests/${tag}`, {
    method: 'HEAD',
    headers: { accept: types.join(', ') },
    signal: AbortSignal.timeout(5000)
  })
  return answer.ok
}
