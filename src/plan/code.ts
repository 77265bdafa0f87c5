/**
 * What the flow's code asks for: which Prefect, which Python, which files of the workspace. The flow's file is read, and the
 * files of the workspace that it imports, and those that they import; nothing is executed.
 */

import { readFile, stat } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'

import { readDefinitions, type Definitions } from '../flow/definitions.ts'
import { readInlineMetadata } from '../flow/inline-metadata.ts'
import { readPythonFile, type Import, type PythonFile } from '../flow/python-file.ts'
import { newModules, type Needed, type PythonVersion } from '../flow/python-syntax.ts'
import { isStandardModule } from '../flow/standard-modules.ts'
import { isIn } from './walk.ts'

/** `modern`: Prefect 2 and later (`@flow`); `classic`: Prefect 1 and before (`with Flow(…)`). */
export type Generation = 'modern' | 'classic'

/** A place in the workspace. */
export interface Place {
  /** Relative to the workspace. */
  readonly file: string
  /** From 1. */
  readonly line: number
}

/** A module of the workspace that is imported. */
export interface Neighbour extends Place {
  /** Its top-level name. */
  readonly module: string
  /** The folder in which Python would have to look for it, relative to the workspace; `.` for the workspace. */
  readonly folder: string
  /** The import is surely made when the flow is imported. */
  readonly isSure: boolean
}

/** An import of Prefect. */
export interface PrefectImport extends Place {
  /** Undefined where both have what is used. */
  readonly generation: Generation | undefined
  /** The import is surely made when the flow is imported. */
  readonly isSure: boolean
}

export interface CodeFacts {
  /** The most telling import of Prefect; absent: Prefect is not imported. */
  readonly prefect: PrefectImport | undefined
  /** What surely asks for newer Pythons, the newest first. */
  readonly needs: readonly (Needed & { readonly file: string })[]
  /** What the flow's own file asks for in a block of comments. */
  readonly inline: ReturnType<typeof readInlineMetadata>
  /** What the flow's own file defines; undefined where that cannot be told. */
  readonly definitions: Definitions | undefined
  /** The flow's own file imports something of the workspace. */
  readonly importsOwn: boolean
  /** Modules of the workspace that would not go along with the flow. */
  readonly neighbours: readonly Neighbour[]
}

/** Files that are read at most, and bytes of one. */
const mostFiles = 500
const largestFile = 1024 * 1024

/** What the reader has to know of a run. Paths are absolute and without links. */
export interface CodePlace {
  /** The flow's file. */
  readonly flow: string
  /** The folder that goes along; undefined: the flow's file goes alone. */
  readonly source: string | undefined
  readonly workspace: string
  /** The Python that will run the flow; undefined: not known. */
  readonly python: PythonVersion | undefined
}

/** Reads the flow's file and what it imports of the workspace. */
export async function gatherCode(place: CodePlace): Promise<CodeFacts> {
  const reading = new Reading(place)
  await reading.all()
  return reading.facts()
}

class Reading {
  readonly #place: CodePlace
  /** Files that are surely imported with the flow, and those that only may be: the first are read first. */
  readonly #waiting = { surely: [] as string[], perhaps: [] as string[] }
  readonly #seen = new Set<string>()
  readonly #folders: readonly string[]
  readonly #prefect: PrefectImport[] = []
  readonly #needs: (Needed & { file: string })[] = []
  #inline: CodeFacts['inline']
  #definitions: Definitions | undefined
  #importsOwn = false
  readonly #neighbours = new Map<string, Neighbour>()

  constructor(place: CodePlace) {
    const { flow, source, workspace } = place
    this.#place = place
    this.#waiting.surely.push(flow)
    // where the launcher has Python look: the flow's folder, source, the workspace
    this.#folders = [...new Set([dirname(flow), ...(source === undefined ? [] : [source]), workspace])]
  }

  async all(): Promise<void> {
    const { surely, perhaps } = this.#waiting
    for (;;) {
      const isSure = surely.length > 0
      const path = surely.shift() ?? perhaps.shift()
      if (path === undefined) return
      if (this.#seen.has(path) || this.#seen.size >= mostFiles) continue
      this.#seen.add(path)
      const text = await readSmall(path)
      if (text === undefined) continue
      if (path === this.#place.flow) {
        this.#inline = readInlineMetadata(text)
        this.#definitions = readDefinitions(text)
      }
      await this.#take(readPythonFile(text), path, isSure)
    }
  }

  facts(): CodeFacts {
    const needs = this.#needs.toSorted((a, b) => b.since[0] - a.since[0] || b.since[1] - a.since[1])
    // the flow's own file is the first; one that only asks for a secret or a logger is of any generation
    const told = this.#prefect.find(({ generation }) => generation !== undefined)
    const same = this.#prefect.filter(({ generation }) => generation === told?.generation)
    const prefect = same.find(({ isSure }) => isSure) ?? same[0]
    const own = { inline: this.#inline, definitions: this.#definitions, importsOwn: this.#importsOwn }
    return { prefect, needs, ...own, neighbours: [...this.#neighbours.values()] }
  }

  async #take(file: PythonFile, path: string, isSure: boolean): Promise<void> {
    const name = relative(this.#place.workspace, path).split(sep).join('/')
    const own = file.imports.filter(({ module, level }) => level === 0 && topOf(module) === 'prefect')
    const prefect = own.find((each) => each.isSure) ?? own[0]
    if (prefect !== undefined) {
      const { line } = prefect
      this.#prefect.push({ file: name, line, generation: generationOf(file), isSure: isSure && prefect.isSure })
    }
    const needs = [...file.needs]
    for (const each of file.imports) {
      const imported = { ...each, isSure: isSure && each.isSure }
      const isOwn = await this.#follow(imported, path, name)
      if (!isOwn) needs.push(...neededModule(each))
    }
    // what is read perhaps asks for nothing: code for a newer Python often stands in a file of its own
    if (isSure) this.#needs.push(...needs.map((needed) => ({ ...needed, file: name })))
  }

  /** True when the workspace has the module. */
  async #follow(each: Import, from: string, name: string): Promise<boolean> {
    if (each.level > 0) {
      // a file that is part of a package; the flow's own file is none when it runs
      const folder = Array.from({ length: each.level }).reduce((path: string) => dirname(path), from)
      return from !== this.#place.flow && (await this.#find(folder, each))
    }
    const top = topOf(each.module)
    // a folder named prefect holds flows as a rule, and a real package goes before a folder without __init__.py
    if (isStandardModule(top, this.#place.python) || top === 'prefect') return false
    for (const folder of this.#folders) {
      const isAlong = this.#place.source !== undefined && isIn(folder, this.#place.source)
      // what does not go along may come from elsewhere under the same name
      if (!(await this.#find(folder, { ...each, isSure: each.isSure && isAlong }))) continue
      if (from === this.#place.flow) this.#importsOwn = true
      if (!isAlong && !(this.#neighbours.get(top)?.isSure ?? false)) {
        const place = relative(this.#place.workspace, folder).split(sep).join('/') || '.'
        this.#neighbours.set(top, { module: top, folder: place, file: name, line: each.line, isSure: each.isSure })
      }
      return true
    }
    return false
  }

  /** Puts the files of a module on the list, where the folder has it. */
  async #find(folder: string, { module, names, isSure }: Import): Promise<boolean> {
    const parts = module === '' ? [] : module.split('.')
    const base = join(folder, ...parts)
    const packages = parts.map((_, index) => join(folder, ...parts.slice(0, index + 1), '__init__.py'))
    const whole = join(base, '__init__.py')
    const isPackage = await isFile(whole)
    // a package goes before a file of its name
    const own = [...packages, ...(isPackage || parts.length === 0 ? [whole] : [`${base}.py`])]
    const given = isPackage ? ((await readSmall(whole)) ?? '') : ''
    const files = await existing(own)
    this.#wait(files, isSure)
    for (const each of names.filter((name) => name !== '*')) {
      const below = await existing([join(base, `${each}.py`), join(base, each, '__init__.py')])
      // a name that the package itself gives is no module that is looked for
      this.#wait(below, isSure && !given.includes(each))
      files.push(...below)
    }
    return files.length > 0
  }

  #wait(files: readonly string[], isSure: boolean): void {
    this.#waiting[isSure ? 'surely' : 'perhaps'].push(...files.filter((file) => !this.#seen.has(file)))
  }
}

function topOf(module: string): string {
  return module.split('.')[0] ?? ''
}

/** Words of Prefect 2 and later; and modules that only Prefect 1 and before had. */
const modernWords = [
  'flow',
  'task_runners',
  'deployments',
  'states',
  'futures',
  'blocks',
  'variables',
  'runtime',
  'artifacts'
]
const classicModules =
  /^prefect\.(?:core|environments|engine\.(?:executors|results|state|signals)|executors|run_configs|storage|triggers|tasks\.[a-z]|schedules\.(?:clocks|filters)|agent|backend)/u

/** Which Prefect a file that imports it is written for; undefined where both have what it uses. */
function generationOf({ imports, words }: PythonFile): Generation | undefined {
  const own = imports.filter(({ module, level }) => level === 0 && topOf(module) === 'prefect')
  if (own.some(({ module }) => classicModules.test(module))) return 'classic'
  const named = new Set(own.flatMap(({ module, names }) => [...module.split('.').slice(1), ...names]))
  // a variable is often named flow: without its module it says something only where all names came over
  const uses = (word: string): boolean =>
    named.has(word) || words.has(`prefect.${word}`) || (named.has('*') && words.has(word))
  if (modernWords.some(uses)) return 'modern'
  return uses('Flow') || uses('Parameter') ? 'classic' : undefined
}

function neededModule({ module, level, line, isSure }: Import): Needed[] {
  const top = topOf(module)
  const since = level === 0 && isSure && Object.hasOwn(newModules, top) ? newModules[top] : undefined
  return since === undefined ? [] : [{ since, what: `the module ${top}`, line, module: top }]
}

async function existing(files: readonly string[]): Promise<string[]> {
  const found = await Promise.all(files.map(isFile))
  return files.filter((_, index) => found[index])
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false
  )
}

async function readSmall(path: string): Promise<string | undefined> {
  try {
    const { size } = await stat(path)
    return size > largestFile ? undefined : await readFile(path, 'utf8')
  } catch {
    // what cannot be read tells nothing here; what must be readable is checked where it is copied
    return undefined
  }
}
