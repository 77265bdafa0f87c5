/** One run as a story: read, build beside the cluster's preflight, run the Job, tell how it ended, clean up. */

import { randomUUID } from 'node:crypto'

import { Connections, type ConnectedCluster } from './connections.ts'
import { conclude } from './ending.ts'
import type { Failure } from './failure.ts'
import type { ProvidedImage } from './image/tools.ts'
import type { PullLogin } from './image/pull-credential.ts'
import type { Preflight } from './job/preflight.ts'
import type { Plan } from './plan/types.ts'
import { prepare } from './prepare.ts'
import { absorb, absorbImage, newReport, statusOf, timeStage, type Report } from './report/report.ts'
import { openSession, type Session } from './runner/session.ts'
import { Scope, together } from './scope.ts'

/** @returns the exit code of the step: 0 only when all that was asked for was done and, when we waited, the flow succeeded */
export async function main(process: NodeJS.Process): Promise<number> {
  const session = openSession(process, randomUUID())
  const journal = {
    write: (record: { id: number }) => session.state.saveRecord(record.id, record),
    done: (id: number) => session.state.saveRecord(id, undefined)
  }
  const scope = new Scope({ signal: session.cancellation.signal, journal, marker: session.marker })
  const report = newReport(session.identifier)
  const connections = new Connections(session)
  try {
    const plan = await prepare(session, report)
    if (plan.dryRun) await (await import('./dry-run.ts')).dryRun(plan, session, report, connections, scope.signal)
    const failure = plan.dryRun ? undefined : await carryOut(plan, session, scope, report, connections)
    report.status = failure
      ? statusOf(failure)
      : plan.job === undefined || plan.dryRun
        ? 'skipped'
        : plan.job.wait
          ? 'succeeded'
          : 'created'
    if (failure) report.failure = failure
  } catch (thrown) {
    report.failure = session.cancellation.reason ?? connections.failureOf(thrown)
    report.status = statusOf(report.failure)
  }
  await conclude(session, scope, report, connections.forCleanup())
  await connections.close()
  return report.failure === undefined ? 0 : 1
}

/** @returns the failure of the Job, if it failed; everything else that fails is thrown */
async function carryOut(
  plan: Plan,
  session: Session,
  scope: Scope,
  report: Report,
  connections: Connections
): Promise<Failure | undefined> {
  const { writer, folder, identifier, env, environment } = session
  const { findHome } = await import('./plan/home.ts')
  const home = findHome(plan, environment.workspace)
  type Found = [ProvidedImage, (ConnectedCluster & Preflight) | undefined, PullLogin | undefined]
  const [image, connected, login] = await together<Found>(scope.signal, [
    async (signal) => {
      const { provideImage } = await import('./image/provide.ts')
      const [docker, memory] = await Promise.all([connections.docker(), connections.memory(plan, signal)])
      const stage = <T>(name: 'build' | 'push', body: () => Promise<T>): Promise<T> => timeStage(report, name, body)
      const tools = { docker, scope, writer, folder, signal, stage, home, memory, env }
      const provided = await provideImage(plan.image, tools)
      absorbImage(report, provided)
      return provided
    },
    async (signal) => {
      if (plan.cluster === undefined || plan.job === undefined) return undefined
      const { preflight } = await import('./job/preflight.ts')
      const found = await connections.cluster(plan.cluster, signal, plan.image.kind === 'build')
      report.namespace = found.cluster.namespace
      const known = await preflight({ ...found, plan: plan.job, image: plan.image, writer, signal })
      const { refuseRerun } = await import('./job/rerun.ts')
      await refuseRerun(plan.job, { cluster: found.cluster, signal })
      return { ...found, ...known }
    },
    async (signal) => {
      if (plan.job === undefined) return undefined
      const { findPullLogin } = await import('./image/pull-credential.ts')
      return findPullLogin(plan, { env, writer, signal })
    }
  ])
  if (plan.job === undefined || connected === undefined) return undefined
  const { pullCredential } = await import('./image/pull-credential.ts')
  const credential = await pullCredential(image.reference, login, {
    ...{ docker: await connections.docker(), scope, writer, folder, env },
    mayCreateSecrets: connected.rights.secrets
  })
  const { runJob } = await import('./job/run.ts')
  const known = { home, platforms: image.platforms }
  const tools = { ...connected, ...known, scope, writer, folder, identifier, env, credential }
  return runJob(plan.job, image.reference, tools, (news) => absorb(report, news))
}
