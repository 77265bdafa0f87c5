import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startParts, type Parts } from './parts.ts'
import { checkout, runDir } from './paths.ts'
import { must } from './run.ts'
import { runAction, type StepResult } from './runner.ts'
import { say, step } from './say.ts'

const flow = 'examples/flows/hello.py'

/** `name=value` arguments: inputs of the action that replace the demo's. */
function inputsFrom(args: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    args.map((arg) => {
      const [, name, value] = /^([a-z][a-z-]*)=(.*)$/s.exec(arg) ?? []
      if (name === undefined || value === undefined)
        throw new Error(
          `${arg}: not an input of the action. Usage: script/demo [INPUT=VALUE]…, flow=my/flow.py for instance`
        )
      return [name, value]
    })
  )
}

/** Milliseconds for the cluster to take along the pods of a Job that was deleted when all had ended. */
const collection = 10_000

/** What of a run stays in the cluster. */
async function leftovers(kubeconfig: string, identifier: string): Promise<string[]> {
  const end = performance.now() + collection
  for (;;) {
    const left = await presentNow(kubeconfig, identifier)
    if (!left.some((name) => name.startsWith('Pod/')) || performance.now() > end) return left
    await sleep(200)
  }
}

/** What of a run is in the cluster, `Job/name` and so on. */
async function presentNow(kubeconfig: string, identifier: string): Promise<string[]> {
  const { BatchV1Api, CoreV1Api, KubeConfig } = await import('@kubernetes/client-node')
  const config = new KubeConfig()
  config.loadFromFile(kubeconfig)
  const [jobs, core] = [config.makeApiClient(BatchV1Api), config.makeApiClient(CoreV1Api)]
  const labelSelector = `identifier=${identifier}`
  const lists = await Promise.all([
    jobs.listJobForAllNamespaces({ labelSelector }),
    core.listPodForAllNamespaces({ labelSelector }),
    core.listSecretForAllNamespaces({ labelSelector })
  ])
  const kinds = ['Job', 'Pod', 'Secret']
  return lists.flatMap((list, index) => list.items.map((item) => `${kinds[index] ?? ''}/${item.metadata?.name ?? ''}`))
}

/** The action, main step and post step, as a runner would run them, its log on the terminal. */
async function runOnce(parts: Parts, more: Record<string, string>): Promise<StepResult> {
  const inputs = {
    flow,
    'base-image': 'python:3.11',
    'registry-url': `${parts.registry}/demo`,
    'python-dependencies': 'prefect>=3,<4',
    kubeconfig: parts.kubeconfig,
    ...more
  }
  say(
    `\n── the action, with ${Object.entries(inputs)
      .map(([name, value]) => `${name}: ${value}`)
      .join(' · ')}\n`
  )
  // kept until the next demo: the action names its log file, which lies here
  const temp = join(runDir(), 'demo')
  rmSync(temp, { recursive: true, force: true })
  const action = runAction({ inputs, temp, echo: true })
  process.once('SIGINT', () => void action.cancel())
  const result = await action.finished
  await action.post().finished
  return result
}

async function main(): Promise<number> {
  const more = inputsFrom(process.argv.slice(2))
  const start = performance.now()
  if (!existsSync(join(checkout(), 'dist/index.js')))
    await step('dist/ out of src/', () =>
      must(process.execPath, ['dev/bundle.ts'], { cwd: checkout(), timeout: 600_000 })
    )
  const parts = await startParts({ cluster: 'node' })
  for (const each of parts.missing) say(`  ${each}`)
  const ran = performance.now()
  const { outputs, conclusion } = await runOnce(parts, more)
  const seconds = ((performance.now() - ran) / 1000).toFixed(0)
  const identifier = outputs['identifier'] ?? ''
  const left = identifier ? await leftovers(parts.kubeconfig, identifier) : []
  const succeeded = conclusion === 'success' && left.length === 0

  const job = outputs['job-name'] ? `Job ${outputs['namespace'] ?? ''}/${outputs['job-name']}` : 'no Job'
  const gone = left.length === 0 ? 'nothing of it is left in the cluster' : `still in the cluster: ${left.join(', ')}`
  say(`\n── ${((performance.now() - start) / 1000).toFixed(0)} s in all, ${seconds} s of them the action`)
  const ending = outputs['status'] || conclusion
  const file = more['flow'] ?? flow
  say(`${succeeded ? '✓' : '✗'} ${file}: image ${outputs['image'] ?? 'none'}, ${job}: ${ending}; ${gone}.`)
  if (succeeded)
    say(
      `Try next: change ${file} and run script/demo again (only its layer is built anew), or script/demo flow=path/of/yours.py.`
    )
  else
    say(`The log above says why; the flow's whole log: ${outputs['log-file'] || 'none'}. Then run script/demo again.`)
  say(
    `The parts run on: kubectl --kubeconfig ${parts.kubeconfig} get all -A; script/down ends them, script/test runs everything.`
  )
  return succeeded ? 0 : 1
}

try {
  process.exitCode = await main()
} catch (error) {
  say(`\n✗ ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
