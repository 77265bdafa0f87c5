/**
 * A `docker` command that says yes to everything: for runs that are about the Job of a built image, not about its build.
 * The real engine is the cluster tier's.
 */

import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const digest = `sha256:${'d'.repeat(64)}`

const script = (build: string): string => `#!/bin/sh
case "$1 $2" in
  'version --format') echo '{"Server":{"Version":"28.0.0","Os":"linux"}}' ;;
  'buildx '*) exit 1 ;;
  'image inspect') exit 1 ;;
  'build '*)
    ${build}
    while [ "$1" != --iidfile ]; do shift; done
    echo '${digest}' > "$2" ;;
  'push '*) echo 'tag: digest: ${digest} size: 1153' ;;
esac
`

/** Makes the command in a folder. @param build what a build does first, in shell @returns the PATH that finds it first */
export function stubDocker(folder: string, build = ':'): string {
  const bin = join(folder, 'stub-bin')
  mkdirSync(bin, { recursive: true })
  writeFileSync(join(bin, 'docker'), script(build))
  chmodSync(join(bin, 'docker'), 0o755)
  return `${bin}${delimiter}${process.env['PATH'] ?? ''}`
}
