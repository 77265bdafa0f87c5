/** The cluster's nodes, where this user may list them: what is nice to know, and never worth a wait or a failure. */

import { withTimeout } from '../lib/deadline.ts'
import type { Node } from './objects.ts'
import type { Transport } from './transport.ts'

/** Milliseconds for all of it. */
const patience = 5_000
/** 2,500 nodes; of a cluster with more nothing is said. */
const mostPages = 5
const pageSize = '500'

/** All nodes; undefined when the server will not say, or not soon, or there are too many. Never throws. */
export async function listNodes(
  transport: Pick<Transport, 'call'>,
  signal: AbortSignal | undefined
): Promise<readonly Node[] | undefined> {
  const limit = withTimeout(signal, patience)
  const nodes: Node[] = []
  let token: string | undefined
  try {
    for (let page = 0; page < mostPages; page += 1) {
      const { value } = await transport.call({
        method: 'GET',
        path: '/api/v1/nodes',
        query: { limit: pageSize, continue: token },
        action: 'list nodes',
        isIdempotent: true,
        timeout: patience,
        retries: false,
        signal: limit
      })
      const { items, metadata } = value as { items?: Node[] | null; metadata?: { continue?: string } }
      nodes.push(...(items ?? []))
      token = metadata?.continue || undefined
      if (token === undefined) return nodes
    }
  } catch {
    // 403 is the usual answer: a Role cannot give this right
  }
  return undefined
}
