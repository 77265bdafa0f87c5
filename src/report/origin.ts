/** Where in the user's code a failure came from → Markdown. Pure. */

import type { Failure, SourceFrame, SourcePlace } from '../failure.ts'
import type { RunnerEnvironment } from '../runner/environment.ts'
import { code, link, text } from './markdown.ts'

/** Address below which the files of this run's commit are shown; undefined where it is not known for sure. */
export function browseUrl({
  serverUrl,
  repository,
  sha
}: Pick<RunnerEnvironment, 'serverUrl' | 'repository' | 'sha'>): string | undefined {
  const isKnown =
    /^https?:\/\/[\w.-]+(?::\d+)?$/u.test(serverUrl) &&
    /^[\w.-]+\/[\w.-]+$/u.test(repository) &&
    /^[0-9a-f]{40,64}$/u.test(sha)
  return isKnown ? `${serverUrl}/${repository}/blob/${sha}` : undefined
}

/** The chain of exceptions, and the user's own frames, each a link to its line. Empty when nothing is known. */
export function originText({ causes, frames }: Failure, browse: string | undefined): string {
  const chain = causes.map(({ text: said, frame }) => {
    if (frame === undefined) return `caused by ${text(said)}`
    const inside = frame.function === '<module>' ? '' : `, in ${text(frame.function)}`
    return `caused by ${text(said)} — ${placeLink(frame, browse)}${inside}`
  })
  const own = frames.map((frame) =>
    frame.function === '<module>' ? placeLink(frame, browse) : `${placeLink(frame, browse)} in ${code(frame.function)}`
  )
  // a backslash would be seen in the last line; two blanks end a line everywhere
  const lines = chain.join('  \n')
  return [lines, own.length === 0 ? '' : `<pre>${own.join('\n')}\n</pre>`].filter((part) => part !== '').join('\n\n')
}

function placeLink(place: SourcePlace | SourceFrame, browse: string | undefined): string {
  const line = place.line > 0 ? String(place.line) : undefined
  const url =
    browse === undefined
      ? undefined
      : `${browse}/${place.file.split('/').map(encoded).join('/')}${line === undefined ? '' : `#L${line}`}`
  return link(line === undefined ? place.file : `${place.file}:${line}`, url)
}

/** One part of a path in an address: all but plain characters by their codes, halves of pairs replaced. */
function encoded(part: string): string {
  return encodeURIComponent(part.toWellFormed()).replace(
    /[!'()*~]/gu,
    (sign) => `%${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase()}`
  )
}
