/** HTTP to one API server: time limits, retries that know which errors are worth it, renewal of credentials, the server's clock. */

import type { Dispatcher } from 'undici'

import { Failure } from '../failure.ts'
import { sleep, withTimeout } from '../lib/deadline.ts'
import { gather } from '../lib/gather.ts'
import { errorOfAnswer, errorOfNetwork, cutShort, first, isCutShort, warningsOf } from './answers.ts'
import { ServerClock } from './clock.ts'
import { refusedCredentials } from './failures-credentials.ts'
import { expiredReason } from './failures.ts'
import { Limiter } from './limiter.ts'
import { ApiError } from './port.ts'
import { isUnknownToThem, Refusals } from './refusals.ts'
import { waitBeforeRetry } from './retries.ts'
import { RouteError } from './route.ts'
import type { SessionState } from './session.ts'

/** One request. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below the server's URL: `/api/v1/…`. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | undefined>>
  readonly body?: object
  /** For messages: `create jobs in namespace ci`. */
  readonly action: string
  /** Whether it may be carried out twice. */
  readonly isIdempotent: boolean
  /** Milliseconds for headers and body together. */
  readonly timeout: number
  /** False: the caller has a better way to try again. */
  readonly retries?: boolean
  /** Milliseconds for which errors that the server answers are tried again; the usual time unless given. */
  readonly patience?: number
  readonly signal?: AbortSignal | undefined
}

export interface Answer {
  readonly value: unknown
  readonly warnings: readonly string[]
}

/** A request whose answer is a stream without a time limit. */
export interface StreamCall {
  readonly path: string
  readonly query: Readonly<Record<string, string | undefined>>
  readonly action: string
  /** Milliseconds until the headers; 0: no limit. */
  readonly headersTimeout: number
  /** Milliseconds for which what comes in a burst may be held, to be read at once. */
  readonly gap: number
  readonly signal: AbortSignal
}

/** What the transport needs of a session. */
export interface SessionSource {
  current(signal?: AbortSignal): Promise<SessionState>
  renew(used: SessionState, signal?: AbortSignal): Promise<boolean>
  close(): Promise<void>
}

/** Characters of an answer that are kept; an answer that is longer is an error, not memory. */
const largestBody = 256 * 1024 * 1024
const largestError = 1024 * 1024

export class Transport {
  readonly clock = new ServerClock()
  readonly #server: URL
  readonly #context: string
  readonly #session: SessionSource
  /** The burst is what a run asks at its start, all at once. */
  readonly #limiter = new Limiter(5, 20)
  readonly #random: () => number
  readonly #isPatient: boolean
  #wasReached = false
  readonly #refusals = new Refusals()

  /**
   * @param options.context name of the kubeconfig's context, for messages
   * @param options.isPatient a server that never answered is given up no sooner than others
   */
  constructor(options: {
    server: string
    context: string
    session: SessionSource
    isPatient?: boolean
    random?: () => number
  }) {
    this.#server = new URL(options.server)
    this.#context = options.context
    this.#session = options.session
    this.#random = options.random ?? Math.random
    this.#isPatient = options.isPatient ?? false
  }

  /** Sends a request and reads its answer as JSON. @throws ApiError; the signal's reason on abort */
  async call(call: Call): Promise<Answer> {
    const start = performance.now()
    let isDoubtful = false
    for (let tries = 1; ; tries += 1) {
      await this.#limiter.pass(call.signal)
      try {
        return await this.#renewing(call.action, call.signal, (state) => this.#once(call, state))
      } catch (thrown) {
        const error = doubted(thrown, isDoubtful)
        if (!(error instanceof ApiError) || call.retries === false) throw error
        const failed = {
          error,
          tries,
          elapsed: performance.now() - start,
          isIdempotent: call.isIdempotent,
          wasReached: this.#wasReached,
          isPatient: this.#isPatient,
          patience: call.patience,
          refused: this.#refusals.of(error)
        }
        const wait = waitBeforeRetry(failed, this.#random())
        if (wait === undefined) throw error
        isDoubtful ||= error.mayHaveHappened
        await sleep(wait, call.signal)
        call.signal?.throwIfAborted()
      }
    }
  }

  /**
   * Opens a stream. Each of its blocks is valid until the next one is asked for.
   * @throws ApiError, also while it is read; the signal's reason on abort
   */
  async open(call: StreamCall): Promise<AsyncIterable<Buffer>> {
    const data = await this.#renewing(call.action, call.signal, async (state) => {
      const sent = this.clock.read()
      const answer = await this.#send(state, { ...call, method: 'GET', highWaterMark: 1 }, call.signal)
      this.clock.observe(first(answer.headers['date']), sent, this.clock.read())
      this.#wasReached = true
      if (answer.statusCode === 200) {
        this.#refusals.accepted()
        return answer
      }
      const body = await this.#read(call.action, answer, withTimeout(call.signal, 10_000))
      throw errorOfAnswer(call.action, answer.statusCode, answer.headers, body)
    })
    return this.#chunks(call, data)
  }

  async close(): Promise<void> {
    await this.#session.close()
  }

  /** Runs a request; after a refusal of the credentials gets new ones and runs it once more. */
  async #renewing<T>(
    action: string,
    signal: AbortSignal | undefined,
    run: (state: SessionState) => Promise<T>
  ): Promise<T> {
    const state = await this.#session.current(signal)
    try {
      return await run(state)
    } catch (error) {
      if (!isUnknownToThem(error)) throw error
      const isNew = await this.#renewed(action, state, signal)
      if (!isNew) throw this.#refused(error, state)
    }
    const renewed = await this.#session.current(signal)
    try {
      return await run(renewed)
    } catch (error) {
      throw isUnknownToThem(error) ? this.#refused(error, renewed) : error
    }
  }

  async #renewed(action: string, state: SessionState, signal: AbortSignal | undefined): Promise<boolean> {
    try {
      return await this.#session.renew(state, signal)
    } catch (error) {
      signal?.throwIfAborted()
      if (!(error instanceof Failure)) throw error
      throw new ApiError(action, error.message, { status: 401, reason: 'Unauthorized', cause: error })
    }
  }

  /** What new credentials did not mend, with what to do about it. */
  #refused(error: ApiError, { credentials }: SessionState): ApiError {
    const context = { server: this.#server.href.replace(/\/$/u, ''), context: this.#context, now: this.clock.now() }
    const failure = refusedCredentials(credentials, context, error)
    return new ApiError(error.action, failure.message, {
      status: 401,
      reason: failure.reason === 'credentials-expired' ? expiredReason : 'Unauthorized',
      cause: failure
    })
  }

  async #once(call: Call, state: SessionState): Promise<Answer> {
    const limit = withTimeout(call.signal, call.timeout)
    const sent = this.clock.read()
    const answer = await this.#send(state, { ...call, headersTimeout: 0 }, limit)
    this.clock.observe(first(answer.headers['date']), sent, this.clock.read())
    const body = await this.#read(call.action, answer, limit)
    this.#wasReached = true
    if (isCutShort(answer.headers, body)) throw errorOfNetwork(call.action, cutShort, this.#server.origin)
    if (answer.statusCode < 200 || answer.statusCode > 299)
      throw errorOfAnswer(call.action, answer.statusCode, answer.headers, body)
    this.#refusals.accepted()
    try {
      return { value: body === '' ? undefined : (JSON.parse(body) as unknown), warnings: warningsOf(answer.headers) }
    } catch {
      throw new ApiError(
        call.action,
        `What answers at ${this.#server.origin} is not a Kubernetes API server: it does not speak JSON.`,
        { status: 302, mayHaveHappened: !call.isIdempotent }
      )
    }
  }

  async #send(
    { dispatcher, credentials, route }: SessionState,
    call: Pick<Call, 'method' | 'path' | 'query' | 'body' | 'action'> & {
      headersTimeout: number
      /** Bytes that are read before somebody asks for them. */
      highWaterMark?: number
    },
    signal: AbortSignal
  ): Promise<Dispatcher.ResponseData> {
    const query = Object.entries(call.query ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined)
    const search = query.length === 0 ? '' : `?${new URLSearchParams(query).toString()}`
    try {
      return await dispatcher.request({
        origin: this.#server.origin,
        path: `${this.#server.pathname.replace(/\/$/u, '')}${call.path}${search}`,
        method: call.method,
        headers: {
          ...credentials.headers,
          accept: 'application/json',
          'user-agent': 'docker-on-k8s',
          ...(call.body === undefined
            ? {}
            : { 'content-type': call.method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' })
        },
        body: call.body === undefined ? null : JSON.stringify(call.body),
        signal,
        headersTimeout: call.headersTimeout,
        bodyTimeout: 0,
        ...(call.highWaterMark !== undefined && { highWaterMark: call.highWaterMark })
      })
    } catch (error) {
      throw this.#networkError(call.action, new RouteError(route, error), signal)
    }
  }

  async #read(action: string, answer: Dispatcher.ResponseData, signal: AbortSignal): Promise<string> {
    const limit = answer.statusCode < 300 ? largestBody : largestError
    const parts: Buffer[] = []
    let length = 0
    const abort = (): void => void answer.body.destroy()
    signal.addEventListener('abort', abort, { once: true })
    try {
      for await (const part of answer.body as AsyncIterable<Buffer>) {
        parts.push(part)
        length += part.length
        if (length > limit) break
      }
      signal.throwIfAborted()
    } catch (error) {
      throw this.#networkError(action, error, signal)
    } finally {
      signal.removeEventListener('abort', abort)
    }
    return Buffer.concat(parts).toString('utf8')
  }

  async *#chunks({ action, signal, gap }: StreamCall, answer: Dispatcher.ResponseData): AsyncGenerator<Buffer> {
    try {
      yield* gather(answer.body, gap, signal)
    } catch (error) {
      throw this.#networkError(action, error, signal)
    } finally {
      answer.body.on('error', () => undefined).destroy()
    }
  }

  /** The caller's own abort stays what it is; everything else, our time limit included, is an error of the network. */
  #networkError(action: string, error: unknown, signal: AbortSignal): unknown {
    const isLimit = signal.aborted && (signal.reason as { name?: unknown }).name === 'TimeoutError'
    if (signal.aborted && !isLimit) return signal.reason
    if (!isLimit) return errorOfNetwork(action, error, this.#server.origin)
    const late = Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })
    const cause = error instanceof RouteError ? new RouteError(error.route, late) : late
    return errorOfNetwork(action, cause, this.#server.origin)
  }
}

/** After a try that may have happened, a refusal as a double may mean our own: it says so. */
function doubted(thrown: unknown, isDoubtful: boolean): unknown {
  if (!isDoubtful || !(thrown instanceof ApiError) || thrown.mayHaveHappened) return thrown
  const { action, message, status, reason, retryAfter, cause } = thrown
  return new ApiError(action, message, { status, reason, retryAfter, cause, mayHaveHappened: true })
}
