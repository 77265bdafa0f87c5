/** The rules about logs. */

import { difference, isBeginning, isPart, joined, kept, linesShown, nameOf, shown, streamsOf } from './compare.ts'
import type { Evidence } from './evidence.ts'
import type { Rule } from './rule.ts'
import type { WrittenLog } from './truth.ts'

const stopped = ['cancelled', 'timed-out']

/** The run was stopped in the middle: its log may end anywhere. */
const mayEndEarly = ({ main, done }: Evidence): boolean =>
  done.killed || stopped.includes(main.outputs['failure-reason'] ?? '')

/** What a run says about a log that is not whole; each as a span of times, from and to. */
function lossesOf({ main }: Evidence, stream: string): [string, string][] {
  const words = `The log of ${stream} is not whole: `
  const lines = `${main.stdout}\n${main.summary}`.split('\n').filter((line) => line.includes(words))
  return lines.map((line) => {
    const times = /between (\S+|its beginning) and (\S+|its end)\.$/u.exec(line)
    const [, from = '', to = ''] = times ?? []
    return [from.startsWith('2') ? from : '', to.startsWith('2') ? to : '9']
  })
}

/** RFC 3339 with as many digits as there are: comparable as text once the `Z` is gone. */
const comparable = (time: string): string => time.replace(/Z$/u, '')

function compare(evidence: Evidence, log: WrittenLog, got: Buffer): string[] {
  const name = nameOf(log)
  const wanted = kept(log.bytes, evidence.scenario.secret)
  if (got.equals(wanted)) return []
  // a pod that came and went while the server was away: nobody can name it. That is what the reason says.
  const isUnknown = !evidence.main.stdout.includes(log.pod)
  if (got.length === 0 && isUnknown && evidence.main.outputs['failure-reason'] === 'deleted') return []
  const mayEnd = mayEndEarly(evidence)
  if (mayEnd && isBeginning(got, wanted)) return []
  const losses = lossesOf(evidence, name)
  if (losses.length === 0) return [`log of ${name}: ${difference(got, wanted) ?? ''}`]
  const mayMiss = (line: number): boolean => {
    const [first = '', last = ''] = log.times[line]?.map(comparable) ?? []
    return losses.some(([from, to]) => last >= comparable(from) && first <= comparable(to))
  }
  if (isPart(got, wanted, mayMiss, mayEnd)) return []
  return [`log of ${name}, beyond the loss that was stated: ${difference(got, wanted) ?? ''}`]
}

export const logRules: readonly Rule[] = [
  {
    id: 'log-file-is-true',
    text: 'The log file is what the containers wrote, byte for byte, or says what is missing; no line twice.',
    check: (evidence) => {
      const { logFile, written, scenario } = evidence
      if (logFile === undefined) {
        return mayEndEarly(evidence) ? [] : ['there is no log file']
      }
      const first = written[0]
      const single = scenario.shape === 'plain' ? (first === undefined ? 'nobody' : nameOf(first)) : undefined
      const streams = streamsOf(logFile, single)
      const known = new Set(written.map(nameOf))
      return [
        ...written.flatMap((log) => compare(evidence, log, streams.get(nameOf(log)) ?? Buffer.alloc(0))),
        ...[...streams.keys()].filter((name) => !known.has(name)).map((name) => `lines of ${name}, who wrote none`)
      ]
    }
  },
  {
    id: 'shown-log-is-true',
    text: 'What is shown is the log file, in the format of docs/logs.md; with logs: none, nothing.',
    check: (evidence) => {
      const { main, scenario, logFile, done } = evidence
      const lines = linesShown(main.raw)
      if (scenario.logs === 'none') return lines.length > 0 ? [`${lines.length} lines are shown with logs: none`] : []
      if (logFile === undefined || scenario.logs !== 'stream' || scenario.shape !== 'plain') return []
      const all = shown(logFile)
      const [got, wanted] = [joined(lines, all), all].map((list) => Buffer.from(list.join('\n'), 'latin1'))
      if (got === undefined || wanted === undefined) return []
      if (done.killed && isBeginning(got, wanted)) return []
      const found = difference(got, wanted)
      return found === undefined ? [] : [`shown: ${found}`]
    }
  }
]
