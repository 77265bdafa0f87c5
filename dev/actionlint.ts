/**
 * Checks workflows and examples with actionlint: `node dev/actionlint.ts [files]`. It is built from its Go module once and kept
 * outside the checkout. It knows the inputs of local actions (`uses: ./`) from action.yml.
 */

import { existsSync, globSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { withLock } from './lock.ts'
import { cacheDir, checkout, folder } from './paths.ts'
import { must, run } from './run.ts'
import { say, step } from './say.ts'

const version = '1.7.12'

/** Path of the actionlint program; built when it isn't there yet. Needs Go the first time. */
export async function actionlint(): Promise<string> {
  const home = folder(cacheDir(), `actionlint-${version}`)
  const program = join(home, 'actionlint')
  return withLock(
    'actionlint',
    async () => {
      if (existsSync(program)) return program
      if (!(await run('go', ['version'])).ok) {
        throw new Error(
          `actionlint ${version} is not there, and Go, which builds it, was not found. Install Go 1.24 or later (https://go.dev/dl) ` +
            `and put it on PATH, or put the program itself at ${program}.`
        )
      }
      // Built beside and moved: a build that was interrupted leaves nothing that looks finished.
      const temp = join(home, 'build')
      await step(`Building actionlint ${version}`, () =>
        must('go', ['install', `github.com/rhysd/actionlint/cmd/actionlint@v${version}`], {
          env: { GOBIN: temp, CGO_ENABLED: '0' },
          timeout: 10 * 60_000
        })
      )
      renameSync(join(temp, 'actionlint'), program)
      rmSync(temp, { recursive: true, force: true })
      return program
    },
    { dir: home }
  )
}

/** Checks files, by default all workflows and examples. @returns the complaints, '' when there are none. */
export async function lintWorkflows(files?: readonly string[]): Promise<string> {
  const root = checkout()
  const all = files ?? globSync(['.github/workflows/*.{yml,yaml}', 'examples/*.{yml,yaml}'], { cwd: root }).sort()
  if (all.length === 0) throw new Error(`No workflow was found in ${root}.`)
  // shellcheck and pyflakes are used when they happen to be installed: off, so that every machine says the same
  const ended = await run(await actionlint(), ['-no-color', '-shellcheck=', '-pyflakes=', ...all], { cwd: root })
  if (ended.code !== 0 && ended.code !== 1) throw new Error(ended.why)
  return ended.stdout
}

if (import.meta.main) {
  const files = process.argv.slice(2)
  try {
    const complaints = await lintWorkflows(files.length > 0 ? files : undefined)
    if (complaints === '') say('Workflows and examples are fine.')
    else process.stdout.write(`${complaints}\n`)
    process.exitCode = complaints === '' ? 0 : 1
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    process.exitCode = 2
  }
}
