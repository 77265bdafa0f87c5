/** What the plan must know about the workspace: the only part of planning that reads files. It changes nothing. */

import { realpath } from 'node:fs/promises'
import { isAbsolute, relative, resolve, sep } from 'node:path'

import type { Inputs } from '../inputs/types.ts'
import { Problems, shown, type Problem, type Report } from '../inputs/problems.ts'
import type { RunnerEnvironment } from '../runner/environment.ts'
import { readTemplate } from './job-template.ts'
import { readText } from './template-file.ts'
import type { JobTemplate } from './types.ts'
import { codeOf, isIn, unreadable, walk, type FileEntry } from './walk.ts'

export interface FlowFacts {
  /** Absolute path on the runner, without links. */
  readonly source: string
  /** Relative to the workspace, `/`-separated. */
  readonly repositoryPath: string
  readonly mode: number
  readonly sha256: string
}

/** One item of `files` with all that lies in it. */
export interface MappedFacts {
  /** As the user wrote it. */
  readonly given: string
  /** Absolute path on the runner, without links. */
  readonly source: string
  readonly destination: string
  /** The item itself first, then what lies in it, in a fixed order. */
  readonly entries: readonly FileEntry[]
}

export interface Facts {
  readonly flow: FlowFacts | undefined
  readonly files: readonly MappedFacts[]
  /** What `job-template` holds. */
  readonly template?: JobTemplate | undefined
  /** What is wrong in the workspace; `makePlan` reports it together with its own problems. */
  readonly problems: readonly Problem[]
}

/**
 * Looks up flow and files. Never throws for what a user can mend: that is in `problems`.
 * Flow and sources may be links themselves, within the workspace; links in a folder stay links, and must stay in that folder.
 */
export async function gatherFacts(inputs: Inputs, environment: RunnerEnvironment): Promise<Facts> {
  const problems = new Problems()
  // without a Job nobody needs a template
  const source = inputs.run ? inputs.jobTemplate : undefined
  const given = source?.kind === 'text' ? readTemplate(source.text, problems.at('job-template')) : undefined
  if (inputs.flow === undefined && inputs.files.length === 0 && source?.kind !== 'path')
    return { flow: undefined, files: [], template: given, problems: problems.list }
  const workspace = await realpath(environment.workspace).catch(() => undefined)
  if (workspace === undefined) {
    const input = inputs.flow !== undefined ? 'flow' : inputs.files.length > 0 ? 'files' : 'job-template'
    problems.add({ input, text: 'the workspace does not exist; run actions/checkout before this step.' })
    return { flow: undefined, files: [], template: given, problems: problems.list }
  }
  const look = new Look(resolve(environment.workspace), workspace, problems)
  const flow = inputs.flow === undefined ? undefined : await look.flow(inputs.flow.path)
  const files: MappedFacts[] = []
  for (const { source, destination } of inputs.files) {
    const found = await look.mapped(source, destination)
    if (found !== undefined) files.push(found)
  }
  const template = source?.kind === 'path' ? await look.template(source.path) : given
  return { flow, files, template, problems: problems.list }
}

const checkout = 'Check the path, and that actions/checkout runs before this step.'

class Look {
  readonly #written: string
  readonly #workspace: string
  readonly #problems: Problems

  /** The workspace as the runner names it and without links. */
  constructor(written: string, workspace: string, problems: Problems) {
    this.#written = written
    this.#workspace = workspace
    this.#problems = problems
  }

  async flow(path: string): Promise<FlowFacts | undefined> {
    const report = this.#problems.at('flow')
    const absolute = resolve(this.#written, path)
    const repositoryPath = this.#inWorkspace(absolute)
    if (repositoryPath === undefined) {
      report(`${shown(path)} lies outside the workspace; accepted: a file of the checkout.`)
      return undefined
    }
    const source = await this.#real(absolute, path, report)
    if (source === undefined) return undefined
    if (!isIn(source, this.#workspace)) {
      report(`${shown(path)} is a link that leads out of the workspace; accepted: a file of the checkout.`)
      return undefined
    }
    const [entry] = await walk(source, '/', path, { accept: 'file', report })
    if (entry?.sha256 === undefined) return undefined
    return { source, repositoryPath: repositoryPath.split(sep).join('/'), mode: entry.mode, sha256: entry.sha256 }
  }

  async mapped(given: string, destination: string): Promise<MappedFacts | undefined> {
    const report = this.#problems.at('files')
    const absolute = resolve(this.#written, given)
    const source = await this.#real(absolute, given, report)
    if (source === undefined) return undefined
    const isOfWorkspace = !isAbsolute(given) || this.#inWorkspace(absolute) !== undefined
    if (isOfWorkspace && !isIn(source, this.#workspace)) {
      report(`${shown(given)} is a link that leads out of the workspace; give the absolute path of what it leads to.`)
      return undefined
    }
    const entries = await walk(source, destination, given, { accept: 'file or folder', report })
    return { given, source, destination, entries }
  }

  /** Reads a template: what is in it is checked by `readTemplate`. */
  async template(path: string): Promise<JobTemplate | undefined> {
    const report = this.#problems.at('job-template')
    const absolute = resolve(this.#written, path)
    const real = await this.#real(absolute, path, report)
    if (real === undefined) return undefined
    const isOfWorkspace = !isAbsolute(path) || this.#inWorkspace(absolute) !== undefined
    if (isOfWorkspace && !isIn(real, this.#workspace)) {
      report(
        `${shown(path)} is a link that leads out of the workspace, or lies outside; give an absolute path instead.`
      )
      return undefined
    }
    const text = await readText(real, path, report)
    return text === undefined ? undefined : readTemplate(text, report)
  }

  /** The path relative to the workspace; undefined when it is the workspace itself or lies outside. */
  #inWorkspace(absolute: string): string | undefined {
    const root = [this.#written, this.#workspace].find((each) => absolute !== each && isIn(absolute, each))
    return root === undefined ? undefined : relative(root, absolute)
  }

  async #real(absolute: string, name: string, report: Report): Promise<string | undefined> {
    try {
      return await realpath(absolute)
    } catch (error) {
      const glob = /[*?[]/.test(name) ? ' Patterns are not supported: name a file or a folder.' : ''
      const isMissing = ['ENOENT', 'ENOTDIR'].includes(codeOf(error))
      report(`${shown(name)} ${isMissing ? `does not exist. ${checkout}${glob}` : unreadable(error)}`)
      return undefined
    }
  }
}
