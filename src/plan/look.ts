/** Looks things up in the workspace: each path is resolved, must stay in there, and is listed with all that lies in it. */

import { realpath } from 'node:fs/promises'
import { isAbsolute, relative, resolve, sep } from 'node:path'

import type { Problems } from '../inputs/problems.ts'
import { shown, type Report } from '../inputs/problems.ts'
import { readTemplate } from './job-template.ts'
import { leftOutOf } from './left-out.ts'
import { readText } from './text-file.ts'
import type { JobTemplate } from './types.ts'
import { codeOf, isIn, unreadable, walk, type FileEntry } from './walk.ts'

/** Folder in the image that stands for the workspace: a file of it keeps its path; the launcher's working folder. */
export const flowFolder = '/flow'

/** A file of the workspace. */
export interface FileFacts {
  /** Absolute path on the runner, without links. */
  readonly source: string
  /** Relative to the workspace, `/`-separated. */
  readonly repositoryPath: string
  readonly mode: number
  readonly sha256: string
}

/** Something that is copied into the image with all that lies in it. */
export interface MappedFacts {
  /** As the user wrote it. */
  readonly given: string
  /** Absolute path on the runner, without links. */
  readonly source: string
  readonly destination: string
  /** The item itself first, then what lies in it, in a fixed order. */
  readonly entries: readonly FileEntry[]
  /** What stays out of the image, see `Walked.left`. */
  readonly left: readonly string[]
}

export const checkoutHint = 'Check the path, and that actions/checkout runs before this step.'

export class Look {
  readonly #written: string
  readonly #workspace: string
  readonly #problems: Problems

  /** The workspace as the runner names it and without links. */
  constructor(written: string, workspace: string, problems: Problems) {
    this.#written = written
    this.#workspace = workspace
    this.#problems = problems
  }

  /** The workspace, without links. */
  get workspace(): string {
    return this.#workspace
  }

  /** A file of the checkout that an input names; undefined after a report. */
  async file(path: string, input: 'flow' | 'requirements'): Promise<FileFacts | undefined> {
    const report = this.#problems.at(input)
    const place = await this.#inCheckout(path, report, 'a file of the checkout')
    if (place === undefined) return undefined
    const [entry] = (await walk(place.source, '/', path, { accept: 'file', report })).entries
    if (entry?.sha256 === undefined) return undefined
    return { ...place, mode: entry.mode, sha256: entry.sha256 }
  }

  /** The folder that goes along with the flow; undefined after a report. */
  async folder(path: string): Promise<(MappedFacts & { readonly repositoryPath: string }) | undefined> {
    const report = this.#problems.at('source')
    const place = await this.#inCheckout(path, report, 'a folder of the checkout', true)
    if (place === undefined) return undefined
    const { source, repositoryPath } = place
    const destination = repositoryPath === '' ? flowFolder : `${flowFolder}/${repositoryPath}`
    const found = await this.#walked(source, destination, path, report)
    if (found.entries[0]?.sha256 === undefined) return { given: path, repositoryPath, source, destination, ...found }
    report(`${shown(path)} is a file; accepted: a folder of the checkout.`)
    return undefined
  }

  /** An item of `files`; undefined after a report. */
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
    return { given, source, destination, ...(await this.#walked(source, destination, given, report)) }
  }

  /** Something of the checkout that a requirements file names, at its own place in the image; undefined when it is not there. */
  async named(path: string, from: string, report: Report): Promise<MappedFacts | undefined> {
    const absolute = resolve(from, path)
    const source = await realpath(absolute).catch(() => undefined)
    if (source === undefined) return undefined
    if (!isIn(source, this.#workspace)) {
      report(`names ${shown(path)}, which lies outside the workspace.`)
      return undefined
    }
    const repositoryPath = relative(this.#workspace, source).split(sep).join('/')
    const destination = repositoryPath === '' ? flowFolder : `${flowFolder}/${repositoryPath}`
    return { given: path, source, destination, ...(await this.#walked(source, destination, path, report)) }
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

  async #walked(
    source: string,
    destination: string,
    name: string,
    report: Report
  ): Promise<Pick<MappedFacts, 'entries' | 'left'>> {
    const leaves = await leftOutOf(source, this.#workspace, report)
    return walk(source, destination, name, { accept: 'file or folder', report, leaves })
  }

  /** @param takesRoot the workspace itself is accepted as well, with the path `` */
  async #inCheckout(
    path: string,
    report: Report,
    accepted: string,
    takesRoot = false
  ): Promise<Pick<FileFacts, 'source' | 'repositoryPath'> | undefined> {
    const absolute = resolve(this.#written, path)
    const isRoot = takesRoot && [this.#written, this.#workspace].includes(absolute)
    const repositoryPath = isRoot ? '' : this.#inWorkspace(absolute)
    if (repositoryPath === undefined) {
      report(`${shown(path)} lies outside the workspace; accepted: ${accepted}.`)
      return undefined
    }
    const source = await this.#real(absolute, path, report)
    if (source === undefined) return undefined
    if (isIn(source, this.#workspace)) return { source, repositoryPath: repositoryPath.split(sep).join('/') }
    report(`${shown(path)} is a link that leads out of the workspace; accepted: ${accepted}.`)
    return undefined
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
      report(`${shown(name)} ${isMissing ? `does not exist. ${checkoutHint}${glob}` : unreadable(error)}`)
      return undefined
    }
  }
}
