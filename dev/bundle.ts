/**
 * Makes dist/ out of src/: `node dev/bundle.ts`. With `--check` it changes nothing and compares dist/ with what it should be,
 * byte by byte: what users run must be what reviewers read.
 *
 * tsc makes build/ (types checked, imports end in .js), Python files go along, ncc makes one entry with lazy chunks.
 * Not minified, no source map: readable code starts no later than minified code, and its diffs can be read.
 */

import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'

import { withLock } from './lock.ts'
import { checkout } from './paths.ts'
import { must } from './run.ts'
import { say, step } from './say.ts'

/** The post step's file: it says which step this is, and runs the bundle. Why state cannot say it: src/runner/entry.ts. */
const postText = `// The post step of the action; made by dev/bundle.ts.
process.env.DOCKER_ON_K8S_POST = '1'
await import('./index.js')
`

const patience = 10 * 60_000

/** Builds `root`/src into the folder `out`, which holds nothing else afterwards. `root`/build is used on the way. */
export async function bundle(root: string, out: string): Promise<void> {
  const build = join(root, 'build')
  const modules = join(root, 'node_modules')
  const node = (args: string[]): Promise<string> =>
    must(join(modules, '.bin/node'), args, { cwd: root, timeout: patience })

  await step('TypeScript to build/', async () => {
    rmSync(build, { recursive: true, force: true })
    await node([join(modules, 'typescript/bin/tsc'), '-p', 'tsconfig.build.json'])
    for (const file of globSync('src/**/*.py', { cwd: root })) {
      const target = join(build, relative('src', file))
      mkdirSync(dirname(target), { recursive: true })
      cpSync(join(root, file), target)
    }
  })
  await step('build/ to one bundle', async () => {
    rmSync(out, { recursive: true, force: true })
    const options = ['--target', 'es2022', '--license', 'licenses.txt', '--no-cache', '--quiet']
    await node([
      join(modules, '@vercel/ncc/dist/ncc/cli.js'),
      'build',
      join(build, 'index.js'),
      '--out',
      out,
      ...options
    ])
    writeFileSync(join(out, 'post.js'), postText)
  })
}

/** What tells two folders apart, one line a file; nothing when every byte is the same. Names are relative to the folders. */
export function differences(actual: string, expected: string): string[] {
  const [there, wanted] = [filesOf(actual), filesOf(expected)]
  return [...new Set([...there, ...wanted])].sort().flatMap((file) => {
    if (!wanted.has(file)) return [`${file}: should not be there`]
    if (!there.has(file)) return [`${file}: is missing`]
    const [is, should] = [readFileSync(join(actual, file)), readFileSync(join(expected, file))]
    return is.equals(should) ? [] : [`${file}: differs, first in line ${firstDifferentLine(is, should)}`]
  })
}

function filesOf(folder: string): Set<string> {
  if (!existsSync(folder)) return new Set()
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory())
  return new Set(entries.map((entry) => relative(folder, join(entry.parentPath, entry.name))))
}

function firstDifferentLine(one: Buffer, other: Buffer): number {
  let line = 1
  for (let at = 0; at < Math.min(one.length, other.length) && one[at] === other[at]; at += 1)
    if (one[at] === 10) line += 1
  return line
}

/**
 * The command line: builds, or checks with `--check` (and leaves what dist/ should be in the folder after `--keep`).
 * @returns the exit code.
 */
async function main(args: readonly string[]): Promise<number> {
  const root = checkout()
  const dist = join(root, 'dist')
  const keep = args.includes('--keep') ? args[args.indexOf('--keep') + 1] : undefined
  const temp = mkdtempSync(join(tmpdir(), 'docker-on-k8s-dist-'))
  try {
    const built = keep ?? join(temp, 'dist')
    await withLock('bundle', () => bundle(root, built))
    if (!args.includes('--check')) {
      rmSync(dist, { recursive: true, force: true })
      cpSync(built, dist, { recursive: true })
      return 0
    }
    const found = differences(dist, built)
    if (found.length === 0) {
      say('dist/ is what src/ builds to.')
      return 0
    }
    say(`dist/ is not what src/ builds to:\n${found.map((line) => `  ${line}`).join('\n')}`)
    say('Run `npm run build` and commit dist/ together with the change of src/.')
    return 1
  } finally {
    rmSync(temp, { recursive: true, force: true })
  }
}

if (import.meta.main) {
  process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
    say(`dist/ could not be built. ${error instanceof Error ? error.message : String(error)}`)
    return 1
  })
}
