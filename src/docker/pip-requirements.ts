/** What pip says of the requirements themselves: lines, files, hashes, and what a requirement points to. Pure. */

import { pythonName } from './pip-python.ts'
import {
  allDependencies,
  firstMatch,
  hostOf,
  notInstallable,
  oneDependency,
  packageOf,
  part,
  readRequirement,
  type PipExplanation,
  type PipFacts
} from './pip-text.ts'

export function explainRequirements(lines: readonly string[], facts: PipFacts): PipExplanation | undefined {
  return (
    explainFile(lines) ??
    explainLine(lines) ??
    explainHashes(lines) ??
    explainWheel(lines, facts) ??
    explainFolder(lines) ??
    explainGit(lines) ??
    explainSystemPackage(lines)
  )
}

function explainFile(lines: readonly string[]): PipExplanation | undefined {
  const [, kind, path] =
    firstMatch(
      lines,
      /^(?:ERROR: )?Could not open (requirements|constraint) file: .*No such file or directory: '([^']+)'/u
    ) ?? []
  if (kind === undefined || path === undefined) return undefined
  return notInstallable(
    allDependencies,
    `A requirement names the file ${part(path)}, and it is not in the image.`,
    'Put the lines of that file into python-dependencies itself.'
  )
}

const writeSo = 'Write python-dependencies as pip requirements, one a line, such as pandas==2.2.3.'

/** `(from line 2 of /opt/…/requirements.txt)`, which stands in the line of the message or in one of the next. */
function place(lines: readonly string[]): string {
  const number = firstMatch(lines, /\(from line (\d+) of /u)?.[1]
  return number === undefined ? '' : ` (line ${number})`
}

function explainLine(lines: readonly string[]): PipExplanation | undefined {
  const option = firstMatch(lines, /^\S+: error: no such option: (\S+)/u)?.[1]
  if (option !== undefined) {
    return notInstallable(
      allDependencies,
      `pip has no option ${part(option)}.`,
      `Correct or remove the line with ${part(option)} in python-dependencies.`
    )
  }
  const [, text] = firstMatch(lines, /^(?:ERROR: )?Invalid requirement: '(.+?)'(?::| \(from|$)/u) ?? []
  const quoted = text === undefined ? undefined : part(text)
  if (quoted !== undefined) {
    const missing = firstMatch(lines, /It looks like a path\. File '([^']+)' does not exist/u)
    if (missing !== undefined) {
      return notInstallable(
        oneDependency(quoted),
        `The path ${quoted}${place(lines)} does not exist in the image.`,
        'Correct the path.'
      )
    }
    const hint = firstMatch(lines, /^Hint: (= is not a valid operator\. Did you mean == \?)/u)
    const why = `"${quoted}"${place(lines)} is not a requirement that pip understands`
    // ...nor does a single = compare
    return hint === undefined && !/^[\w.[\]-]+ ?=[^=]/u.test(quoted)
      ? notInstallable(allDependencies, `${why}.`, writeSo)
      : notInstallable(
          allDependencies,
          `${why}: a version is given with ==, not with =.`,
          `Write ${quoted.replace(/ ?= ?/u, '==')}.`
        )
  }
  const editable = firstMatch(
    lines,
    /(?:ERROR: )?(\S+) (?:is not a valid editable requirement|should either be a path to a local project)/u
  )?.[1]
  if (editable === undefined) return undefined
  return notInstallable(
    oneDependency(part(editable)),
    `"-e ${part(editable)}" is neither a folder with a Python project nor an address such as git+https://….`,
    'Write the requirement without -e.'
  )
}

function explainHashes(lines: readonly string[]): PipExplanation | undefined {
  const below = (heading: RegExp): string | undefined => {
    const at = lines.findIndex((line) => heading.test(line))
    const line = at === -1 ? undefined : lines.slice(at + 1).find((next) => next.trim() !== '')
    return line === undefined ? undefined : part(line.trim().replace(/ from \S.*$| --hash=.*$| \(from .*$/u, ''))
  }
  const unpinned = below(/In --require-hashes mode, all requirements must have their versions pinned/u)
  if (unpinned !== undefined) {
    return notInstallable(
      oneDependency(unpinned),
      `Other requirements have a --hash, so ${packageOf(unpinned)} must be pinned with == and have one as well.`,
      `Add ${packageOf(unpinned)}==VERSION --hash=sha256:… to python-dependencies, as pip-compile --generate-hashes writes it.`
    )
  }
  const missing = below(/Hashes are required in --require-hashes mode, but they are missing/u)
  if (missing !== undefined) {
    return notInstallable(
      oneDependency(missing),
      `Other requirements have a --hash, so ${packageOf(missing)} must have one as well.`,
      `Add a --hash to ${packageOf(missing)}, as pip-compile --generate-hashes writes it.`
    )
  }
  const different = below(/THESE PACKAGES DO NOT MATCH THE HASHES/u)
  if (different === undefined) return undefined
  return notInstallable(
    oneDependency(different),
    `The file that the package index gave for ${different} does not have the hash that python-dependencies asks for.`,
    'Check whether the hash belongs to this version; if it does, the file was changed on its way and must not be used.'
  )
}

function explainWheel(lines: readonly string[], facts: PipFacts): PipExplanation | undefined {
  const name = firstMatch(lines, /(\S+\.whl) is not a supported wheel on this platform/u)?.[1]
  if (name === undefined) return undefined
  return notInstallable(
    oneDependency(part(name)),
    `This wheel is for another Python or another platform than the base image's (${pythonName(facts)}).`.replace(
      ' (this Python)',
      ''
    ),
    'Choose the wheel that fits, name package and version instead, or set another base-image.'
  )
}

function explainFolder(lines: readonly string[]): PipExplanation | undefined {
  const text =
    firstMatch(lines, /^(?:ERROR: )?(.+) does not appear to be a Python project: neither/u)?.[1] ??
    firstMatch(lines, /^(?:ERROR: )?Directory '([^']+)' is not installable\./u)?.[1] ??
    firstMatch(lines, /File "setup\.py" not found.*Directory cannot be installed in editable mode: (\S+)/u)?.[1]
  if (text === undefined) return undefined
  const path = readRequirement(text).requirement.replace(/^file:\/\//u, '')
  return notInstallable(
    oneDependency(path),
    `The folder ${path} of the image has neither pyproject.toml nor setup.py.`,
    'Correct the path, or name a package of the index.'
  )
}

function explainGit(lines: readonly string[]): PipExplanation | undefined {
  const collecting = firstMatch(lines, /^(?:Collecting|Obtaining) (?:\S+ @ |\S+ from )?((?:git|hg|svn|bzr)\+\S+)/u)?.[1]
  const what = collecting === undefined ? allDependencies : oneDependency(part(collecting))
  const program = firstMatch(lines, /Cannot find command '?(git|hg|svn|bzr)/u)?.[1]
  if (program !== undefined) {
    return notInstallable(
      what,
      `The requirement is fetched with ${program}, and the base image has no ${program}.`,
      `Choose a base-image with ${program} (python:3.13 has git, python:3.13-slim has not), or depend on a released version.`
    )
  }
  if (
    !lines.some((line) =>
      /^ *(?:Running command )?git (?:clone|fetch|checkout)|× git |Running command git /u.test(line)
    )
  )
    return undefined
  const fatal = firstMatch(
    lines,
    /^ *(?:fatal|error): (.*(?:unable to access|could not read|Authentication failed|not found|pathspec|couldn't find remote ref).*)$/u
  )?.[1]
  if (fatal === undefined) return undefined
  const host = hostOf(/\w+:\/\/[^\s']+/u.exec(fatal)?.[0] ?? '') ?? 'the server'
  if (
    /could not read|Authentication failed|The requested URL returned error: 40[13]|repository .*not found/iu.test(fatal)
  ) {
    return notInstallable(
      what,
      `${host} refuses access to the repository, or has no such one.`,
      'Check the address; for a private repository, give the login through build-secrets, for example as netrc.'
    )
  }
  if (/pathspec|remote ref/u.test(fatal)) {
    return notInstallable(
      what,
      `The repository does not have the branch, tag or commit that is asked for: ${part(fatal)}.`,
      'Correct what follows the @ in the requirement.'
    )
  }
  return {
    reason: 'package-index-unavailable',
    what,
    why: `git cannot reach ${host}: ${part(fatal.replace(/^unable to access '[^']*': /u, ''))}.`,
    fix: `Run the workflow again; if it stays, check that the builder reaches ${host}.`
  }
}

function explainSystemPackage(lines: readonly string[]): PipExplanation | undefined {
  const name =
    firstMatch(lines, /Cannot uninstall '?([\w.-]+)'?(?: [\w.]+)?, RECORD file not found/u)?.[1] ??
    firstMatch(lines, /Cannot uninstall '([^']+)'\. It is a distutils installed project/u)?.[1]
  if (name === undefined) return undefined
  return notInstallable(
    allDependencies,
    `The base image has a ${part(name)} of its Linux distribution, which pip cannot replace.`,
    'Choose a base-image with a Python of its own, such as python:3.13-slim.'
  )
}
