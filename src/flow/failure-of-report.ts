/** What the launcher reported → the failure that a user reads, pointed at the user's own code. Pure. */

import { Failure, type FailureOrigin, type SourceFrame } from '../failure.ts'
import { sentence } from '../lib/sentence.ts'
import { ownFrame, type Home } from './home.ts'
import { missingModule, moduleFix, newerPython, otherPrefect } from './missing-module.ts'
import type { LauncherReport } from './protocol.ts'

type Exception = NonNullable<LauncherReport['exception']>

const longestTitle = 120
const longestCause = 300
/** Frames of the user's own that are shown, the deepest ones. */
const shownFrames = 8
/** Where the launcher itself says what is wrong, its class tells the user nothing. */
const launchersOwn = new Set(['BadParameters', 'FlowNotFound', 'FlowUnsuccessful', 'TooLate'])

/** Makes the failure of a report that is not `succeeded`. @param exitCode that of the container */
export function failureOfReport(report: LauncherReport, exitCode: number, home: Home): Failure {
  const { exception } = report
  const origin = originOf(report, home)
  const why = exception && sentence(`${placeWords(origin.frames?.at(-1))}${exception.type}: ${exception.message}`)
  const said = exception && sentence(exception.message)
  const fix = exception && fixOf(exception, report.state, home)
  switch (report.state) {
    case 'not-found':
      return new Failure('flow-not-found', {
        what: 'The flow was not found in its file.',
        why,
        fix: 'Name the flow in the input flow: path.py:name.'
      })
    case 'too-late':
      return new Failure('queue-timeout', {
        what: 'The pod started too late, so the flow was not run.',
        why: said,
        fix: 'Run again, or raise the input queue-timeout.'
      })
    case 'bad-parameters':
      return new Failure('invalid-input', {
        what: 'The flow does not take the parameters as they are.',
        why: said,
        fix: 'Correct the input parameters.'
      })
    case 'not-importable':
      return new Failure('flow-not-importable', {
        what: notImportable(exception, origin, home),
        why,
        fix: fix ?? 'Fix the error, or add what is missing to python-dependencies or files.',
        ...origin
      })
    default:
      return new Failure('flow-failed', {
        what: `The flow failed with exit code ${exitCode}.`,
        why,
        fix: fix ?? 'The last lines of the log say why.',
        ...origin
      })
  }
}

function originOf({ exception, frames, causes }: LauncherReport, home: Home): FailureOrigin {
  const own = frames.flatMap((frame) => ownFrame(home, frame) ?? []).slice(-shownFrames)
  const place = own.at(-1)
  return {
    place: place && { file: place.file, line: place.line },
    title: exception && !launchersOwn.has(exception.type) ? titleOf(exception, home) : undefined,
    causes: causes.map(({ type, message, frame }) => ({
      text: oneLine(`${type}: ${message}`, longestCause),
      frame: frame && ownFrame(home, frame)
    })),
    frames: own
  }
}

/** GitHub masks the text of an annotation and not its title: what may be a secret does not go there. */
function titleOf({ type, message }: Exception, { hidden }: Home): string {
  const all = [...hidden].sort((a, b) => b.length - a.length)
  const shown = all.reduce((text, value) => text.replaceAll(value, '***'), message)
  return oneLine(message === '' ? type : `${type}: ${shown}`, longestTitle)
}

/** Foreign text as one line without control and format characters. */
function oneLine(text: string, longest: number): string {
  const flat = Array.from(
    text
      .replace(/\s+/gu, ' ')
      .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
      .trim()
  )
  return flat.length > longest ? `${flat.slice(0, longest - 1).join('')}…` : flat.join('')
}

/** Where in the user's repository an error came from. */
function placeWords(frame: SourceFrame | undefined): string {
  if (frame === undefined) return ''
  const inside = frame.function === '<module>' ? '' : `, in ${frame.function}`
  return `At ${frame.file}:${frame.line}${inside}: `
}

const syntaxErrors = new Set(['SyntaxError', 'IndentationError', 'TabError'])

function notImportable(exception: Exception | undefined, { place }: FailureOrigin, home: Home): string {
  const module = exception?.type === 'ModuleNotFoundError' ? missingModule(exception.message) : undefined
  if (module !== undefined) return `The flow imports ${module}, which is not in the image.`
  if (exception !== undefined && syntaxErrors.has(exception.type)) {
    const file =
      place === undefined || place.file === home.flow || home.flow === undefined ? 'The flow file' : place.file
    return `${file} has a syntax error for the Python of the image.`
  }
  return 'The flow file could not be imported.'
}

/** What Python says of code that is written for a newer one. It says `invalid syntax` of many a mistake as well. */
const newerSyntax = /^(?:invalid syntax|f-string|future feature \w+ is not defined)/u
const newerTypes = /^(?:'(?:type|ABCMeta)' object is not subscriptable|unsupported operand type\(s\) for \|: 'type')/u

/** What to do about an exception; undefined where it does not tell. */
function fixOf({ type, message }: Exception, state: LauncherReport['state'], home: Home): string | undefined {
  if (type === 'ModuleNotFoundError') {
    const module = missingModule(message)
    return module === undefined ? undefined : moduleFix(module, home)
  }
  if (type === 'ImportError')
    return /^cannot import name '\w+' from '?prefect\b/u.test(message) ? otherPrefect : undefined
  // a flow that runs already has other reasons for these
  if (state !== 'not-importable') return undefined
  if (syntaxErrors.has(type))
    return newerSyntax.test(message) ? `Correct it, or it is newer Python. ${newerPython}` : 'Correct it.'
  if (type === 'TypeError' && newerTypes.test(message)) return newerPython
  return undefined
}
