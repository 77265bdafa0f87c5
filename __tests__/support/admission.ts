/** Rules of the cluster that refuse Jobs of one namespace: real ones. */

import { randomBytes } from 'node:crypto'

import type { Cluster } from '../../dev/components.ts'
import { until } from './action.ts'

const admission = '/apis/admissionregistration.k8s.io/v1'

/**
 * A ValidatingAdmissionPolicy on Jobs of one namespace, in force when this resolves.
 * @param expression CEL over `object`; false denies
 * @returns takes it away again
 */
export async function denyJobs(
  { kube }: Pick<Cluster, 'kube'>,
  namespace: string,
  expression: string,
  message: string
): Promise<() => Promise<void>> {
  const name = `preflight-${randomBytes(4).toString('hex')}`
  const rule = { apiGroups: ['batch'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['jobs'] }
  await kube.create(`${admission}/validatingadmissionpolicies`, {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name },
    spec: { failurePolicy: 'Fail', matchConstraints: { resourceRules: [rule] }, validations: [{ expression, message }] }
  })
  await kube.create(`${admission}/validatingadmissionpolicybindings`, {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name },
    spec: {
      policyName: name,
      validationActions: ['Deny'],
      matchResources: { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } }
    }
  })
  const tagged = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'trial' },
    spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'x:1' }] } } }
  }
  const refused = (): Promise<boolean> =>
    kube.create(`/apis/batch/v1/namespaces/${namespace}/jobs?dryRun=All`, tagged).then(
      () => false,
      () => true
    )
  await until(refused)
  return async () => {
    await kube.delete(`${admission}/validatingadmissionpolicybindings/${name}`)
    await kube.delete(`${admission}/validatingadmissionpolicies/${name}`)
  }
}

/**
 * A ResourceQuota, in force when this resolves: an API server that looked for quotas of the namespace a moment before may let
 * things pass until it hears of the new one. It has no room for Leases either, of which a trial tells that.
 */
export async function createQuota(
  { kube }: Pick<Cluster, 'kube'>,
  namespace: string,
  hard: Readonly<Record<string, string>>,
  name = 'small'
): Promise<void> {
  await kube.create(`/api/v1/namespaces/${namespace}/resourcequotas`, {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name },
    spec: { hard: { ...hard, 'count/leases.coordination.k8s.io': '0' } }
  })
  const lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'trial' } }
  await until(() =>
    kube.create(`/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases?dryRun=All`, lease).then(
      () => false,
      (error: unknown) => String(error).includes('exceeded quota')
    )
  )
}

/** A quota that leaves room for no Job. */
export const noRoomForJobs = { 'count/jobs.batch': '0' }
