import { readFile } from 'node:fs/promises'

// The bundler finds exactly this form and copies the files beside the bundle.
const launcher = {
  'launcher.py': new URL('./launcher.py', import.meta.url),
  'launcher_check.py': new URL('./launcher_check.py', import.meta.url),
  'launcher_errors.py': new URL('./launcher_errors.py', import.meta.url),
  'launcher_leave.py': new URL('./launcher_leave.py', import.meta.url),
  'launcher_message.py': new URL('./launcher_message.py', import.meta.url),
  'launcher_prefect.py': new URL('./launcher_prefect.py', import.meta.url)
}
const buildSteps = {
  'install.py': new URL('./install.py', import.meta.url),
  'prepare_prefect.py': new URL('./prepare_prefect.py', import.meta.url)
}

/**
 * The Python files of the launcher, by the name that each has in the folder of `launcherPath`.
 * @returns name → text
 */
export function launcherFiles(): Promise<ReadonlyMap<string, string>> {
  return read(launcher)
}

/**
 * Python files that only steps of an image build run: `install.py` (pip, with secrets of the build) and
 * `prepare_prefect.py` (bytecode of packages, the database of Prefect). What each takes is written down in it.
 * @returns name → text
 */
export function buildStepFiles(): Promise<ReadonlyMap<string, string>> {
  return read(buildSteps)
}

/** The files that the action itself brings along. */
export interface OwnFiles {
  readonly launcher: ReadonlyMap<string, string>
  /** Scripts that build steps run. */
  readonly tools: ReadonlyMap<string, string>
}

/** Reads what the action itself brings along. */
export async function ownFiles(): Promise<OwnFiles> {
  const [launcher, tools] = await Promise.all([launcherFiles(), buildStepFiles()])
  return { launcher, tools }
}

async function read(files: Readonly<Record<string, URL>>): Promise<ReadonlyMap<string, string>> {
  const named = Object.entries(files).map(async ([name, url]) => [name, await readFile(url, 'utf8')] as const)
  return new Map(await Promise.all(named))
}
