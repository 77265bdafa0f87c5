/** The Secrets of a run: variables of `job-secrets`, and the login with which the image is pulled. Owned by the Job. */

import type { Job } from '../cluster/objects.ts'
import type { Cluster } from '../cluster/port.ts'
import { Failure } from '../failure.ts'
import type { JobPlan, PullCredential } from '../plan/types.ts'
import type { Writer } from '../runner/writer.ts'
import type { ClusterAccess, Scope } from '../scope.ts'
import { createObject, surelyNotCreated } from './create.ts'
import { environmentSecretName, pullSecretName } from './secret-names.ts'
import { nameOf, uidOf } from './snapshot.ts'

/** A Secret manifest as we write it. */
export interface SecretManifest {
  readonly apiVersion: 'v1'
  readonly kind: 'Secret'
  readonly metadata: {
    readonly name: string
    readonly labels: Readonly<Record<string, string>>
    readonly ownerReferences: readonly object[]
  }
  readonly type: 'Opaque' | 'kubernetes.io/dockerconfigjson'
  /** Nobody can change what the pods read; kubelets need not watch it either. */
  readonly immutable: true
  /** Base64 by key. */
  readonly data: Readonly<Record<string, string>>
}

/**
 * The Secrets that a Job names, as manifests.
 * @param job as stored: its uid makes it the owner, so that they go with it whatever becomes of us
 */
export function secretManifests(
  plan: Pick<JobPlan, 'name' | 'labels' | 'secrets'>,
  job: Job,
  credential: PullCredential | undefined
): SecretManifest[] {
  const secret = (name: string, type: SecretManifest['type'], values: ReadonlyMap<string, string>): SecretManifest => ({
    apiVersion: 'v1',
    kind: 'Secret',
    // no blockOwnerDeletion: it would need the right to change the Job's finalizers
    metadata: {
      name,
      labels: plan.labels,
      ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name: nameOf(job), uid: uidOf(job) }]
    },
    type,
    immutable: true,
    data: Object.fromEntries([...values].map(([key, value]) => [key, base64(value)]))
  })
  return [
    ...(credential === undefined
      ? []
      : [
          secret(
            pullSecretName(plan),
            'kubernetes.io/dockerconfigjson',
            new Map([['.dockerconfigjson', dockerConfig(credential)]])
          )
        ]),
    ...(plan.secrets.size === 0 ? [] : [secret(environmentSecretName(plan), 'Opaque', plan.secrets)])
  ]
}

/** What `docker login` writes for one registry. */
function dockerConfig({ registry, username, password }: PullCredential): string {
  return JSON.stringify({ auths: { [registry]: { username, password, auth: authOf({ username, password }) } } })
}

function authOf({ username, password }: Pick<PullCredential, 'username' | 'password'>): string {
  return base64(`${username}:${password}`)
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64')
}

export interface SecretTools {
  readonly cluster: Cluster
  readonly access: ClusterAccess
  readonly scope: Scope
  readonly writer: Writer
  readonly identifier: string
}

/**
 * Makes the Secrets of a Job that was just created, each on record before it is sent.
 * @throws Failure when one is refused; the Job is then to be deleted, since its pods wait for it in vain
 */
export async function createSecrets(
  plan: JobPlan,
  job: Job,
  credential: PullCredential | undefined,
  { cluster, access, scope, writer, identifier }: SecretTools
): Promise<void> {
  const { namespace } = cluster
  for (const manifest of secretManifests(plan, job, credential)) {
    const { name } = manifest.metadata
    const owner = { name: nameOf(job), uid: uidOf(job) }
    try {
      await scope.create(
        { kind: 'secret', name, namespace, identifier, access, job: owner },
        async (signal) => {
          const { object, warnings } = await createObject(cluster, 'secrets', manifest, signal)
          for (const warning of warnings) writer.warning(`The cluster warns: ${warning}`)
          return object
        },
        uidOf
      )
    } catch (error) {
      if (surelyNotCreated(error)) scope.keep((open) => open.kind === 'secret' && open.name === name)
      throw refused(error, manifest, cluster)
    }
  }
}

/** The failure in words that fit a Secret of ours, where the general ones do not. */
function refused(thrown: unknown, { type }: SecretManifest, { namespace }: Cluster): unknown {
  if (!(thrown instanceof Failure)) return thrown
  const [what, instead] =
    type === 'Opaque'
      ? ['the Secret with the variables of job-secrets', 'use a Secret of your own by job-template']
      : ['the Secret with which the image is pulled', 'set pull-secret: none']
  const options = { cause: thrown.cause }
  switch (thrown.reason) {
    case 'quota-exceeded':
      return new Failure(
        'quota-exceeded',
        {
          what: `A quota of namespace ${namespace} does not leave room for ${what}.`,
          why: thrown.why,
          fix: `Delete Secrets that nobody needs, have the quota raised, or ${instead}.`
        },
        options
      )
    case 'admission-denied':
      return new Failure(
        'admission-denied',
        {
          what: `A rule of the cluster does not allow ${what}.`,
          why: thrown.why,
          fix: `Ask who runs the cluster about the rule, or ${instead}.`
        },
        options
      )
    case 'job-exists':
      return new Failure(
        'job-exists',
        {
          what: `There is another Secret with the name of ${what}.`,
          why: thrown.why,
          fix: 'Run again: every run has names of its own.'
        },
        options
      )
    default:
      return thrown
  }
}

/** Hides a login from the log: the password, and the form in which a docker config holds it. */
export function maskCredential({ username, password }: PullCredential, writer: Writer): void {
  // a shorter mask would blank harmless text
  if (password.length < 4) return
  writer.mask(password)
  writer.mask(authOf({ username, password }))
}

/**
 * A warning for a login that ends with the workflow job while pods may still have to pull: a `GITHUB_TOKEN` (an
 * installation token starts with `ghs_`) with a Job that waits in a queue, or that nobody waits for.
 */
export function dyingLogin(
  { password, registry }: PullCredential,
  { queue, wait }: Pick<JobPlan, 'queue' | 'wait'>,
  env: NodeJS.ProcessEnv
): string | undefined {
  const isJobToken = password.startsWith('ghs_') || (password !== '' && password === env['GITHUB_TOKEN'])
  if (!isJobToken || (queue === undefined && wait)) return undefined
  const when = wait
    ? 'a Job may wait in a queue for longer'
    : 'with wait: false the Job may start, or start again, later'
  return `The login for ${registry} is a GITHUB_TOKEN, which ends with this workflow job: ${when}, and could then no longer pull its image. Log in with a token that lives longer, or name a Secret in image-pull-secrets.`
}
