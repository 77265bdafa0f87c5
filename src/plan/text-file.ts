/** Reads a text file that an input names, and no more of it than such a file may be long. */

import { isUtf8 } from 'node:buffer'
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'

import { shown, type Report } from '../inputs/problems.ts'
import { longestTemplate } from './template-yaml.ts'
import { unreadable } from './walk.ts'

const template = 'accepted: a file with the manifest of one Job.'

/**
 * The text of a file, or undefined after a report.
 * @param path without links
 * @param name how the user knows it
 * @param accepted end of the sentences that are reported
 */
export async function readText(
  path: string,
  name: string,
  report: Report,
  accepted = template
): Promise<string | undefined> {
  try {
    // a pipe would keep us waiting for its writer: what is no file is told before it is opened
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      const state = await file.stat()
      if (!state.isFile()) report(`${shown(name)} is not a file; ${accepted}`)
      else if (state.size > longestTemplate) report(`${shown(name)} is larger than 1 MiB; ${accepted}`)
      else {
        const bytes = await file.readFile()
        if (isUtf8(bytes)) return bytes.toString('utf8')
        report(`${shown(name)} is not UTF-8 text; ${accepted}`)
      }
    } finally {
      await file.close()
    }
  } catch (error) {
    report(`${shown(name)} ${unreadable(error)}`)
  }
  return undefined
}
