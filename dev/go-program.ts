import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'

import { findGo, versionsIn } from './cluster-binary.ts'
import { cacheDir, checkout, folder } from './paths.ts'
import { withLock } from './processes.ts'
import { must } from './run.ts'
import { step } from './say.ts'

/** A program that is built with Go. */
export interface GoProgram {
  /** Folder beside this file with its go.mod, and name of the program. */
  readonly name: 'kubectl' | 'buildkitd'
  readonly package: string
  /** The module whose version tells which one it is. */
  readonly module: string
}

/** The kubectl of the cluster's own version: one on the PATH may be older, or a wrapper that costs time. */
export const kubectl: GoProgram = { name: 'kubectl', package: '.', module: 'k8s.io/kubectl' }
/** BuildKit as a process of its own. */
export const buildkitd: GoProgram = {
  name: 'buildkitd',
  package: 'github.com/moby/buildkit/cmd/buildkitd',
  module: 'github.com/moby/buildkit'
}

/** The program's path and version; built once for all checkouts, which takes some minutes. */
export async function goProgram(program: GoProgram): Promise<{ path: string; version: string }> {
  const source = join(checkout(), 'dev', program.name)
  const goMod = readFileSync(join(source, 'go.mod'), 'utf8')
  const version = new RegExp(`${program.module.replaceAll('.', '\\.')} v(\\S+)`, 'u').exec(goMod)?.[1]
  if (version === undefined) throw new Error(`${source}/go.mod names no version of ${program.module}.`)
  const hash = createHash('sha256').update(process.arch).update(goMod).digest('hex').slice(0, 8)
  const path = join(folder(cacheDir(), 'programs', `${program.name}-${version}-${hash}`), program.name)
  if (existsSync(path)) return { path, version }
  await withLock(
    `program-${program.name}`,
    () => step(`${program.name} ${version} with Go (once)`, () => build(program, source, path)),
    { dir: cacheDir() }
  )
  return { path, version }
}

async function build(program: GoProgram, source: string, path: string): Promise<void> {
  if (existsSync(path)) return // built while we waited
  const { kubernetes, go: wanted } = versionsIn(readFileSync(join(checkout(), 'dev/cluster/go.mod'), 'utf8'))
  const go = findGo(wanted)
  const flags = `-s -w -X k8s.io/component-base/version.gitVersion=v${kubernetes}`
  const args = ['build', '-trimpath', '-buildvcs=false', '-ldflags', flags, '-o', `${path}.new`, program.package]
  await must(go.command, args, { cwd: source, env: { ...go.env, GOFLAGS: '', GOWORK: 'off' }, timeout: 20 * 60_000 })
  renameSync(`${path}.new`, path)
}
