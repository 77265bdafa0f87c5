/** Scenario 9: an Indexed Job of 200 pods from a template. */

import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Ground } from '../ground.ts'
import { manifestWith } from '../manifest.ts'
import { forgetImages } from '../node-door.ts'
import type { Round, Sample } from '../record.ts'
import { inTurns, type Turns } from '../rounds.ts'
import { runTheAction, runTheScript, type Ran } from '../sides.ts'

const [completions, parallelism, lines] = [200, 20, 50]
const spec = { completions, parallelism, completionMode: 'Indexed' }
const program = `import os
for n in range(${lines}):
    print('index %s line %d' % (os.environ['JOB_COMPLETION_INDEX'], n))`
const command = ['python3', '-u', '-c', program]

/** Whether each line of each pod is there, and there once; in front of a line may stand whose it is. */
export function isWhole(log: string, pods = completions, each = lines): boolean {
  const found = [...log.matchAll(/\bindex (\d+) line (\d+)$/gmu)].map(
    ([, index, line]) => `${index ?? ''} ${line ?? ''}`
  )
  return found.length === pods * each && new Set(found).size === pods * each
}

const told = ({ sample, log }: Ran): Sample => ({ ...sample, more: { ...sample.more, whole: isWhole(log) ? 1 : 0 } })

/** All rounds of it. */
export async function indexed(ground: Ground, turns: Turns): Promise<Round[]> {
  const [{ engine, registry, base }, place, kubectl] = [
    await ground.workshop(),
    await ground.node(),
    await ground.kubectl()
  ]
  const folder = mkdtempSync(join(ground.folder, 'indexed-'))
  const job = join(folder, 'job.json')
  writeFileSync(job, manifestWith(spec, command))
  const { kubeconfig, namespace } = place
  const { signal } = turns
  const template = JSON.stringify({ spec })
  const inputs = { image: base, command: JSON.stringify(command), 'job-template': template, kubeconfig, namespace }
  const variables = { KUBECONFIG: kubeconfig, KUBECACHEDIR: join(folder, 'kube'), JOB: job, IMAGE: base, PODS: 'many' }
  try {
    return await inTurns('9', turns, async (side) =>
      told(
        side === 'action'
          ? await runTheAction({ inputs, workspace: folder, env: engine.env, signal })
          : await runTheScript({ ...engine.env, ...variables }, { folder, path: kubectl.folder, signal })
      )
    )
  } finally {
    await forgetImages(registry.proxy.host)
  }
}
