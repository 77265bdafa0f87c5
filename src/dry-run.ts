/**
 * A dry run: shows and keeps what a run would build and send, and has the server validate it where there is one. It changes
 * nothing anywhere, needs no Docker, and executes nothing of the workspace.
 */

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { Connections } from './connections.ts'
import { parseReference } from './docker/reference.ts'
import { ownFiles } from './flow/launcher.ts'
import { buildCommand, checkCommand } from './image/build.ts'
import { cachesOf } from './image/caches.ts'
import { copyItems } from './image/context.ts'
import { dockerfile, stages } from './image/dockerfile.ts'
import { contextListing } from './image/listing.ts'
import { jobManifest } from './job/manifest.ts'
import { secretManifests } from './job/secrets.ts'
import { splitLines } from './lib/lines.ts'
import { intendedReference } from './plan/image-reference.ts'
import type { BuildPlan, JobPlan, Plan } from './plan/types.ts'
import { commandText, listingText, manifestText } from './report/dry-run-text.ts'
import { hiddenWord, hiding } from './report/hidden.ts'
import type { Report } from './report/report.ts'
import type { Session } from './runner/session.ts'

/** Lines of one thing that the log shows; the file has all. */
const shownLines = 1_000

/** One thing to look at. */
interface Document {
  /** Name of its file. */
  readonly name: string
  /** Title of its group in the log. */
  readonly title: string
  readonly text: string
  /** False: too long to be of use in the summary. */
  readonly inSummary: boolean
}

/** Copies data with the values of `job-secrets` and `build-secrets` hidden, which may stand in other inputs as well. */
type Hide = ReturnType<typeof hiding>

/**
 * Carries out a dry run; what is known is in the report before the server is asked.
 * @throws Failure of what is wrong in the workspace or with the kubeconfig; ApiError of a server that refuses
 */
export async function dryRun(
  plan: Plan,
  session: Session,
  report: Report,
  connections: Connections,
  signal: AbortSignal
): Promise<void> {
  const { writer } = session
  report.build = 'skipped'
  if (plan.job?.namespace !== undefined) report.namespace = plan.job.namespace
  const image = imageOf(plan, report)
  const hide = hiding([...(plan.job?.secrets.values() ?? []), ...buildSecretsOf(plan)])
  const documents = [
    ...(plan.image.kind === 'build' ? await buildDocuments(plan.image, hide) : []),
    ...(plan.job === undefined ? [] : jobDocuments(plan.job, image, hide))
  ]
  const folder = join(session.folder, 'dry-run')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const { name, title, text } of documents) {
    await writeFile(join(folder, name), text, { mode: 0o600 })
    const lines = splitLines(text.replace(/\n$/u, ''))
    await writer.group(title, () => {
      writer.foreign(lines.slice(0, shownLines))
      if (lines.length > shownLines) writer.info(`${String(lines.length - shownLines)} more lines: see the file.`)
      return Promise.resolve()
    })
  }
  writer.info(`Kept in ${folder}: ${documents.map(({ name }) => name).join(', ')}.`)
  const files = documents.filter(({ inSummary }) => inSummary).map(({ name, text }) => ({ name, text }))
  report.dryRun = { folder, files }
  const validated = await validate(plan, image, session, report, connections, signal)
  if (validated !== undefined) report.dryRun = { folder, files, validated }
}

function buildSecretsOf({ image }: Plan): Iterable<string> {
  return image.kind === 'build' ? image.buildSecrets.values() : []
}

/** The image as a run would name it before it knows a digest; what is known of it goes into the report. */
function imageOf({ image }: Plan, report: Report): string {
  if (image.kind === 'use') {
    const { name, tag, digest } = parseReference(image.reference)
    report.imageName = name
    if (tag !== undefined) report.imageTag = tag
    if (digest !== undefined) Object.assign(report, { image: image.reference, digest })
  }
  return intendedReference(image)
}

async function buildDocuments(plan: BuildPlan, hide: Hide): Promise<Document[]> {
  const items = await copyItems(plan)
  const listing = await contextListing(plan, items, await ownFiles())
  const text = dockerfile({ ...plan, env: hide(plan.env) }, items)
  return [
    { name: 'Dockerfile', title: 'Dockerfile', text, inSummary: true },
    { name: 'build-command.txt', title: 'Build command', text: buildText(plan), inSummary: true },
    { name: 'context.txt', title: 'Build context', text: listingText(listing), inSummary: false }
  ]
}

/** The commands of a runner that nobody has set up: buildx with the builder of the engine. Which it really is, only docker can say. */
function buildText(plan: BuildPlan): string {
  const { repository, tag, push, platform, buildSecrets: secrets, healthCheck } = plan
  const reference = `${repository}:${tag}`
  const engine = {
    serverVersion: undefined,
    platform: undefined,
    buildx: { version: '1.0.0', driver: 'docker', builder: 'default', buildkit: '', platform: undefined }
  }
  const caches = cachesOf(plan, engine, { dependencies: undefined, isBaseOurs: false })
  const files = { context: 'context', dockerfile: 'context/Dockerfile', idFile: 'image-id' }
  const common = { platform, secrets, caches, ...files }
  const stage = healthCheck ? stages.image : undefined
  const build = buildCommand({ ...common, reference, push, stage, metadataFile: 'build-metadata.json' }, engine)
  const checks = healthCheck ? [checkCommand({ ...common, stage: stages.check }, engine)] : []
  const commands = [
    ...[...checks, build].map(({ args }) => ['docker', ...args]),
    ...(push ? [['docker', 'push', reference]] : [])
  ]
  return commands.map((words) => `${commandText(words)}\n`).join('')
}

function jobDocuments(plan: JobPlan, image: string, hide: Hide): Document[] {
  // before the manifest is made: there a value may be written in another way
  const shown = { ...plan, env: hide(plan.env), command: hide(plan.command), args: hide(plan.args) }
  const manifest = hide(jobManifest(shown, { image }))
  const comments = ['Shown by a dry run. In a run, image is the digest of what is pushed or found under this name.']
  const documents = [
    { name: 'job.yaml', title: 'Job manifest', text: manifestText(manifest, comments), inSummary: true }
  ]
  // the credential of a pull Secret is found in a run
  for (const { data, metadata, ...secret } of secretManifests(plan, { metadata: { name: plan.name } }, undefined)) {
    const { name, labels } = metadata
    const stringData = Object.fromEntries(Object.keys(data).map((key) => [key, hiddenWord]))
    const text = manifestText({ ...secret, metadata: { name, labels }, stringData }, [
      'Shown by a dry run, without its values. In a run it is owned by the Job.'
    ])
    documents.push({ name: 'secret-env.yaml', title: 'Secret manifest', text, inSummary: true })
  }
  return documents
}

/**
 * @returns whether a server has accepted the Job; false where no kubeconfig is there at all, as in a pull request of a fork,
 * or where the server cannot say; undefined without a Job
 * @throws Failure of what the server refuses; ApiError of one that cannot be reached
 */
async function validate(
  plan: Plan,
  image: string,
  { env, environment, writer }: Session,
  report: Report,
  connections: Connections,
  signal: AbortSignal
): Promise<boolean | undefined> {
  if (plan.job === undefined || plan.cluster === undefined) return undefined
  const { isKubeconfigThere } = await import('./cluster/kubeconfig-find.ts')
  if (!isKubeconfigThere({ ...plan.cluster, env, workspace: environment.workspace })) {
    writer.notice(
      'There is no kubeconfig, so no server has validated the Job. Give one in kubeconfig to have that done.'
    )
    return false
  }
  const [{ preflight }, { tryJob }] = await Promise.all([import('./job/preflight.ts'), import('./job/trial.ts')])
  const { cluster } = await connections.cluster(plan.cluster, signal)
  report.namespace = cluster.namespace
  // as an image that is not built: then preflight leaves it to us what becomes of a refusal
  await preflight({
    cluster,
    plan: plan.job,
    image: { kind: 'use', reference: image, needsLauncher: false },
    writer,
    signal
  })
  const trial = await tryJob(cluster, plan.job, image, signal)
  if (trial.kind === 'unknown') {
    writer.warning(`The cluster did not say whether it accepts the Job: ${trial.why}`)
    return false
  }
  if (trial.kind !== 'accepted') throw trial.failure
  writer.info(
    `The cluster accepts the Job in namespace ${cluster.namespace} (server-side dry run, nothing was created).`
  )
  return true
}
