/** Secrets of the run on the real node: what a flow sees of them, and where else they are not. */

import { createHash } from 'node:crypto'

import { expect, test } from '@jest/globals'

import { errorsOf } from '../support/action.ts'
import { labelled, logOf, onStage, python, type Ran, type Stage } from '../support/cluster.ts'
import { expectHidden, secretsOf } from '../support/secrets.ts'
import { seen } from '../support/seen.ts'

const minutes = 60_000

const values: Readonly<Record<string, string>> = {
  T_LINES: '-----BEGIN KEY-----\nMIIEpAIBAAKCAQEA7bq4\n  indented = yes\n-----END KEY-----\n',
  T_DOLLAR: 'pa$$word $(T_LINES) ${HOME} $1',
  T_QUOTES: `'single' "double" \`back\` \\n`,
  T_UNICODE: 'žluťoučký kůň 🐍'
}
const inputs = { 'job-secrets': JSON.stringify({ ...values, T_EMPTY: '' }) }
const lines = Object.values(values)
  .flatMap((value) => value.split('\n'))
  .map((line) => line.trim())
  .filter((line) => line !== '')

/** Prints each variable as it is, and what proves that it arrived whole. */
const tells = `import hashlib, os
for name, value in sorted(os.environ.items()):
    if name.startswith("T_"): print(name, hashlib.sha256(value.encode()).hexdigest(), value, flush=True)`
const proofs = Object.entries({ ...values, T_EMPTY: '' }).map(
  ([name, value]) => `${name} ${createHash('sha256').update(value).digest('hex')}`
)

/** The manifest says where the values are, not what they are. */
function expectNamesOnly(job: object): void {
  const text = JSON.stringify(job)
  expect(text).toContain('"secretKeyRef"')
  for (const line of lines) expect(text).not.toContain(JSON.stringify(line).slice(1, -1))
}

/** The values are nowhere, and no Secret is left. */
async function expectGone(ran: Ran, { cluster, namespace }: Stage): Promise<void> {
  expectHidden(ran, lines)
  const log = await logOf(ran)
  for (const line of lines) {
    expect(log).not.toContain(line)
    expect(ran.post.raw.toString()).not.toContain(line)
    expect(JSON.stringify(ran.handle.savedState())).not.toContain(JSON.stringify(line).slice(1, -1))
  }
  expect(await secretsOf(cluster, namespace)).toEqual([])
}

test.concurrent.each([
  { ending: 'success', cleanup: 'always', end: '', outputs: { status: 'succeeded' } },
  { ending: 'success', cleanup: 'never', end: '', outputs: { status: 'succeeded' } },
  {
    ending: 'failure',
    cleanup: 'on-success',
    end: '\nraise SystemExit(3)',
    outputs: { status: 'failed', 'exit-code': '3' }
  },
  { ending: 'timeout', cleanup: 'never', end: '\nimport time; time.sleep(600)', outputs: { status: 'timed-out' } }
])(
  'a flow sees each variable as it was written, and nobody else does: $ending, cleanup: $cleanup',
  ({ cleanup, end, outputs, ending }) =>
    onStage(async (stage) => {
      const timeout = ending === 'timeout' ? '5s' : '2m'
      const handle = stage.start({ ...python(stage, tells + end), ...inputs, cleanup, timeout })
      const ran = await stage.complete(handle)
      expect(ran.outputs).toMatchObject(outputs)
      const log = await logOf(ran)
      for (const proof of proofs) expect(log).toContain(proof)
      if (ending === 'success') seen('log-secrets', ran, /^\| .*\*\*\*/u)
      await expectGone(ran, stage)
      const jobs = await labelled(stage, 'jobs', ran.outputs['identifier'] ?? '')
      expect(jobs).toHaveLength(ending !== 'timeout' && cleanup !== 'always' ? 1 : 0)
      for (const job of jobs) expectNamesOnly(job)
    }),
  5 * minutes
)

test.concurrent(
  'cancelled while it runs: the Secret is gone when the steps are over',
  () =>
    onStage(async (stage) => {
      const handle = stage.start({ ...python(stage, `${tells}\nimport time; time.sleep(600)`), ...inputs })
      await handle.waitForLine(/T_UNICODE/u, 2 * minutes)
      expect(await secretsOf(stage.cluster, stage.namespace)).toHaveLength(1)
      await handle.cancel()
      const ran = await stage.complete(handle)
      expect(ran).toMatchObject({ conclusion: 'cancelled', left: [] })
      expect(errorsOf(ran)).toEqual([])
      await expectGone(ran, stage)
    }),
  5 * minutes
)
