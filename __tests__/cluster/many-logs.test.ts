/** Several pods of several containers that are started again in their pods: each line once, with whose it is. */

import { expect, test } from '@jest/globals'

import { errorsOf } from '../support/action.ts'
import { logOf, onStage } from '../support/cluster.ts'
import { seen } from '../support/seen.ts'

const lines = 300

/**
 * Prints, counts its tries in a volume, and fails the first time. Its last line has no end; the pause after it is for
 * containerd 1.6, which loses the end of a log of a process that ends at once.
 */
const worker = (name: string): string[] => [
  'python3',
  '-u',
  '-c',
  [
    'import pathlib, sys, time',
    `mark = pathlib.Path('/shared/${name}')`,
    'number = 2 if mark.exists() else 1',
    'mark.touch()',
    `for n in range(${String(lines)}):`,
    `  print('${name} %d: %d' % (number, n))`,
    '  if n % 50 == 0: time.sleep(0.1)',
    `sys.stdout.write('${name} %d is over' % number)`,
    'time.sleep(2)',
    'sys.exit(2 - number)'
  ].join('\n')
]

const logOfTry = (name: string, number: number): string[] => [
  ...Array.from({ length: lines }, (_, n) => `${name} ${String(number)}: ${String(n)}`),
  `${name} ${String(number)} is over`
]

test.concurrent(
  'two pods with an init container, a sidecar and two containers, each of which succeeds at its second try',
  () =>
    onStage(async (stage) => {
      const image = `${stage.registry}/python:3.11`
      const volumeMounts = [{ name: 'shared', mountPath: '/shared' }]
      const echo = (text: string): string[] => ['python3', '-u', '-c', text]
      const template = {
        spec: {
          backoffLimit: 10,
          completions: 2,
          parallelism: 2,
          template: {
            spec: {
              restartPolicy: 'OnFailure',
              terminationGracePeriodSeconds: 1,
              volumes: [{ name: 'shared', emptyDir: {} }],
              initContainers: [
                { name: 'first', image, command: echo("print('made ready')") },
                {
                  name: 'beside',
                  image,
                  restartPolicy: 'Always',
                  command: echo('import time\nprint("beside it")\ntime.sleep(600)')
                }
              ],
              containers: [
                { name: 'flow', volumeMounts },
                { name: 'helper', image, volumeMounts, command: worker('helper') }
              ]
            }
          }
        }
      }
      const ran = await stage.run({
        image,
        command: JSON.stringify(worker('flow')),
        'job-template': JSON.stringify(template)
      })
      expect(errorsOf(ran)).toEqual([])
      expect(ran).toMatchObject({ conclusion: 'success', annotations: [], left: [] })
      const pods = (JSON.parse(ran.outputs['pods'] ?? '[]') as { name: string }[]).map(({ name }) => name)
      expect(pods).toHaveLength(2)
      const expected = Object.fromEntries(
        pods.flatMap((pod) => [
          [`${pod}/first`, ['made ready']],
          [`${pod}/beside`, ['beside it']],
          ...['flow', 'helper'].flatMap((name) => [
            [`${pod}/${name}`, logOfTry(name, 1)],
            [`${pod}/${name}#2`, logOfTry(name, 2)]
          ])
        ])
      ) as Record<string, string[]>
      expectStreams(await logOf(ran), ' ', expected)
      const shown = ran.stdout.split('\n').filter((line) => line.includes(' | '))
      expectStreams(`${shown.join('\n')}\n`, ' | ', expected)
      seen('several-containers', ran, /made ready|beside it|is over/u)
    }),
  4 * 60_000
)

/** Sorts lines by the stream in front of them. Said as the first difference, not as thousands of lines. */
function expectStreams(text: string, separator: string, expected: Readonly<Record<string, string[]>>): void {
  expect(text.endsWith('\n')).toBe(true)
  const streams: Record<string, string[]> = {}
  for (const line of text.slice(0, -1).split('\n')) {
    const at = line.indexOf(separator)
    ;(streams[line.slice(0, at)] ??= []).push(line.slice(at + separator.length))
  }
  expect(Object.keys(streams).sort()).toEqual(Object.keys(expected).sort())
  for (const [name, own] of Object.entries(expected)) {
    const found = streams[name] ?? []
    const difference = own.findIndex((line, index) => found[index] !== line)
    expect({ name, difference, found: found[difference], count: found.length }).toEqual({
      name,
      difference: -1,
      found: undefined,
      count: own.length
    })
  }
}
