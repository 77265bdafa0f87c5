import { existsSync, globSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { which } from '../apt.ts'
import { cacheDir, checkout, folder } from '../paths.ts'
import { fromJest, fromUnittest, sum, type Counts, type JestReport } from './results.ts'

/** How a stage ended: its counts, whether all is well, and a word on it. */
export interface Outcome extends Counts {
  ok: boolean
  note?: string
}

const one = (ok: boolean, note?: string): Outcome => ({
  ok,
  passed: ok ? 1 : 0,
  failed: ok ? 0 : 1,
  skipped: 0,
  ...(note === undefined ? {} : { note })
})

const minutes = 60_000

/** Runs a program on this terminal, in the checkout, with this very Node first on PATH. */
async function show(
  command: string,
  args: readonly string[],
  timeout: number,
  env: Readonly<Record<string, string>> = {}
): Promise<{ ok: boolean; note?: string }> {
  const result = await execa(command, args, {
    cwd: checkout(),
    reject: false,
    stdin: 'ignore',
    stdout: 'inherit',
    stderr: 'inherit',
    timeout,
    forceKillAfterDelay: 15_000,
    env: { ...env, PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}` }
  })
  if (!result.failed) return { ok: true }
  return {
    ok: false,
    note: result.timedOut
      ? `not done after ${timeout / minutes} min`
      : `ended with ${result.exitCode ?? result.signal ?? 'an error'}`
  }
}

/** A check by a script of this checkout that says yes or no by its exit code. */
export async function check(script: string, args: readonly string[] = []): Promise<Outcome> {
  const { ok, note } = await show(process.execPath, [script, ...args], 10 * minutes)
  return one(ok, note)
}

/** A tier of jest's tests. No test at all is a failure. */
export async function jest(
  tier: string,
  { timeout, serial, env }: { timeout: number; serial: boolean; env?: Readonly<Record<string, string>> }
): Promise<Outcome> {
  const temp = mkdtempSync(join(folder(cacheDir(), 'tmp'), 'jest-'))
  try {
    const file = join(temp, 'report.json')
    const flags = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js']
    const args = ['--selectProjects', tier, '--json', '--outputFile', file, ...(serial ? ['--runInBand'] : [])]
    const { ok, note } = await show(process.execPath, [...flags, ...args], timeout, env)
    if (!existsSync(file)) return { ...one(false), note: note ?? 'jest left no report' }
    const report = JSON.parse(readFileSync(file, 'utf8')) as JestReport
    const counts = fromJest(report)
    const none = counts.passed + counts.failed === 0
    return {
      ...counts,
      ok: ok && report.success && !none,
      ...(none ? { note: 'no test ran' } : note === undefined ? {} : { note })
    }
  } finally {
    rmSync(temp, { recursive: true, force: true })
  }
}

/** The Pythons of this machine that can run the launcher (3.6 and newer): the one on PATH, and pyenv's. */
function pythons(): string[] {
  const root = join(process.env['PYENV_ROOT'] || join(homedir(), '.pyenv'), 'versions')
  const versions = existsSync(root) ? readdirSync(root).filter((each) => /^3\.([6-9]|\d\d)\.\d+$/.test(each)) : []
  const all = versions.map((each) => join(root, each, 'bin/python3')).filter((path) => existsSync(path))
  const own = which('python3')
  const minor = (path: string) => Number(path.split('/').at(-3)?.split('.')[1])
  return all.length > 0 || own === undefined ? all.sort((a, b) => minor(a) - minor(b)) : [own]
}

/** One Python's run of the launcher's tests; `bad` is its name when something is wrong. */
async function unittest(python: string, where: string): Promise<Counts & { bad?: string }> {
  const result = await execa(python, ['-B', '-m', 'unittest', 'discover', '-s', where], {
    cwd: checkout(),
    reject: false,
    all: true,
    stdin: 'ignore',
    timeout: 5 * minutes
  })
  const counts = fromUnittest(result.all)
  const name = python.split('/').at(-3) ?? python
  if (!result.failed && counts !== undefined) {
    console.error(`Python ${name}: ${counts.passed} passed`)
    return counts
  }
  console.error(`${python} -m unittest discover -s ${where}\n${result.all}`)
  return { ...(counts ?? { passed: 0, failed: 1, skipped: 0 }), bad: name }
}

/** The launcher's own tests, with each Python that is here, or with the oldest and the newest; two at a time. */
export async function pythonTests({ fast }: { fast: boolean }): Promise<Outcome> {
  const folders = [...new Set(globSync('__tests__/**/test_*.py', { cwd: checkout() }).map((file) => dirname(file)))]
  const found = pythons()
  const programs = fast && found.length > 2 ? [found.at(0), found.at(-1)].filter((each) => each !== undefined) : found
  if (folders.length === 0) return { ...one(false), note: 'no test ran' }
  if (programs.length === 0)
    return { ...one(false), note: 'needs python3: install it (Debian and Ubuntu: the package python3)' }
  const queue = programs.flatMap((python) => folders.map((where) => ({ python, where })))
  const counts: Awaited<ReturnType<typeof unittest>>[] = []
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      counts.push(await unittest(next.python, next.where))
  }
  await Promise.all([worker(), worker()])
  const bad = counts.flatMap((each) => each.bad ?? [])
  const total = sum(counts)
  const note = bad.length > 0 ? `failed with Python ${bad.join(', ')}` : `with ${programs.length} version(s) of Python`
  return { ...total, ok: bad.length === 0 && total.passed > 0, note }
}
