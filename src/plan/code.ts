/**
 * What the flow's code asks for: which Prefect, which Python, which files of the workspace. The flow's file is read, and the
 * files of the workspace that it imports, and those that they import; nothing is executed.
 */

import { readFile, stat } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'

import { readDefinitions, type Definitions } from '../flow/definitions.ts'
import { readInlineMetadata } from '../flow/inline-metadata.ts'
import { readPythonFile, type Import, type PythonFile } from '../flow/python-file.ts'
import { newModules, type Needed } from '../flow/python-syntax.ts'
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

export interface CodeFacts {
  /** Absent: Prefect is not imported. */
  readonly prefect: (Place & { readonly generation: Generation }) | undefined
  /** What asks for newer Pythons, the newest first. */
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

/**
 * @param flow absolute path of the flow's file, without links; `workspace` as well
 * @param source the folder that goes along, absolute; undefined: the flow's file goes alone
 */
export async function gatherCode(flow: string, source: string | undefined, workspace: string): Promise<CodeFacts> {
  const reading = new Reading(flow, source, workspace)
  await reading.all()
  return reading.facts()
}

class Reading {
  readonly #flow: string
  readonly #waiting: string[]
  readonly #seen: Set<string>
  readonly #folders: readonly string[]
  readonly #source: string | undefined
  readonly #workspace: string
  readonly #prefect: (Place & { generation: Generation | undefined })[] = []
  readonly #needs: (Needed & { file: string })[] = []
  #inline: CodeFacts['inline']
  #definitions: Definitions | undefined
  #importsOwn = false
  readonly #neighbours = new Map<string, Neighbour>()

  constructor(flow: string, source: string | undefined, workspace: string) {
    this.#flow = flow
    this.#waiting = [flow]
    this.#seen = new Set(this.#waiting)
    // where the launcher has Python look: the flow's folder, source, the workspace
    this.#folders = [...new Set([dirname(flow), ...(source === undefined ? [] : [source]), workspace])]
    this.#source = source
    this.#workspace = workspace
  }

  async all(): Promise<void> {
    for (let path = this.#waiting.shift(); path !== undefined; path = this.#waiting.shift()) {
      const text = await readSmall(path)
      if (text === undefined) continue
      if (path === this.#flow) {
        this.#inline = readInlineMetadata(text)
        this.#definitions = readDefinitions(text)
      }
      await this.#take(readPythonFile(text), path)
    }
  }

  facts(): CodeFacts {
    const needs = this.#needs.toSorted((a, b) => b.since[0] - a.since[0] || b.since[1] - a.since[1])
    // the flow's own file is the first; one that only asks for a secret or a logger is of any generation
    const telling = this.#prefect.find(({ generation }) => generation !== undefined) ?? this.#prefect[0]
    const prefect = telling && { ...telling, generation: telling.generation ?? 'modern' }
    const own = { inline: this.#inline, definitions: this.#definitions, importsOwn: this.#importsOwn }
    return { prefect, needs, ...own, neighbours: [...this.#neighbours.values()] }
  }

  async #take(file: PythonFile, path: string): Promise<void> {
    const name = relative(this.#workspace, path).split(sep).join('/')
    const prefect = file.imports.find(({ module, level }) => level === 0 && topOf(module) === 'prefect')
    if (prefect !== undefined) this.#prefect.push({ file: name, line: prefect.line, generation: generationOf(file) })
    this.#needs.push(...[...file.needs, ...neededModules(file)].map((needed) => ({ ...needed, file: name })))
    for (const each of file.imports) await this.#follow(each, path, name)
  }

  async #follow(each: Import, from: string, name: string): Promise<void> {
    if (each.level > 0) {
      // a file that is part of a package; the flow's own file is none when it runs
      const folder = Array.from({ length: each.level }).reduce((path: string) => dirname(path), from)
      if (from !== this.#flow) await this.#find(folder, each)
      return
    }
    const top = topOf(each.module)
    // a folder named prefect holds flows as a rule, and a real package goes before a folder without __init__.py
    if (isStandardModule(top) || top === 'prefect') return
    for (const folder of this.#folders) {
      if (!(await this.#find(folder, each))) continue
      if (from === this.#flow) this.#importsOwn = true
      if (this.#source === undefined || !isIn(folder, this.#source)) {
        const place = relative(this.#workspace, folder).split(sep).join('/') || '.'
        const found = { module: top, folder: place, file: name, line: each.line, isSure: each.isSure }
        if (!(this.#neighbours.get(top)?.isSure ?? false)) this.#neighbours.set(top, found)
      }
      return
    }
  }

  /** Puts the files of a module on the list, where the folder has it. */
  async #find(folder: string, { module, names }: Import): Promise<boolean> {
    const parts = module === '' ? [] : module.split('.')
    const base = join(folder, ...parts)
    const packages = parts.map((_, index) => join(folder, ...parts.slice(0, index + 1), '__init__.py'))
    const own = [...(parts.length === 0 ? [] : [`${base}.py`]), join(base, '__init__.py')]
    const below = names
      .filter((each) => each !== '*')
      .flatMap((each) => [join(base, `${each}.py`), join(base, each, '__init__.py')])
    const found = await Promise.all([...packages, ...own, ...below].map(isFile))
    const files = [...packages, ...own, ...below].filter((_, index) => found[index])
    for (const file of files) {
      if (this.#seen.has(file) || this.#seen.size >= mostFiles) continue
      this.#seen.add(file)
      this.#waiting.push(file)
    }
    return files.length > 0
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

function neededModules({ imports }: PythonFile): Needed[] {
  return imports.flatMap(({ module, level, line, isSure }) => {
    const since =
      level === 0 && isSure && Object.hasOwn(newModules, topOf(module)) ? newModules[topOf(module)] : undefined
    return since === undefined ? [] : [{ since, what: `the module ${topOf(module)}`, line }]
  })
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
