/** Reads the file of a template, and no more of it than a template may be long. */

import { constants } from 'node:fs'
import { open } from 'node:fs/promises'

import { shown, type Report } from '../inputs/problems.ts'
import { longestTemplate } from './template-yaml.ts'
import { unreadable } from './walk.ts'

/**
 * The text of a file, or undefined after a report.
 * @param path without links
 * @param name how the user knows it
 */
export async function readText(path: string, name: string, report: Report): Promise<string | undefined> {
  try {
    // a pipe would keep us waiting for its writer: what is no file is told before it is opened
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      const state = await file.stat()
      if (!state.isFile()) report(`${shown(name)} is not a file; accepted: a file with the manifest of one Job.`)
      else if (state.size > longestTemplate)
        report(`${shown(name)} is larger than 1 MiB; accepted: the manifest of one Job.`)
      else return new TextDecoder('utf-8', { fatal: true }).decode(await file.readFile())
    } finally {
      await file.close()
    }
  } catch (error) {
    const isText = error instanceof TypeError
    report(`${shown(name)} ${isText ? 'is not UTF-8 text; accepted: the manifest of one Job.' : unreadable(error)}`)
  }
  return undefined
}
