/** One run, all of it, out of one seed. */

import type { Action } from '../proxy.ts'
import { lengthOf, makeProgram, withLaterSteps, type Program } from './program.ts'
import { random, type Random } from './random.ts'

/** Which calls of the action a fault is for. */
export type Target = 'job-create' | 'secret-create' | 'delete' | 'job-watch' | 'pod-watch' | 'get' | 'log'

export interface Fault {
  readonly on: Target
  readonly action: Action
  readonly times: number
  readonly after: number
}

/** A moment of a run: so long after this has happened. */
export interface Moment {
  readonly after: 'start' | 'created' | 'running'
  readonly ms: number
}

export interface Scenario {
  readonly seed: number
  readonly program: Program
  readonly shape: 'plain' | 'two-containers' | 'retry'
  readonly secret: string | undefined
  readonly logs: 'stream' | 'on-failure' | 'none'
  readonly cleanup: 'always' | 'on-success' | 'never'
  /** Seconds. */
  readonly timeout: number
  readonly faults: readonly Fault[]
  /** The API server is away for the action. */
  readonly outage: (Moment & { readonly lasts: number }) | undefined
  readonly cutAll: Moment | undefined
  readonly interference: (Moment & { readonly do: 'delete-pod' | 'evict-pod' | 'delete-job' }) | undefined
  readonly signal: (Moment & { readonly do: 'cancel' | 'kill' }) | undefined
  /** False only where the runner dies: its machine is gone. */
  readonly post: boolean
}

const respond = (status: number, more: { retryAfter?: number } = {}): Action => ({ do: 'respond', status, ...more })
const busy: readonly Action[] = [respond(429, { retryAfter: 1 }), respond(503)]
const broken: readonly Action[] = [respond(500), respond(502), respond(504), { do: 'refuse' }, { do: 'lose-reply' }]
const slow: readonly Action[] = [
  { do: 'delay', ms: 300 },
  { do: 'delay', ms: 2_000 }
]

function cutting(random: Random): Action {
  const afterBytes = random.pick([0, 1, 100, 1_000, 5_000, 50_000])
  return { do: random.pick(['cut', 'end', 'tls-close'] as const), afterBytes }
}

/** What a watch can do to those who read it. */
function told(random: Random): Action[] {
  const expired: Action = { do: 'watch-error', afterEvents: random.int(0, 3), status: 410, reason: 'Expired' }
  return [respond(410), expired, { do: 'duplicate' }, { do: 'reorder' }, { do: 'replay' }]
}

function makeFault(random: Random): Fault {
  const on = random.pick<Target>([
    'job-create',
    'secret-create',
    'delete',
    'job-watch',
    'pod-watch',
    'get',
    'log',
    'log',
    'log'
  ])
  const times = random.int(1, 3)
  const after = random.int(0, 2)
  switch (on) {
    case 'job-create':
    case 'secret-create':
      // what the server surely did not do, or surely did: else a red run is right
      return { on, action: random.pick([...busy, ...slow, { do: 'lose-reply' }]), times: 1, after: 0 }
    case 'delete':
      return { on, action: random.pick([...busy, ...broken, ...slow]), times, after: 0 }
    case 'get':
      return { on, action: random.pick([...busy, ...broken, ...slow]), times, after }
    case 'job-watch':
    case 'pod-watch':
      return { on, action: random.pick([cutting(random), ...told(random), ...busy, ...broken, ...slow]), times, after }
    case 'log':
      return once({
        on,
        action: random.pick([cutting(random), cutting(random), ...busy, ...broken, ...slow]),
        times,
        after
      })
  }
}

/** An answer that ends too early as if it were whole, twice at the same place, cannot be told from a log that ends there. */
const once = (fault: Fault): Fault => (fault.action.do === 'end' ? { ...fault, times: 1 } : fault)

const moment = (random: Random, longest: number): Moment => ({
  after: random.pick(['start', 'created', 'running', 'running']),
  ms: random.int(0, longest)
})

/** @param seed gives the same run each time, as far as timing lets it */
export function scenarioOf(seed: number): Scenario {
  const dice = random(seed)
  const secret = dice.chance(0.2) ? `s3cret-${dice.int(100_000, 999_999)}` : undefined
  const program = withLaterSteps(makeProgram(dice, secret !== undefined), random(seed + 0x1a7e))
  const shape = dice.chance(0.1) ? dice.pick(['two-containers', 'retry'] as const) : 'plain'
  const isShort = dice.chance(0.08) && lengthOf(program) > 1_500
  const troubled = dice.chance(0.6)
  const faults = troubled ? Array.from({ length: dice.int(1, 3) }, () => makeFault(dice)) : []
  const outage = dice.chance(0.06) ? { ...moment(dice, 1_500), lasts: dice.int(500, 6_000) } : undefined
  const cutAll = dice.chance(0.1) ? moment(dice, 2_000) : undefined
  const happens = dice.int(0, 99)
  const interference =
    happens < 15
      ? {
          ...moment(dice, 1_500),
          after: dice.pick(['created', 'running'] as const),
          do: dice.pick(['delete-pod', 'evict-pod', 'delete-job'] as const)
        }
      : undefined
  const signal =
    happens >= 15 && happens < 40
      ? { ...moment(dice, 2_000), do: dice.pick(['cancel', 'cancel', 'kill'] as const) }
      : undefined
  return {
    seed,
    program,
    shape,
    secret,
    logs: dice.pick(['stream', 'stream', 'stream', 'on-failure', 'none']),
    cleanup: dice.pick(['always', 'always', 'always', 'on-success', 'never']),
    timeout: isShort ? 1 : 300,
    faults,
    outage,
    cutAll,
    interference,
    signal,
    post: signal?.do !== 'kill' || dice.chance(0.5)
  }
}

/** The faults of a run in few words, for a table. */
export function troubleOf({ faults, outage, cutAll, interference, signal, post }: Scenario): string {
  const words = faults.map(({ on, action }) => `${on}:${action.do === 'respond' ? action.status : action.do}`)
  if (outage !== undefined) words.push('outage')
  if (cutAll !== undefined) words.push('cut-all')
  if (interference !== undefined) words.push(interference.do)
  if (signal !== undefined) words.push(post ? signal.do : `${signal.do}-no-post`)
  return words.sort().join(' ') || 'none'
}
