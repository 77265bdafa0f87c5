/** Two things may not land on one path in the image. */

import { isAtOrBelow, launcherFolder } from '../inputs/files.ts'
import { shown, type Problem } from '../inputs/problems.ts'
import type { Facts } from './facts.ts'
import type { FlowPlan } from './types.ts'
import type { FileEntry } from './walk.ts'

/** What lands on a path. */
interface Landing {
  /** The thing as the user knows it. */
  readonly name: string
  /** Its file on the runner; undefined for a folder. */
  readonly file: string | undefined
}

/**
 * Problems of `files`: a path that two things would get, a thing inside another thing's file, anything in the launcher's
 * folder. Folders may meet where their contents do not, and the very same file may arrive twice (the flow's own folder
 * holds the flow). One problem for each pair of things.
 */
export function findConflicts(
  flow: FlowPlan | undefined,
  { files, source, requirements }: Pick<Facts, 'files' | 'source' | 'requirements'>
): Problem[] {
  const conflicts = new Conflicts()
  if (flow !== undefined) conflicts.land(flow.imagePath, { name: 'the flow', file: flow.source })
  if (source !== undefined) conflicts.landAll(source.entries, 'source')
  for (const { entries } of requirements?.items ?? []) conflicts.landAll(entries, 'requirements')
  const destinations = new Map<string, string>()
  for (const { given, destination, entries } of files) {
    const name = shown(given)
    const other = destinations.get(destination)
    if (other !== undefined) conflicts.clash(other, name, `would both land on ${destination}`)
    destinations.set(destination, name)
    conflicts.landAll(entries, name)
  }
  conflicts.findThingsInsideFiles()
  return conflicts.problems
}

class Conflicts {
  readonly #landings = new Map<string, Landing>()
  readonly #texts = new Map<string, string>()

  land(path: string, thing: Landing): void {
    const isInTheWay = path === parentOf(launcherFolder) && thing.file !== undefined
    if (isInTheWay || isAtOrBelow(path, launcherFolder)) {
      this.#say(thing.name, `${thing.name} would land on ${path}, but ${launcherFolder} belongs to the action.`)
      return
    }
    const there = this.#landings.get(path)
    if (there === undefined) this.#landings.set(path, thing)
    else if (there.file !== thing.file) this.clash(there.name, thing.name, `would both land on ${path}`)
  }

  /** What lies in a thing, each at its place. */
  landAll(entries: readonly FileEntry[], name: string): void {
    for (const { path, real, sha256 } of entries)
      this.land(path, { name, file: sha256 === undefined ? undefined : real })
  }

  /** Things whose path leads through another thing's file. */
  findThingsInsideFiles(): void {
    for (const [path, { name }] of this.#landings) {
      for (let parent = parentOf(path); parent !== ''; parent = parentOf(parent)) {
        const above = this.#landings.get(parent)
        if (above?.file === undefined || above.name === name) continue
        this.#say(`${above.name}\n${name}`, `${name} would land on ${path}, but ${above.name} is a file at ${parent}.`)
      }
    }
  }

  clash(one: string, other: string, what: string): void {
    this.#say(`${one}\n${other}`, `${one} and ${other} ${what}.`)
  }

  get problems(): Problem[] {
    return [...this.#texts.values()].map((text) => ({
      input: 'files',
      text: `${text} Give each thing a place of its own.`
    }))
  }

  #say(things: string, text: string): void {
    if (!this.#texts.has(things)) this.#texts.set(things, text)
  }
}

/** The folder of an absolute path in the image; empty for what lies in the root. */
function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'))
}
