/**
 * What the runner makes of an action's output, line by line: commands are carried out, secrets hidden, the rest shown
 * (actions/runner 2.336, ActionCommandManager.cs). Pure: lines in, shown lines out, everything noted.
 */

import { parseCommand, type WorkflowCommand } from './command-syntax.ts'
import { createMasks, type Masks } from './masks.ts'

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  /** Secrets hidden, cut at 4096 characters as the runner does. */
  readonly message: string
  readonly file: string | undefined
  readonly line: number | undefined
  readonly title: string | undefined
  /** False for the eleventh of a level: it stands in the log, but GitHub shows no annotation. */
  readonly isShown: boolean
}

/** Everything that commands did, growing as lines are read. */
export interface Effects {
  readonly executedCommands: WorkflowCommand[]
  readonly annotations: Annotation[]
  readonly groups: string[]
  /** From `set-output` and `save-state` commands; the files of the same purpose are read after the process has ended. */
  readonly outputs: Map<string, string>
  readonly state: Map<string, string>
  /** Commands that could not be carried out; each fails the step. */
  readonly errors: string[]
  readonly masks: Masks
}

export interface LogReader {
  readonly effects: Effects
  /** Reads one line of output; returns what the log shows for it, possibly nothing. */
  read(line: string): string[]
  /** Notes an error of the runner itself; returns what the log shows for it. */
  fail(message: string): string[]
}

const maxAnnotationsOfALevel = 10
const maxAnnotationLength = 4096

const stopCommands = 'stop-commands'
const knownCommands = new Set([
  stopCommands,
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'warning'
])

/** The commands whose own line is never echoed (`OmitEcho`). */
const silent = new Set(['add-mask', 'debug', 'error', 'notice', 'warning'])

/** Starts reading the output of one process. `secrets` are hidden from the first line on, as `secrets.X` of a workflow are. */
export function createLogReader(options: { secrets?: readonly string[]; isDebug?: boolean } = {}): LogReader {
  const masks = createMasks()
  for (const secret of options.secrets ?? []) addMask(masks, secret)
  const effects: Effects = {
    executedCommands: [],
    annotations: [],
    groups: [],
    outputs: new Map(),
    state: new Map(),
    errors: [],
    masks
  }
  let stopToken: string | undefined
  let echoes = false

  const isKnown = (name: string): boolean => {
    const lower = name.toLowerCase()
    return knownCommands.has(lower) || (stopToken !== undefined && lower === stopToken.toLowerCase())
  }
  const show = (text: string): string[] => masks.apply(text).split('\n')
  const annotate = (level: Annotation['level'], command: Pick<WorkflowCommand, 'data' | 'properties'>): string[] => {
    const annotation = toAnnotation(command, level, masks)
    const isShown = effects.annotations.filter((other) => other.level === level).length < maxAnnotationsOfALevel
    effects.annotations.push({ ...annotation, isShown })
    return show(`##[${level}]${annotation.message}`)
  }
  const fail = (message: string): string[] => {
    effects.errors.push(message)
    return annotate('error', { data: message, properties: {} })
  }

  const stop = (line: string, token: string): string[] => {
    if (token === '' || knownCommands.has(token.toLowerCase()) || token.toLowerCase() === 'pause-logging') {
      throw new Error('Invalid stop token: it must be a random word of its own.')
    }
    stopToken = token
    if (token.length > 6) masks.hide(token)
    return show(line)
  }

  const carryOut = (line: string, command: WorkflowCommand): string[] => {
    const name = command.name.toLowerCase()
    const echoed = echoes && !silent.has(name) ? show(line) : []
    switch (name) {
      case 'add-mask':
        if (command.data.trim() === '')
          return show("##[warning]Can't add secret mask for empty string in ##[add-mask] command.")
        addMask(masks, command.data)
        return echoes ? ['::add-mask::***'] : []
      case 'debug':
        return options.isDebug ? show(`##[debug]${command.data}`) : []
      case 'error':
      case 'warning':
      case 'notice':
        return annotate(name, command)
      case 'group':
        effects.groups.push(command.data)
        return [...echoed, ...show(`##[group]${command.data}`)]
      case 'endgroup':
        return [...echoed, '##[endgroup]']
      case 'set-output':
        effects.outputs.set(required(command, 'name'), command.data)
        return echoed
      case 'save-state':
        effects.state.set(required(command, 'name'), command.data)
        return echoed
      case 'echo':
        echoes = onOrOff(command.data)
        return echoed
      case 'set-env':
      case 'add-path':
        throw new Error(`The \`${name}\` command is disabled.`)
      default:
        return echoed // add-matcher, remove-matcher: noted, nothing is matched here
    }
  }

  return {
    effects,
    fail,
    read(line) {
      const command = parseCommand(line, isKnown)
      if (command === undefined) return show(line)
      if (stopToken !== undefined) {
        // While commands are stopped every one is shown raw, `add-mask` included; only the token ends that.
        if (command.name.toLowerCase() !== stopToken.toLowerCase()) return show(line)
        stopToken = undefined
        return show(line)
      }
      effects.executedCommands.push(command)
      try {
        return command.name.toLowerCase() === stopCommands ? stop(line, command.data) : carryOut(line, command)
      } catch (error) {
        return fail(
          `Unable to process command '${line}' successfully. ${error instanceof Error ? error.message : String(error)}`
        )
      }
    }
  }
}

/** A mask holds for the whole value and for each of its lines (AddMaskCommandExtension). */
function addMask(masks: Masks, value: string): void {
  masks.add(value)
  for (const line of value.split(/[\r\n]/u)) masks.add(line.trim())
}

function toAnnotation(
  command: Pick<WorkflowCommand, 'data' | 'properties'>,
  level: Annotation['level'],
  masks: Masks
): Omit<Annotation, 'isShown'> {
  const line = Number.parseInt(command.properties['line'] ?? '', 10)
  return {
    level,
    message: masks.apply(command.data).slice(0, maxAnnotationLength),
    file: command.properties['file'],
    line: Number.isNaN(line) ? undefined : line,
    title: command.properties['title']
  }
}

function required(command: WorkflowCommand, key: string): string {
  const value = command.properties[key]
  if (value === undefined) throw new Error(`Required field '${key}' is missing in ##[${command.name}] command.`)
  return value
}

function onOrOff(word: string): boolean {
  const upper = word.trim().toUpperCase()
  if (upper !== 'ON' && upper !== 'OFF') throw new Error(`Invalid echo command value '${word}'.`)
  return upper === 'ON'
}
