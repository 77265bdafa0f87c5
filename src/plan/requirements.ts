/** The requirements file of a run, with everything of the workspace that pip reads because of it. Reads, changes nothing. */

import { stat } from 'node:fs/promises'
import { dirname, relative, resolve, sep } from 'node:path'

import { shown, type Report } from '../inputs/problems.ts'
import { flowFolder, type FileFacts, type Look, type MappedFacts } from './look.ts'
import { readRequirements, type RequirementLine } from './requirements-file.ts'
import { readText } from './text-file.ts'

export interface RequirementsFacts {
  /** The file's path in the workspace. */
  readonly repositoryPath: string
  /** The file itself first; the files that it includes; folders and archives that it installs from. Each at its place under `/flow`. */
  readonly items: readonly MappedFacts[]
  /** Names of the packages that are asked for, as PyPI normalizes them; constraints ask for nothing. */
  readonly packages: ReadonlySet<string>
  /** Something is installed from an address or a path: which modules that has, nobody can tell. */
  readonly hasUnknown: boolean
  /** Working folder of pip in the image; undefined where no path depends on it. */
  readonly folder: string | undefined
  readonly hasHashes: boolean
  /** True: tomorrow pip installs the same. */
  readonly isPinned: boolean
}

/** Files that one may include, all in all. */
const mostFiles = 50
const accepted = 'accepted: a requirements file of pip.'

/** Gathers everything; what cannot be found is reported. Undefined after a report. */
export async function gatherRequirements(
  path: string,
  look: Look,
  report: Report
): Promise<RequirementsFacts | undefined> {
  const main = await look.file(path, 'requirements')
  if (main === undefined) return undefined
  const gathering = new Gathering(look, report)
  await gathering.include(main.source, main.repositoryPath, false)
  const folder = await gathering.paths(dirname(main.source))
  return {
    repositoryPath: main.repositoryPath,
    items: [asItem(main, path), ...gathering.items.values()],
    packages: gathering.packages,
    hasUnknown: gathering.hasUnknown,
    folder,
    hasHashes: gathering.hasHashes,
    isPinned: gathering.hasHashes || gathering.isPinned
  }
}

/** A path in a line that depends on the folder in which pip runs. */
interface LocalPath {
  readonly path: string
  /** `requirements.txt line 3` */
  readonly place: string
}

class Gathering {
  readonly items = new Map<string, MappedFacts>()
  readonly packages = new Set<string>()
  hasUnknown = false
  hasHashes = false
  isPinned = true
  readonly #look: Look
  readonly #report: Report
  readonly #read = new Set<string>()
  readonly #local: LocalPath[] = []

  constructor(look: Look, report: Report) {
    this.#look = look
    this.#report = report
  }

  /** Reads a file and those that it includes. @param real without links @param name how the user knows it */
  async include(real: string, name: string, isConstraint: boolean): Promise<void> {
    // what constrains here may be asked for elsewhere
    const key = `${isConstraint ? '-c' : '-r'} ${real}`
    if (this.#read.has(key)) return
    this.#read.add(key)
    if (this.#read.size > mostFiles) {
      if (this.#read.size === mostFiles + 1) this.#report(`includes more than ${String(mostFiles)} files.`)
      return
    }
    const text = await readText(real, name, this.#report, accepted)
    if (text === undefined) return
    const { lines, hasHashes, isPinned } = readRequirements(text)
    this.hasHashes ||= hasHashes
    // constraints ask for nothing
    this.isPinned &&= isConstraint || isPinned
    for (const line of lines) await this.#take(line, real, name, isConstraint)
  }

  async #take(line: RequirementLine, real: string, name: string, isConstraint: boolean): Promise<void> {
    const place = `${name} line ${String(line.line)}`
    const say: Report = (text) => this.#report(`${place} ${text}`)
    switch (line.kind) {
      case 'package':
        if (!isConstraint) this.packages.add(line.name)
        return
      case 'address':
        if (!isConstraint) this.#unknown(line.name)
        return
      case 'unusable':
        say('is a path of the runner, which means nothing in the image; write it relative to the workspace.')
        return
      case 'include': {
        const found = await this.#look.named(line.path, dirname(real), say)
        if (found === undefined) say(`names ${shown(line.path)}, which does not exist.`)
        else {
          this.items.set(found.source, found)
          const path = relative(this.#look.workspace, found.source).split(sep).join('/')
          await this.include(found.source, path, isConstraint || line.isConstraint)
        }
        return
      }
      case 'find-links': {
        // pip looks beside the file first, then in its working folder
        const beside = await this.#look.named(line.path, dirname(real), say)
        if (beside === undefined) this.#local.push({ path: line.path, place })
        else this.items.set(beside.source, beside)
        return
      }
      case 'path':
        if (!isConstraint) this.#unknown(line.name)
        this.#local.push({ path: line.path, place })
    }
  }

  #unknown(name: string | undefined): void {
    if (name !== undefined) this.packages.add(name)
    this.hasUnknown = true
  }

  /**
   * Finds what depends on pip's working folder: the workspace, where people run pip as a rule, else the folder of the file.
   * @returns that folder in the image; undefined where nothing depends on it
   */
  async paths(ownFolder: string): Promise<string | undefined> {
    if (this.#local.length === 0) return undefined
    const { workspace } = this.#look
    const candidates = [...new Set([workspace, ownFolder])]
    const counts = await Promise.all(candidates.map(async (folder) => (await this.#missing(folder)).length))
    const folder = candidates[counts.indexOf(Math.min(...counts))] ?? workspace
    for (const { path, place } of await this.#missing(folder)) {
      this.#report(
        `${place} names ${shown(path)}, which does not exist; paths are relative to the workspace or to the folder of the file.`
      )
    }
    for (const { path, place } of this.#local) {
      const found = await this.#look.named(path, folder, (text) => this.#report(`${place} ${text}`))
      if (found !== undefined) this.items.set(found.source, found)
    }
    const below = relative(workspace, folder).split(sep).join('/')
    return below === '' ? flowFolder : `${flowFolder}/${below}`
  }

  async #missing(folder: string): Promise<LocalPath[]> {
    const found = await Promise.all(
      this.#local.map(({ path }) =>
        stat(resolve(folder, path)).then(
          () => true,
          () => false
        )
      )
    )
    return this.#local.filter((_, index) => found[index] !== true)
  }
}

function asItem({ source, repositoryPath, mode, sha256 }: FileFacts, given: string): MappedFacts {
  const destination = `${flowFolder}/${repositoryPath}`
  return { given, source, destination, entries: [{ path: destination, real: source, mode, size: 0, sha256 }], left: [] }
}
