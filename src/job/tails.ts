/**
 * Whose last lines the summary shows, and so which have to be kept: who has a red build and ten minutes wants the first
 * failures, not the streams that happened to begin last. Pure.
 */

import {
  allStatuses,
  decidingContainer,
  failedInit,
  failedPods,
  hasFailed,
  nameOf,
  tellingPod,
  terminated,
  type SeenPod,
  type Snapshot
} from './snapshot.ts'
import { streamName } from './tries.ts'

/** Streams that the summary shows. */
const shownStreams = 5
/** Streams of failed pods that are kept meanwhile: which of them tells most is known at the end. */
const keptStreams = 20

/**
 * The streams to show, the most telling first: that of the failure, those of other pods that failed, in the order of their
 * ends; with few streams all the others as well, else those that still ran when the run did not end well.
 * @param streams all that have said anything, in the order in which they began
 */
export function shownTails(snapshot: Snapshot | undefined, streams: readonly string[], isGood: boolean): string[] {
  const isFew = streams.length <= shownStreams
  const failed = snapshot === undefined ? [] : failedStreams(snapshot, streams)
  const others = isFew
    ? streams
    : isGood || snapshot === undefined || failed.length > 0
      ? []
      : running(snapshot, streams)
  return [...new Set([...failed, ...others])].slice(0, shownStreams)
}

/** Whether a stream's last lines may still be shown. @param streams as for {@link shownTails} */
export function tailFilter(snapshot: Snapshot, streams: readonly string[]): (stream: string) => boolean {
  if (streams.length <= shownStreams) return () => true
  const failed = new Set(failedStreams(snapshot, streams).slice(0, keptStreams))
  const over = new Set(snapshot.pods.flatMap(overStreams))
  return (stream) => failed.has(stream) || !over.has(stream)
}

function failedStreams(snapshot: Snapshot, streams: readonly string[]): string[] {
  const telling = tellingPod(snapshot)
  const byEnd = [...failedPods(snapshot)].sort((a, b) => endOf(a) - endOf(b))
  const pods = telling !== undefined && hasFailed(telling) ? [telling, ...byEnd] : byEnd
  if (pods.length === 0) return []
  const said = new Set(streams)
  const names = new Set(pods.map(({ pod }) => `${nameOf(pod)}/`))
  return [
    ...pods.map(failedStream).filter((name) => said.has(name)),
    ...streams.filter((name) => names.has(name.slice(0, name.indexOf('/') + 1)))
  ]
}

/** The log of the container that failed; empty where no container did. */
function failedStream({ pod }: SeenPod): string {
  const status = decidingContainer(pod) ?? failedInit(pod)
  return status === undefined ? '' : streamName(nameOf(pod), status.name, status.restartCount ?? 0)
}

/** Those without a known end come last. */
function endOf({ pod }: SeenPod): number {
  const end = terminated(decidingContainer(pod) ?? failedInit(pod))?.finishedAt
  return Date.parse(end ?? '') || Number.MAX_SAFE_INTEGER
}

function running({ pods }: Snapshot, streams: readonly string[]): string[] {
  const over = new Set(pods.flatMap(overStreams))
  return streams.filter((stream) => !over.has(stream))
}

/** The logs of tries that have ended. */
function overStreams({ pod, gone }: SeenPod): string[] {
  return allStatuses(pod).flatMap((status) => {
    const count = status.restartCount ?? 0
    const ended = gone || terminated(status) !== undefined ? count + 1 : count
    return Array.from({ length: ended }, (_, number) => streamName(nameOf(pod), status.name, number))
  })
}
