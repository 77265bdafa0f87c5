/** BuildPlan → the instructions that install what the flow needs. Pure. */

import { posix } from 'node:path'

import { launcherPath } from '../flow/protocol.ts'
import type { BuildPlan } from '../plan/types.ts'
import { copyContents, exec, workdir } from './dockerfile-text.ts'

/** Folders of the build context that hold what is installed from, and with. */
export interface InstallationNames {
  /** Scripts of ours. */
  readonly tools: string
  /** The file with the requirements of `python-dependencies`. */
  readonly requirements: string
  /** Files of the workspace that pip reads, at their paths there. */
  readonly project: string
}

/** The file with the dependencies, in the context's folder of that name and beside the launcher in the image. */
export const requirementsFile = 'requirements.txt'

/** Scripts of `flow/launcher.ts`: runs pip with the secrets of a build; compiles packages, and makes Prefect's database. */
export const toolFiles = { install: 'install.py', preparePrefect: 'prepare_prefect.py' } as const

const ownFolder = posix.dirname(launcherPath)

/**
 * pip as a module of the interpreter that will run the flow. `--no-cache-dir` as a flag: pip 10 to 18.1 crash on
 * PIP_NO_CACHE_DIR=1 (pypa/pip#5385).
 */
const pipInstall = ['install', '--no-cache-dir', '--disable-pip-version-check']

/**
 * Nothing happens where the base has such a pip, as nearly all have: a newer one may refuse what an older one installs
 * (24.1 and later do not take the metadata of Prefect 1.0). The pip of python:3.6 is 18.1, which cannot install all that
 * its Python can run; 21.3 is the newest for that Python, and the first that knows editable installs by pyproject.toml.
 */
const leastPip = 'pip>=21.3'

/**
 * For pips that know them; others ignore variables that they do not know. As ARG, so that they are gone from the image.
 * Debian's and Ubuntu's Python refuse to install beside their own packages (PEP 668), which is right on a desktop.
 */
const pipArguments = ['PIP_BREAK_SYSTEM_PACKAGES=1', 'PIP_ROOT_USER_ACTION=ignore', 'PIP_PROGRESS_BAR=off']

/** Which of {@link toolFiles} the image needs. */
export function toolsOf(plan: BuildPlan): readonly string[] {
  return [
    ...(installs(plan) && needsScript(plan) ? [toolFiles.install] : []),
    ...(plan.preparesPrefect ? [toolFiles.preparePrefect] : [])
  ]
}

/**
 * pip's steps, then what Prefect needs; nothing where there is nothing to do. pip compiles what it installs, one file after
 * the other, a sixth of its time with the hundred packages of Prefect 3; where a step comes after it anyway, that one does
 * it, on all processors, and the bytecode is a layer of its own: two smaller layers are packed and pushed at once.
 */
export function installation(plan: BuildPlan, names: InstallationNames): string[] {
  const tools = toolsOf(plan).length === 0 ? [] : [copyContents(names.tools, ownFolder)]
  const compiles = installs(plan) ? ['--compile'] : []
  const prepare = plan.preparesPrefect
    ? [`RUN ${exec('python3', posix.join(ownFolder, toolFiles.preparePrefect), ...compiles)}`]
    : []
  if (!installs(plan)) return [...tools, ...prepare]
  return [
    ...pipArguments.map((argument) => `ARG ${argument}`),
    ...tools,
    // by itself, before it is used
    pip(plan, leastPip),
    // part of what the steps below are cached by: tomorrow they run again
    ...(plan.day === undefined ? [] : [`ARG DOCKER_ON_K8S_DAY=${plan.day}`]),
    ...copies(plan, names),
    ...steps(plan).map((words) => pip(plan, ...words)),
    ...prepare
  ]
}

/** True when pip has something to do. */
export function installs({ dependencies, requirements }: BuildPlan): boolean {
  return dependencies.length > 0 || requirements !== undefined
}

function copies(plan: BuildPlan, names: InstallationNames): string[] {
  return [
    ...(plan.dependencies.length === 0 ? [] : [copyContents(names.requirements, ownFolder)]),
    ...(plan.requirements === undefined ? [] : [copyContents(names.project, '/flow')]),
    // paths in the file are relative to it
    ...(plan.requirements?.folder === undefined ? [] : [workdir(plan.requirements.folder)])
  ]
}

/** All in one step, so that pip sees what contradicts; what has hashes goes alone, as pip would else want them of everything. */
function steps({ dependencies, requirements, preparesPrefect }: BuildPlan): string[][] {
  const own = dependencies.length === 0 ? [] : ['-r', posix.join(ownFolder, requirementsFile)]
  const theirs = requirements === undefined ? [] : ['-r', requirements.file]
  const all = requirements?.isHashed === true ? [theirs, own] : [[...theirs, ...own]]
  const options = preparesPrefect ? ['--no-compile'] : []
  return all.filter((words) => words.length > 0).map((words) => [...options, ...words])
}

/**
 * One step of pip. The script hands the secrets over: `--mount=…,env=` is known to new BuildKits only (Dockerfile frontend
 * 1.10). It also keeps the working folder, with modules of the repository in it, out of pip's own imports.
 */
function pip(plan: BuildPlan, ...words: readonly string[]): string {
  const names = [...plan.buildSecrets.keys()]
  // readable by everyone in the step: the base image may have a user of its own
  const mounts = names.map((name) => `--mount=type=secret,id=${name},required=true,mode=0444 `).join('')
  if (!needsScript(plan)) return `RUN ${exec('python3', '-m', 'pip', ...pipInstall, ...words)}`
  const secrets = names.flatMap((name) => ['--secret', name])
  return `RUN ${mounts}${exec('python3', posix.join(ownFolder, toolFiles.install), ...secrets, '--', ...pipInstall, ...words)}`
}

function needsScript({ buildSecrets, requirements }: BuildPlan): boolean {
  return buildSecrets.size > 0 || requirements?.folder !== undefined
}
