/** A dependency that has no wheel for this Python, and cannot be built in the image either. Pure. */

import { pythonName, pythonOf } from './pip-python.ts'
import {
  firstMatch,
  isSamePackage,
  notInstallable,
  packageOf,
  part,
  type PipExplanation,
  type PipFacts
} from './pip-text.ts'

const buildFailure =
  /metadata-generation-failed|failed-wheel-build|Failed building wheel for|Failed to build '|Could not build wheels|subprocess-exited-with-error|Command errored out with exit status|legacy-install-failure|^ *(?:Building wheel|Running setup\.py|Preparing metadata|Getting requirements to build wheel).*finished with status 'error'|failed with error code \d+ in \S*\/pip-/u

/** Whether pip failed while it built a package from source. */
export function isBuildFailure(lines: readonly string[]): boolean {
  return lines.some((line) => buildFailure.test(line))
}

/** Whether what failed is a second pip, which pip starts to install what a package needs for being built. */
export function isBuildDependencyFailure(lines: readonly string[]): boolean {
  return lines.some((line) =>
    /Installing build dependencies: finished with status 'error'|× (?:pip subprocess to install build dependencies|installing build dependencies.*) did not run/u.test(
      line
    )
  )
}

export function explainBuild(lines: readonly string[], facts: PipFacts): PipExplanation | undefined {
  const start = lines.findIndex((line) => buildFailure.test(line))
  if (start === -1) return undefined
  const source = lastSource(lines.slice(0, start))
  const name = failedPackage(lines) ?? source?.name
  if (name === undefined) return undefined

  const renamed = firstMatch(lines, /The '([\w.-]+)' PyPI package is deprecated, use '([\w.-]+)'/u)
  if (renamed?.[1] !== undefined && renamed[2] !== undefined) {
    return notInstallable(
      couldNotBuild(name),
      `The package ${renamed[1]} is deprecated; its successor is ${renamed[2]}.`,
      `Write ${renamed[2]} instead of ${renamed[1]}; if no line of yours names it, one of your dependencies does.`
    )
  }
  const title = source !== undefined && isSamePackage(source.name, name) ? `${name} ${source.version}` : name
  const noWheel = `pip found no ready-made wheel of ${title} for ${pythonName(facts)}, and building it`
  const missing = missingPart(lines)
  if (missing === undefined) {
    const last = lastError(lines.slice(start))
    const why = last === undefined ? `${noWheel} failed.` : `${noWheel} failed: ${last}.`
    return notInstallable(
      couldNotBuild(title),
      why.replace(/\.+$/u, '.'),
      `Choose a version of ${name} that has a wheel for ${pythonName(facts)}, or a base-image with the Python that it was made for.`
    )
  }
  const why = `${noWheel} needs ${missing.says}, which the base image does not have.`
  return notInstallable(couldNotBuild(title), why, fixFor(name, missing, facts))
}

function couldNotBuild(title: string): string {
  return `The dependency ${title} could not be built.`
}

/** The package that pip says it failed to build, in the words of pip 18 to 26. */
function failedPackage(lines: readonly string[]): string | undefined {
  const patterns = [
    /Failed building wheel for (\S+)/u,
    /Failed to build '([^']+)' when/u,
    /(?:Building wheel|Running setup\.py \w+) for (\S+)(?: \([^)]*\))?: finished with status 'error'/u,
    /^WARNING: Discarding \S*\/([^/\s#]+?)-\d[^/\s-]*\.(?:tar\.gz|zip)\b/u,
    /failed with error code \d+ in \S*\/pip-[\w-]+\/([^/\s]+)\/?/u
  ]
  for (const pattern of patterns) {
    const name = firstMatch(lines, pattern)?.[1]
    if (name !== undefined) return part(packageOf(name))
  }
  return undefined
}

/** The archive of sources that pip fetched last. */
function lastSource(lines: readonly string[]): { readonly name: string; readonly version: string } | undefined {
  const archive =
    /^ *(?:Downloading|Using cached|Processing) (?:\S*\/)?([A-Za-z0-9][\w.-]*?)-(\d[\w.+!]*)\.(?:tar\.gz|tar\.bz2|zip)\b/u
  const [, name, version] = archive.exec(lines.findLast((line) => archive.test(line)) ?? '') ?? []
  return name === undefined || version === undefined ? undefined : { name, version }
}

interface Missing {
  /** In the sentence. */
  readonly says: string
  /** `full`: in the large official Python images, but not in the slim ones; `other`: in neither. */
  readonly where: 'full' | 'other'
}

const compilers = '(?:[\\w.]+-)*(?:gcc|g\\+\\+|cc|c\\+\\+|clang)(?:-\\d+)?'
/** Programs of the large official images: these come from Debian's buildpack-deps. */
const fullPrograms = new Set([
  'pg_config',
  'mysql_config',
  'mariadb_config',
  'make',
  'pkg-config',
  'git',
  'curl-config',
  'xml2-config',
  'xslt-config',
  'krb5-config'
])
const programs =
  '[A-Za-z][\\w+-]*-config|[a-z]\\w*_config|make|cmake|ninja|gfortran|swig|javac?|npm|node|nvcc|git|pkg-config|go|bazel'

/** Most telling first: a warning about a program that is not there is no failure yet. */
const missingPatterns: readonly (readonly [pattern: RegExp, found: (name: string) => Missing])[] = [
  [
    /can't find (Rust) compiler|(?:is rustc installed|rustc: (?:command )?not found)/u,
    () => ({ says: 'a Rust compiler (rustc)', where: 'other' })
  ],
  [
    /(Cargo), the Rust package manager, is not installed|No such file or directory: '(?:cargo|rustc)'/u,
    () => ({ says: 'a Rust compiler (cargo)', where: 'other' })
  ],
  [
    new RegExp(
      `No such file or directory: '(${compilers})'|unable to execute '(${compilers})': No such file|command '(${compilers})' failed: No such file|Unknown compiler\\(s\\)|No CMAKE_C(?:XX)?_COMPILER could be found|Broken toolchain: cannot link|no acceptable C compiler`,
      'u'
    ),
    (name) => ({
      says: name === '' ? 'a C compiler' : `a C compiler (${name.replace(/^.*-linux-(?:gnu|musl)\w*-/u, '')})`,
      where: 'full'
    })
  ],
  [
    /fatal error: ((?:Python|pyconfig|patchlevel)\.h): No such file/u,
    (name) => ({ says: `Python's header files (${name})`, where: 'full' })
  ],
  [
    /fatal error: ([\w./+-]+\.h(?:pp|h)?): No such file/u,
    (name) => ({ says: `the header file ${name}`, where: 'full' })
  ],
  [/cannot find -l([\w+.-]+)/u, (name) => ({ says: `the library lib${name}`, where: 'full' })],
  [
    /(?:CMake executable is|Problem with the CMake installation)|CMake must be installed|Could not find CMake/iu,
    () => ({ says: 'cmake', where: 'other' })
  ],
  [
    new RegExp(
      `(?:Error: |OSError: )(${programs}) (?:executable )?not found|No such file or directory: '(${programs})'|unable to execute '(${programs})'|command '(${programs})' failed: No such file`,
      'u'
    ),
    programFound
  ],
  [new RegExp(`\\bsh: (?:\\d+: |line \\d+: )?(${programs}): (?:command )?not found`, 'u'), programFound]
]

function programFound(name: string): Missing {
  return { says: name, where: fullPrograms.has(name) ? 'full' : 'other' }
}

function missingPart(lines: readonly string[]): Missing | undefined {
  for (const [pattern, found] of missingPatterns) {
    const match = firstMatch(lines, pattern)
    if (match !== undefined) return found(match.slice(1).find(Boolean) ?? '')
  }
  return undefined
}

function fixFor(name: string, missing: Missing, facts: PipFacts): string {
  const first = isSamePackage(name, 'psycopg2')
    ? 'Depend on psycopg2-binary instead, or choose'
    : `Choose a version of ${name} that has a wheel for ${pythonName(facts)}, or`
  // the large images have it and do not help: then this one is one of them only by its name
  const isFull = pythonOf(facts) !== undefined && !/slim|alpine/u.test(facts.baseImage)
  const example =
    missing.where === 'full' && !isFull ? `, such as python:${pythonOf(facts) ?? '3.13'} without -slim` : ''
  return `${first} a base-image that has ${missing.says}${example}.`
}

/** The last thing that the build itself called an error, such as `RuntimeError: …`. */
function lastError(lines: readonly string[]): string | undefined {
  const end = lines.findIndex((line) => line.trim() === '[end of output]')
  const error = /^ *((?:[\w.]+\.)?\w*(?:Error|Exception): .+|[Ee]rror: .+)$/u
  const found = lines
    .slice(0, end === -1 ? lines.length : end)
    .findLast((line) => error.test(line) && !/subprocess-exited-with-error|^ *ERROR: /u.test(line))
  const text = found === undefined ? undefined : error.exec(found)?.[1]
  return text === undefined ? undefined : part(text)
}
