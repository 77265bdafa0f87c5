/** Paths of the resources we use, and selectors that cannot turn into syntax. Pure. */

import type { ResourceName, Selection } from './port.ts'

const groups: Readonly<Record<ResourceName, string>> = {
  jobs: '/apis/batch/v1',
  pods: '/api/v1',
  events: '/api/v1',
  secrets: '/api/v1',
  configmaps: '/api/v1'
}

/** Path of a collection, or of one object in it. */
export function pathOf(resource: ResourceName, namespace: string, name?: string): string {
  const collection = `${groups[resource]}/namespaces/${encodeURIComponent(namespace)}/${resource}`
  return name === undefined ? collection : `${collection}/${encodeURIComponent(name)}`
}

/** Query parameters of a selection. @throws Error for a label that Kubernetes would not take as one */
export function queryOf({ labels = {}, fields = {} }: Selection): Record<string, string | undefined> {
  const label = Object.entries(labels).map(([key, value]) => {
    if (!/^[\w./-]+$/u.test(key) || !/^[\w.-]*$/u.test(value)) throw new Error(`not a label: ${key}=${value}`)
    return `${key}=${value}`
  })
  const field = Object.entries(fields).map(([key, value]) => `${key}=${value.replace(/[\\,=]/gu, String.raw`\$&`)}`)
  return { labelSelector: label.join(',') || undefined, fieldSelector: field.join(',') || undefined }
}
