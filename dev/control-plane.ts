import {
  ensureApiserver,
  ensureControllerManager,
  ensureEtcd,
  prepare,
  stopControlPlaneOf,
  stopPart,
  type Cluster
} from './components.ts'
import { withLock } from './processes.ts'

/** The parts of the control plane that tests may stop and start one by one. */
export type ControlPlanePart = 'etcd' | 'apiserver' | 'controller-manager'

/**
 * Starts Kubernetes without a node (etcd, API server, controllers), or finds it running (under 1 s). There is no
 * scheduler and no kubelet: tests play both (`playKubelet`). Works without root.
 */
export function startControlPlane(): Promise<Cluster> {
  return withLock('control-plane', async () => {
    const ground = await prepare('control-plane')
    await ensureEtcd(ground)
    await ensureApiserver(ground, ['controller-manager'])
    await ensureControllerManager(ground)
    return ground.cluster
  })
}

/** Ends one part as a crash would (the rest runs on). Start it again with {@link startControlPlane}. */
export const stopControlPlanePart = (part: ControlPlanePart): Promise<boolean> => stopPart('control-plane', part)

/** Ends the control plane and forgets what was in it. True when something ran. */
export const stopControlPlane = (): Promise<boolean> =>
  withLock('control-plane', () => stopControlPlaneOf('control-plane'))
