import { readFile } from 'node:fs/promises'

// The bundler finds exactly this form and copies the files beside the bundle.
const launcher = new URL('./launcher.py', import.meta.url)
const errors = new URL('./launcher_errors.py', import.meta.url)
const prefect = new URL('./launcher_prefect.py', import.meta.url)

const install = new URL('./install.py', import.meta.url)
const preparePrefect = new URL('./prepare_prefect.py', import.meta.url)

/** The scripts of build steps, by their names. */
export async function buildStepFiles(): Promise<ReadonlyMap<string, string>> {
  const [pip = '', database = ''] = await Promise.all([install, preparePrefect].map((file) => readFile(file, 'utf8')))
  return new Map([
    ['install.py', pip],
    ['prepare_prefect.py', database]
  ])
}

/**
 * The Python files of the launcher, by the name that each has in the folder of `launcherPath`.
 * @returns name → text
 */
export async function launcherFiles(): Promise<ReadonlyMap<string, string>> {
  const files = [launcher, errors, prefect]
  const [main = '', exceptions = '', flows = ''] = await Promise.all(files.map((file) => readFile(file, 'utf8')))
  return new Map([
    ['launcher.py', main],
    ['launcher_errors.py', exceptions],
    ['launcher_prefect.py', flows]
  ])
}
