/** What containers really wrote: the node's own log files, kept by hard links however soon the node removes or rotates them. */

import { linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

const lookEvery = 20

/** One try of one container. */
export interface WrittenLog {
  readonly pod: string
  readonly container: string
  /** From 0. */
  readonly number: number
  readonly bytes: Buffer
  /** When each line was written, by the node's clock: that of its first piece and of its last, RFC 3339. */
  readonly times: readonly (readonly [string, string])[]
}

/** Decodes a file of the container runtime: `TIME STREAM TAGS TEXT`, tag `P` for a piece of a line, `F` for its last. */
export function decodeCri(file: Buffer): Pick<WrittenLog, 'bytes' | 'times'> {
  const parts: Buffer[] = []
  const times: [string, string][] = []
  let isOpen = false
  for (let start = 0; start < file.length;) {
    const end = file.indexOf(0x0a, start)
    // an unfinished record: the runtime is writing it
    if (end < 0) break
    const record = file.subarray(start, end)
    start = end + 1
    const afterTime = record.indexOf(0x20)
    const afterStream = record.indexOf(0x20, afterTime + 1)
    const afterTags = record.indexOf(0x20, afterStream + 1)
    if (afterTime < 0 || afterStream < 0 || afterTags < 0) throw new Error(`not a record: ${record.toString('latin1')}`)
    const time = record.subarray(0, afterTime).toString('latin1')
    const tags = record.subarray(afterStream + 1, afterTags).toString('latin1')
    const last = times.at(-1)
    if (isOpen && last !== undefined) last[1] = time
    else times.push([time, time])
    parts.push(record.subarray(afterTags + 1))
    isOpen = tags.split(':')[0] !== 'F'
    if (!isOpen) parts.push(Buffer.from('\n'))
  }
  return { bytes: Buffer.concat(parts), times }
}

/** Keeps every log file of pods whose namespace begins with a prefix. */
export class LogKeeper {
  readonly #source: string
  readonly #prefix: string
  readonly #folder: string
  readonly #seen = new Map<string, { order: number; path: string }>()
  readonly #timer: NodeJS.Timeout
  #count = 0

  /** @param source the node's folder of pod logs; the links lie beside it, on the same disk */
  constructor(source: string, prefix: string) {
    this.#source = source
    this.#prefix = prefix
    this.#folder = mkdtempSync(join(dirname(source), 'soak-logs-'))
    this.#timer = setInterval(() => this.#look(), lookEvery)
  }

  /** All that the pods of a namespace have written so far, in the order of pods' names and tries. */
  written(namespace: string): WrittenLog[] {
    this.#look()
    const files = new Map<string, string[]>()
    const all = [...this.#seen].map(([key, { order, path }]) => ({ key: key.split('/'), order, path }))
    for (const { key, path } of all.sort((a, b) => a.order - b.order)) {
      const [pod = '', container = '', name = ''] = key
      if (path === '' || !pod.startsWith(`${namespace}_`)) continue
      // 0.log, and what it is called once it was rotated: the same try
      const number = /^\d+/u.exec(name)?.[0]
      if (number === undefined) continue
      const id = [pod.split('_')[1], container, number].join('/')
      files.set(id, [...(files.get(id) ?? []), path])
    }
    return [...files].map(([id, paths]) => {
      const [pod = '', container = '', number = ''] = id.split('/')
      return {
        pod,
        container,
        number: Number(number),
        ...decodeCri(Buffer.concat(paths.map((path) => readFileSync(path))))
      }
    })
  }

  /** Forgets what the pods of a namespace wrote. */
  forget(namespace: string): void {
    for (const [key, { path }] of this.#seen) {
      if (!key.startsWith(`${namespace}_`)) continue
      // known all the same: its folder may be there for a while
      this.#seen.set(key, { order: 0, path: '' })
      if (path !== '') rmSync(path, { force: true })
    }
  }

  close(): void {
    clearInterval(this.#timer)
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #look(): void {
    for (const pod of list(this.#source)) {
      if (!pod.startsWith(this.#prefix)) continue
      for (const container of list(join(this.#source, pod)))
        for (const name of list(join(this.#source, pod, container)))
          if (!name.endsWith('.gz') && !name.endsWith('.tmp')) this.#keep(pod, container, name)
    }
  }

  #keep(pod: string, container: string, name: string): void {
    const path = join(this.#source, pod, container, name)
    try {
      // a rotated file has another name and the same number on its disk
      const key = [pod, container, `${/^\d+/u.exec(name)?.[0] ?? name}.${statSync(path).ino}`].join('/')
      if (this.#seen.has(key)) return
      const link = join(this.#folder, String((this.#count += 1)))
      linkSync(path, link)
      this.#seen.set(key, { order: performance.now(), path: link })
    } catch (error) {
      // gone between two looks, which a file that was linked cannot be
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
