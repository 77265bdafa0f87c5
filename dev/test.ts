import { parseArgs } from 'node:util'
import { runningParts, startParts, stopParts } from './parts.ts'
import { closing, type Result } from './suite/results.ts'
import { check, jest, pythonTests, type Outcome } from './suite/tools.ts'

interface Stage {
  name: string
  run: () => Promise<Outcome>
}

const minutes = 60_000

/** A tier on real parts: they are started first; without them the tier has failed. */
function tier(name: 'action' | 'cluster', cluster: 'control-plane' | 'node', timeout: number): Stage {
  return {
    name,
    run: async () => {
      await startParts({ cluster })
      return jest(name, { timeout, serial: true })
    }
  }
}

/** All stages in order: what is quick and most often wrong comes first. */
function stages(fast: boolean): Stage[] {
  return [
    {
      name: 'format',
      run: () => check('node_modules/prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.'])
    },
    { name: 'lint', run: () => check('node_modules/eslint/bin/eslint.js', ['--max-warnings', '0', '.']) },
    { name: 'types', run: () => check('node_modules/typescript/bin/tsc', ['--noEmit']) },
    {
      name: 'imports',
      run: () =>
        check('node_modules/dependency-cruiser/bin/dependency-cruise.mjs', [
          '--config',
          '.dependency-cruiser.json',
          'src'
        ])
    },
    { name: 'unit', run: () => jest('unit', { timeout: 10 * minutes, serial: false }) },
    { name: 'launcher', run: () => pythonTests({ fast }) },
    { name: 'dist', run: () => check('dev/bundle.ts', ['--check']) },
    { name: 'docs', run: () => check('dev/docs.ts', ['--check']) },
    { name: 'workflows', run: () => check('dev/actionlint.ts') },
    tier('action', 'control-plane', 40 * minutes),
    ...(fast ? [] : [tier('cluster', 'node', 60 * minutes)])
  ]
}

async function perform({ name, run }: Stage): Promise<Result> {
  console.error(`\n── ${name} ${'─'.repeat(Math.max(0, 70 - name.length))}`)
  const start = performance.now()
  let outcome: Outcome
  try {
    outcome = await run()
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    console.error(message)
    outcome = { ok: false, passed: 0, failed: 1, skipped: 0, note: message.split('\n')[0] ?? '' }
  }
  return { name, ...outcome, seconds: (performance.now() - start) / 1000 }
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { fast: { type: 'boolean', default: false }, only: { type: 'string', multiple: true, default: [] } }
  })
  const all = stages(values.fast)
  const chosen = values.only.length === 0 ? all : all.filter(({ name }) => values.only.includes(name))
  if (chosen.length === 0) {
    console.error(`Usage: script/test [--fast] [--only STAGE]…   stages: ${all.map(({ name }) => name).join(', ')}`)
    return 2
  }
  const before = await runningParts()
  const results: Result[] = []
  for (const stage of chosen) results.push(await perform(stage))
  // what was up already stays up: somebody works with it
  const lines = await stopParts({ except: before }).catch((error: unknown) => [
    `parts could not be ended: ${error instanceof Error ? error.message : String(error)}`
  ])
  console.error(`\n── parts ${'─'.repeat(65)}\n${lines.join('\n')}`)
  const { text, ok } = closing(results)
  console.log(`\n${text}`)
  return ok ? 0 : 1
}

// at a Ctrl-C nothing is claimed; parts go on and `script/down` ends them
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130))

process.exitCode = await main()
