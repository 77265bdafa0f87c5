/** A real Prefect server, for tests: run by the engine out of an image that has Prefect in it. */

import { randomUUID } from 'node:crypto'

import { freePort, waitUntil } from './processes.ts'
import { must, run } from './run.ts'

export interface PrefectServer {
  /** What `PREFECT_API_URL` is set to. */
  readonly url: string
  /** The newest run of a flow of this name: the type of its state, and its parameters. */
  newestRun(flow: string): Promise<{ state: string; parameters: unknown } | undefined>
  close(): Promise<void>
}

/**
 * Starts a server with an empty database.
 * @param image has Prefect 2 or 3
 * @param address of this machine, such that pods of the node and this process can reach it
 */
export async function startPrefectServer(image: string, address: string): Promise<PrefectServer> {
  const name = `prefect-server-${randomUUID()}`
  const port = await freePort(name)
  const url = `http://${address}:${String(port)}/api`
  const home = ['--env', 'PREFECT_HOME=/tmp/prefect-server', '--env', 'PREFECT_SERVER_ANALYTICS_ENABLED=false']
  const started = ['run', '--detach', '--rm', '--network', 'host', '--name', name, ...home, '--entrypoint', 'prefect']
  await must('docker', [...started, image, 'server', 'start', '--host', address, '--port', String(port)], {
    timeout: 120_000
  })
  const close = async (): Promise<void> => {
    await run('docker', ['rm', '--force', name], { timeout: 60_000 })
  }
  try {
    const isHealthy = (): Promise<boolean> =>
      fetch(`${url}/health`, { signal: AbortSignal.timeout(5000) }).then(
        ({ ok }) => ok,
        () => false
      )
    await waitUntil(isHealthy, { what: 'the Prefect server answers', timeout: 180_000 })
  } catch (error) {
    const log = await run('docker', ['logs', '--tail', '20', name])
    await close()
    throw new Error(`${String(error)}\n${log.stdout}${log.stderr}`, { cause: error })
  }
  return { url, newestRun: (flow) => newestRun(url, flow), close }
}

async function newestRun(url: string, flow: string): ReturnType<PrefectServer['newestRun']> {
  const filter = { flows: { name: { any_: [flow] } }, sort: 'START_TIME_DESC', limit: 1 }
  const answer = await fetch(`${url}/flow_runs/filter`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(filter),
    signal: AbortSignal.timeout(20_000)
  })
  if (!answer.ok) throw new Error(`The Prefect server answers ${String(answer.status)}: ${await answer.text()}`)
  const [found] = (await answer.json()) as { state_type: string; parameters: unknown }[]
  return found && { state: found.state_type, parameters: found.parameters }
}
