import { createHash } from 'node:crypto'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'

/**
 * Writes a program's configuration under a name that holds a hash of it: another configuration makes another command
 * line, so that `ensure` starts the program anew. `name` as `containerd.toml`; older ones go. Gives the path.
 */
export function writeConfigFile(dir: string, name: string, content: string): string {
  const extension = extname(name)
  const stem = name.slice(0, -extension.length)
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 8)
  const file = `${stem}-${hash}${extension}`
  const older = new RegExp(`^${stem}-[0-9a-f]{8}\\${extension}$`)
  for (const each of readdirSync(dir)) if (each !== file && older.test(each)) rmSync(join(dir, each))
  writeFileSync(join(dir, file), content, { mode: 0o600 })
  return join(dir, file)
}
