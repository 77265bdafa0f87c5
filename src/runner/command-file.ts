/**
 * The files through which a step hands values to its runner: outputs and state (actions/runner, FileCommandManager.cs). Our own,
 * because the toolkit's way to them loads a whole HTTP client at each start, and prints past our writer where there is no file.
 */

import { randomUUID } from 'node:crypto'
import { appendFileSync } from 'node:fs'

/** Which of the files, as the runner's variables call it. */
export type CommandFile = 'GITHUB_OUTPUT' | 'GITHUB_STATE'

/**
 * Appends a value of any text, written when this returns; of two for one name the later one counts. Outside a runner, where
 * there is no such file, it does nothing. @throws what the file system says
 */
export function appendValue(file: CommandFile, name: string, value: string, env: NodeJS.ProcessEnv): void {
  const path = env[file]
  // a delimiter that nobody can guess: no value can end its own block and begin another
  const delimiter = `value-${randomUUID()}`
  if (path) appendFileSync(path, `${name}<<${delimiter}\n${value}\n${delimiter}\n`)
}
