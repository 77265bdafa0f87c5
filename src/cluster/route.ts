/** The way by which requests reach the API server, carried along with their errors: what to change depends on it. */

import type { Proxy } from './proxy.ts'

export interface Route {
  /** The proxy in between; undefined: none. */
  readonly proxy: Proxy | undefined
  /** Whether the kubeconfig names a certificate authority; else the system's are asked. */
  readonly hasAuthority: boolean
  /** Whether we show a certificate. */
  readonly hasCertificate: boolean
}

/** A network error with the way that was tried. */
export class RouteError extends Error {
  readonly route: Route

  constructor(route: Route, cause: unknown) {
    super(cause instanceof Error ? cause.message : 'no answer', { cause })
    this.name = 'RouteError'
    this.route = route
  }
}

/** The way that was tried; undefined when it is not known. */
export function routeOf(error: unknown): Route | undefined {
  for (let current = error; current instanceof Error; current = current.cause)
    if (current instanceof RouteError) return current.route
  return undefined
}
