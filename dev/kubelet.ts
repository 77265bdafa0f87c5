import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { Cluster } from './components.ts'
import type { Change, Thing } from './kube.ts'
import { PlayedPod, type Pod } from './played-pod.ts'
import { apiTime } from './played-status.ts'

export type { PlayedPod } from './played-pod.ts'

/** What the test does with each pod; a scenario that throws fails `close`. */
export type Scenario = (pod: PlayedPod) => unknown

/** The pods of a namespace that are played. */
export interface Play {
  /** By name, oldest first; those that are gone stay. */
  pods: ReadonlyMap<string, PlayedPod>
  /** The next pod that no earlier call gave. */
  next(): Promise<PlayedPod>
  /** Looks away: pods are no longer bound, nor taken away when they are deleted. */
  stop(): void
}

/** A node whose kubelet is the test. */
export interface PlayedKubelet extends AsyncDisposable {
  /** Name of the node. */
  node: string
  /** Plays the pods of a namespace; `bind: false` leaves it to the scenario to put them on the node. */
  play(namespace: string, scenario?: Scenario, options?: { bind?: boolean }): Play
  /** Queries of all log requests so far: `{ pod, container, query }`. */
  logRequests: readonly { pod: string; container: string; query: URLSearchParams }[]
  /** Stops serving as a kubelet that dies: streams end, requests are refused, heartbeats stop; until `up`. */
  down(): Promise<void>
  up(): Promise<void>
  /** Removes the node; throws what a scenario threw. */
  close(): Promise<void>
}

const number = (text: string | null): number | undefined => (text === null ? undefined : Number(text))

function since(query: URLSearchParams): string | undefined {
  const seconds = number(query.get('sinceSeconds'))
  if (seconds !== undefined) return new Date(Date.now() - seconds * 1000).toISOString()
  const time = query.get('sinceTime')
  // lines' stamps are compared as text: both sides with nine digits
  return time === null
    ? undefined
    : `${new Date(time).toISOString().slice(0, 19)}.${(/\.(\d+)/.exec(time)?.[1] ?? '').padEnd(9, '0')}Z`
}

function node(name: string, port: number): object {
  const size = { cpu: '1000', memory: '1000Gi', pods: '100000', 'ephemeral-storage': '1000Gi' }
  const condition = (type: string, status: string) => ({
    type,
    status,
    reason: 'PlayedByATest',
    message: 'played by a test',
    lastHeartbeatTime: apiTime(),
    lastTransitionTime: apiTime()
  })
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/hostname': name, 'docker-on-k8s/played': 'true' } },
    status: {
      addresses: [{ type: 'InternalIP', address: '127.0.0.1' }],
      daemonEndpoints: { kubeletEndpoint: { Port: port } },
      capacity: size,
      allocatable: size,
      conditions: [
        condition('Ready', 'True'),
        condition('MemoryPressure', 'False'),
        condition('DiskPressure', 'False')
      ],
      nodeInfo: { kubeletVersion: 'v0.0.0-played', osImage: 'none', kernelVersion: '0', architecture: 'amd64', operatingSystem: 'linux', containerRuntimeVersion: 'played://0', machineID: name, systemUUID: name, bootID: name, kubeProxyVersion: '' } // prettier-ignore
    }
  }
}

/** Registers a node with the API server of `cluster` and serves its pods' logs. */
export async function playKubelet({ kube, tls }: Cluster): Promise<PlayedKubelet> {
  const name = `played-${randomBytes(4).toString('hex')}`
  const pods = new Map<string, PlayedPod>()
  const logRequests: { pod: string; container: string; query: URLSearchParams }[] = []
  const sockets = new Set<Socket>()
  const errors: unknown[] = []
  const ended = new AbortController()

  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    const refuse = (status: number, text: string) =>
      response.writeHead(status, { 'content-type': 'text/plain' }).end(text)
    const url = new URL(request.url ?? '/', 'https://kubelet')
    const [kind, namespace, pod = '', container = ''] = url.pathname.slice(1).split('/')
    const played = pods.get(`${namespace ?? ''}/${pod}`)
    if (kind !== 'containerLogs' || played === undefined) {
      refuse(404, `pod "${pod}" not found`)
      return
    }
    const query = url.searchParams
    logRequests.push({ pod, container, query })
    const previous = query.get('previous') === 'true'
    const waits = played.waitingFor(container)
    const log = previous ? played.previousLog(container) : played.logOf(container)
    if (log === undefined) refuse(400, `previous terminated container "${container}" in pod "${pod}" not found`)
    else if (!previous && waits !== undefined) refuse(400, waits)
    else
      log.serve(
        {
          follow: query.get('follow') === 'true',
          timestamps: query.get('timestamps') === 'true',
          sinceTime: since(query),
          tailLines: number(query.get('tailLines')),
          limitBytes: number(query.get('limitBytes'))
        },
        response
      )
  }

  const server = createServer(tls, serve)
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
  })
  server.on('tlsClientError', () => undefined)
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  const down = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      sockets.forEach((socket) => socket.destroy())
    })
  await listen(0)
  const { port } = server.address() as AddressInfo
  await kube.create('/api/v1/nodes', node(name, port))

  // the lease is what the node controller looks at: without a beat in 40 s the node is lost
  const leases = '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases'
  const renewTime = () => new Date().toISOString().replace('Z', '000Z')
  const spec = { holderIdentity: name, leaseDurationSeconds: 40 }
  await kube.create(leases, {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name },
    spec: { ...spec, renewTime: renewTime() }
  })
  const beat = setInterval(() => {
    if (server.listening) kube.patch(`${leases}/${name}`, { spec: { renewTime: renewTime() } }).catch(() => undefined)
  }, 10_000)
  beat.unref()

  const attempt = async (work: () => unknown) => {
    try {
      await work()
    } catch (error) {
      if (!ended.signal.aborted) errors.push(error)
    }
  }

  const play = (namespace: string, scenario?: Scenario, { bind = true } = {}): Play => {
    const own = new Map<string, PlayedPod>()
    const unseen: PlayedPod[] = []
    const waiting: ((pod: PlayedPod) => void)[] = []
    const stopped = new AbortController()
    const begin = async (pod: PlayedPod) => {
      if (bind) await pod.bind()
      const taker = waiting.shift()
      if (taker === undefined) unseen.push(pod)
      else taker(pod)
      await scenario?.(pod)
    }
    const changed = (type: Change, thing: Thing) => {
      const object = thing as Pod
      const { name: podName, uid, deletionTimestamp, deletionGracePeriodSeconds } = object.metadata
      if (type === 'DELETED' || (object.spec.nodeName !== undefined && object.spec.nodeName !== name)) return
      let pod = own.get(podName)
      if (pod?.uid !== uid) {
        if (object.status.phase === 'Succeeded' || object.status.phase === 'Failed') return
        const fresh = new PlayedPod(kube, name, object)
        pod = fresh
        own.set(podName, fresh)
        pods.set(`${namespace}/${podName}`, fresh)
        if (deletionTimestamp === undefined) void attempt(() => begin(fresh))
      }
      const known = pod as PlayedPod
      known.object = {
        ...object,
        spec: { ...object.spec, ...(known.object.spec.nodeName ? { nodeName: known.object.spec.nodeName } : {}) }
      }
      if (deletionTimestamp !== undefined) void attempt(() => known.terminate(deletionGracePeriodSeconds ?? 30))
    }
    const signal = AbortSignal.any([ended.signal, stopped.signal])
    void kube.watch(`/api/v1/namespaces/${namespace}/pods`, changed, signal)
    return {
      pods: own,
      next: () => {
        const pod = unseen.shift()
        return pod === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(pod)
      },
      stop: () => stopped.abort()
    }
  }

  const close = async () => {
    if (ended.signal.aborted) return
    ended.abort()
    clearInterval(beat)
    if (server.listening) await down()
    await kube.delete(`${leases}/${name}`)
    await kube.delete(`/api/v1/nodes/${name}`)
    if (errors.length > 0) throw errors[0]
  }
  return { node: name, play, logRequests, down, up: () => listen(port), close, [Symbol.asyncDispose]: close }
}
