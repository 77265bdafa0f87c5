/**
 * Parts of the node end as in a crash while a flow runs and writes, and come back: the verdict is right, and the log has
 * each line once. These tests stop what all others need, so none of them is concurrent, and each puts everything back.
 */

import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from '@jest/globals'

import { ensurePauseImage } from '../../dev/base-images.ts'
import { clusterDir } from '../../dev/components.ts'
import { startNode, stopNodePart, type NodePart } from '../../dev/node.ts'
import { waitUntil } from '../../dev/processes.ts'
import { ensureRegistry } from '../../dev/registry.ts'
import { errorsOf } from '../support/action.ts'
import { logOf, onStage, python, type Stage } from '../support/cluster.ts'
import { seen } from '../support/seen.ts'
import type { SituationId } from '../../dev/reliability/situations.ts'

const minutes = 60_000

/** Ten lines a second; the pause at the end is for containerd 1.6, which loses the end of what ends at once. */
const writing = (lines: number): string =>
  `import time\nfor i in range(${lines}):\n  print('line %04d' % i)\n  time.sleep(0.1)\ntime.sleep(3)`
const written = (lines: number): string =>
  Array.from({ length: lines }, (_, index) => `line ${String(index).padStart(4, '0')}\n`).join('')

/** What the flow has written, from the node's own files: they need neither API server nor kubelet. */
const onNode = ({ namespace }: Stage): string =>
  globSync(join(clusterDir('node'), 'pod-logs', `${namespace}_*`, '*', '*.log'))
    .map((path) => readFileSync(path, 'utf8'))
    .join('')

/** Stops a part until the flow has written this line, then starts it again. */
async function without(part: NodePart, stage: Stage, line: string): Promise<void> {
  expect(await stopNodePart(part)).toBe(true)
  try {
    await waitUntil(() => onNode(stage).includes(line), { timeout: 2 * minutes, what: `no ${line} on the node` })
  } finally {
    await startNode({ registry: stage.registry, pauseImage: await ensurePauseImage(await ensureRegistry()) })
  }
}

test.each<{ part: NodePart; id: SituationId; lines: number; until: string; when: string }>([
  { part: 'apiserver', id: 'api-server-away', lines: 350, until: 'line 0320', when: 'for 30 s in the middle' },
  { part: 'kubelet', id: 'kubelet-restarted', lines: 150, until: 'line 0080', when: 'for some seconds' },
  { part: 'controller-manager', id: 'controller-away', lines: 60, until: 'line 0059', when: 'until the flow has ended' }
])(
  '$part away $when: success, each line once, nothing left',
  ({ part, id, lines, until }) =>
    onStage(async (stage) => {
      const handle = stage.start(python(stage, writing(lines)))
      await handle.waitForLine(/\| line 0010$/u, 2 * minutes)
      await without(part, stage, until)
      const ran = await stage.complete(handle)
      expect(errorsOf(ran)).toEqual([])
      expect(ran).toMatchObject({ conclusion: 'success', exitCode: 0, left: [] })
      expect(ran.outputs['status']).toBe('succeeded')
      expect(await logOf(ran)).toBe(written(lines))
      seen(id, ran)
    }),
  5 * minutes
)
