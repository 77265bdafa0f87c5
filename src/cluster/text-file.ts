/** Reads files that a kubeconfig names, or that are one. */

import { readFileSync } from 'node:fs'

import { decodeText } from '../inputs/kubeconfig.ts'

/** The trouble of a file that does not exist. */
export const missing = 'there is no such file'

/** The text of a file, or why there is none as the end of a sentence. */
export function readTextFile(path: string): { readonly text: string } | { readonly trouble: string } {
  try {
    return { text: decodeText(readFileSync(path)) }
  } catch (error) {
    switch ((error as { code?: unknown }).code) {
      case 'ENOENT':
      case 'ENOTDIR':
      case 'ENAMETOOLONG':
        return { trouble: missing }
      case 'EISDIR':
        return { trouble: 'it is a folder' }
      case 'EACCES':
      case 'EPERM':
        return { trouble: 'this user of the runner may not read it' }
      default:
        return { trouble: `reading fails (${String((error as { code?: unknown }).code)})` }
    }
  }
}
