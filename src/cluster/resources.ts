/** Paths of the resources we use, and selectors that cannot turn into syntax. Pure. */

import type { ResourceName, Selection } from './port.ts'

const groups: Readonly<Record<ResourceName, string>> = {
  jobs: '/apis/batch/v1',
  pods: '/api/v1',
  events: '/api/v1',
  secrets: '/api/v1',
  configmaps: '/api/v1',
  workloads: '/apis/kueue.x-k8s.io/v1beta2',
  'workloads.v1beta1': '/apis/kueue.x-k8s.io/v1beta1'
}

/** Path of a collection, or of one object in it. */
export function pathOf(resource: ResourceName, namespace: string, name?: string): string {
  const collection = `${groups[resource]}/namespaces/${encodeURIComponent(namespace)}/${pluralOf(resource)}`
  return name === undefined ? collection : `${collection}/${encodeURIComponent(name)}`
}

/** The resource's name in a path: what follows a dot in ours is the version of its API. */
function pluralOf(resource: ResourceName): string {
  return resource.split('.')[0] ?? resource
}

/** Query parameters of a selection. @throws Error for a label that Kubernetes would not take as one */
export function queryOf({
  labels = {},
  fields = {},
  exceptFields = []
}: Selection): Record<string, string | undefined> {
  const label = Object.entries(labels).map(([key, value]) => {
    if (!/^[\w./-]+$/u.test(key) || !/^[\w.-]*$/u.test(value)) throw new Error(`not a label: ${key}=${value}`)
    return `${key}=${value}`
  })
  const escaped = (value: string): string => value.replace(/[\\,=]/gu, String.raw`\$&`)
  const field = [
    ...Object.entries(fields).map(([key, value]) => `${key}=${escaped(value)}`),
    ...exceptFields.map(([key, value]) => `${key}!=${escaped(value)}`)
  ]
  return { labelSelector: label.join(',') || undefined, fieldSelector: field.join(',') || undefined }
}

/** How many objects a page of a list has at most. Pods are the largest that come by the thousand: 250 are some 2 MB of text. */
export function pageSize(resource: ResourceName, { most }: Selection): string {
  return String(most ?? (resource === 'pods' ? 250 : 500))
}
