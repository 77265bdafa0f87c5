/** Records what the user saw of a situation, for docs/reliability.md: `RECORD_SEEN=1` with the tests, then `node dev/docs.ts`. */

import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

import { expect } from '@jest/globals'

import { checkout } from '../../dev/paths.ts'
import { seenFolder, type Record as Seen } from '../../dev/reliability/record.ts'
import { situations, type SituationId } from '../../dev/reliability/situations.ts'
import type { StepResult } from '../../dev/runner.ts'

/**
 * Call it at the end of the test that makes the situation happen.
 * @param show lines of the log to show besides annotations; without either the last line of the log is shown
 */
export function seen(
  id: SituationId,
  { conclusion, annotations, stdout }: Pick<StepResult, 'conclusion' | 'annotations' | 'stdout'>,
  ...show: readonly RegExp[]
): void {
  if (!(id in situations)) throw new Error(`${id} is no situation of dev/reliability/situations.ts`)
  const shown = stdout
    .split('\n')
    .filter((line) => !line.startsWith('##[') && show.some((pattern) => pattern.test(line)))
  const told = annotations.map(({ level, message }) => `${level}: ${message}`)
  const lines = [...shown, ...told]
  if (show.length > 0) expect(shown).not.toEqual([])
  if (lines.length === 0) lines.push(stdout.trimEnd().split('\n').at(-1) ?? '')
  if (process.env['RECORD_SEEN'] !== '1') return
  const record: Seen = {
    test: relative(join(checkout(), '__tests__'), expect.getState().testPath ?? ''),
    conclusion,
    lines: lines.map(steady)
  }
  mkdirSync(seenFolder, { recursive: true })
  writeFileSync(join(seenFolder, `${id}.json`), `${JSON.stringify(record, null, 2)}\n`)
}

/** Without what is another at each run: namespaces of tests, names of pods, ports, addresses, durations. */
function steady(line: string): string {
  return line
    .replace(/\b(flows|action)-[0-9a-f]{8}\b/gu, 'flows')
    .replace(/-[0-9a-f]{8}(-\d)?(-[a-z0-9]{5})?\b/gu, '-1a2b3c4d')
    .replace(/sha256:[0-9a-f]{12,64}/gu, 'sha256:…')
    .replace(/\b(localhost|127\.0\.0\.1|\[::1\]):\d{4,5}\b/gu, '$1:…')
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gu, '…')
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?Z?/gu, '(time)')
    .replace(/(?:\/[\w.+-]+){2,}\/(?=[\w.+-]+)/gu, (path) => (path.startsWith('/tmp/') ? '/…/' : path))
}
