/**
 * A pod without what nobody here reads: a Job may have thousands, and most of a pod is environment, volumes, tolerations
 * and `managedFields`. What is kept is what the types in objects.ts name. Pure.
 */

import type { Condition, Container, ContainerStatus, ObjectMeta, Pod, PodSpec, PodStatus } from './objects.ts'
import type { ResourceName, Resources } from './port.ts'

/** What is kept of an object of this resource: of a pod the fields that our types name, of others everything. */
export function fieldsOf<R extends ResourceName>(resource: R, object: Resources[R]): Resources[R] {
  return resource === 'pods' ? podFields(object as Pod) : object
}

function podFields({ apiVersion, kind, metadata, spec, status }: Pod): Pod {
  return given<Pod>({
    ...{ apiVersion, kind },
    metadata: metadata && metaFields(metadata),
    spec: spec && specFields(spec),
    status: status && statusFields(status)
  })
}

function metaFields(meta: ObjectMeta): ObjectMeta {
  const { name, namespace, uid, resourceVersion, labels, annotations } = meta
  const { creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds, finalizers, ownerReferences } = meta
  return given<ObjectMeta>({
    ...{ name, namespace, uid, resourceVersion, labels, annotations },
    ...{ creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds, finalizers, ownerReferences }
  })
}

function specFields(spec: PodSpec): PodSpec {
  const { restartPolicy, nodeName, terminationGracePeriodSeconds, imagePullSecrets } = spec
  return given<PodSpec>({
    ...{ restartPolicy, nodeName, terminationGracePeriodSeconds, imagePullSecrets },
    containers: spec.containers?.map(containerFields),
    initContainers: spec.initContainers?.map(containerFields)
  })
}

function containerFields({ name, image, restartPolicy, restartPolicyRules }: Container): Container {
  return given<Container>({ name, image, restartPolicy, restartPolicyRules })
}

function statusFields(status: PodStatus): PodStatus {
  const { phase, reason, message, startTime } = status
  return given<PodStatus>({
    ...{ phase, reason, message, startTime },
    conditions: status.conditions?.map(conditionFields),
    containerStatuses: status.containerStatuses?.map(containerStatus),
    initContainerStatuses: status.initContainerStatuses?.map(containerStatus)
  })
}

function conditionFields({ type, status, reason, message, lastTransitionTime }: Condition): Condition {
  return given<Condition>({ type, status, reason, message, lastTransitionTime })
}

function containerStatus(from: ContainerStatus): ContainerStatus {
  const { name, ready, restartCount, image, imageID, containerID, state, lastState } = from
  return given<ContainerStatus>({ name, ready, restartCount, image, imageID, containerID, state, lastState })
}

/** Makes the object, without what is not there. A field of its type that is not handed over does not compile. */
function given<T extends object>(fields: { [K in keyof Required<T>]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T
}
