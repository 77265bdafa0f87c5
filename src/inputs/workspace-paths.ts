/** `source` and `requirements`: paths in the workspace, as far as their text tells. Nothing is looked up here. */

import { posix } from 'node:path'

import { hasControlCharacters, notAccepted, type Report } from './problems.ts'

/** A folder of the workspace, or undefined after a report. */
export function parseSource(text: string, report: Report): string | undefined {
  const accepted = 'one folder of the workspace, such as . or src'
  const hint = text.endsWith('.py')
    ? 'The flow itself is given as flow; source is the folder that goes along.'
    : problemOf(text)
  if (hint === undefined) return text
  report(notAccepted(text, accepted, hint))
  return undefined
}

/** Files that describe dependencies in a form that pip does not read with `-r`, and what to do with them. */
const others: readonly (readonly [RegExp, string])[] = [
  [
    /(?:^|\/)(?:pyproject\.toml|setup\.(?:py|cfg))$/,
    'To install a project, name a requirements file with the line "-e ." or ".".'
  ],
  [/(?:^|\/)poetry\.lock$/, 'Export it before this step: poetry export -o requirements.txt.'],
  [/(?:^|\/)uv\.lock$/, 'Export it before this step: uv export -o requirements.txt.'],
  [/(?:^|\/)Pipfile(?:\.lock)?$/, 'Export it before this step: pipenv requirements > requirements.txt.'],
  [/\.ya?ml$/, 'Conda environments cannot be installed by pip; list the packages in a requirements file.']
]

/** A requirements file of the workspace, or undefined after a report. */
export function parseRequirements(text: string, report: Report): string | undefined {
  const accepted = 'the path of one requirements file in the workspace, such as requirements.txt'
  const hint =
    others.find(([pattern]) => pattern.test(text))?.[1] ??
    (/^[\w.-]+(?:\[[\w,-]+\])?\s*(?:[=<>~!]=|[<>])/.test(text)
      ? 'Requirements themselves go into python-dependencies.'
      : problemOf(text))
  if (hint === undefined) return text
  report(notAccepted(text, accepted, hint))
  return undefined
}

function problemOf(path: string): string | undefined {
  if (hasControlCharacters(path)) return 'A path stands on one line, without control characters.'
  if (path.includes('\\')) return 'Paths are written with /.'
  const normal = posix.normalize(path)
  return normal === '..' || normal.startsWith('../') ? 'It leaves the workspace.' : undefined
}
