/** What a container of a soak run does: writes, waits, and ends. Made from a seed, turned into Python. */

import type { Random } from './random.ts'

export type Step =
  /** Numbered lines, so that one that is missing or repeated can be named. */
  | { readonly do: 'lines'; readonly count: number; readonly width: number }
  /** One long line of the same bytes again and again: the node keeps it in pieces, which may end within a character. */
  | { readonly do: 'long-line'; readonly hex: string; readonly times: number }
  /** Bytes as they are, in hexadecimal. */
  | { readonly do: 'bytes'; readonly hex: string }
  | { readonly do: 'pause'; readonly ms: number }
  /** The value of the secret, which must not be seen. */
  | { readonly do: 'secret' }

export interface Program {
  readonly steps: readonly Step[]
  readonly exitCode: number
  /** `deaf`: as process 1 without a handler it does not hear SIGTERM. */
  readonly onTerm: 'deaf' | 'exit-0' | 'exit-3'
}

/** What a program writes when it is told to end: the judge's proof that it did not end by itself. */
export const termMark = 'soak: told to end'

/** Milliseconds that it takes by itself, its start aside. */
export function lengthOf({ steps }: Program): number {
  return steps.reduce((sum, step) => sum + (step.do === 'pause' ? step.ms : 0), 0)
}

const hex = (text: string): string => Buffer.from(text, 'latin1').toString('hex')

const oddities = [
  hex('no end of line'),
  hex('\n\n\n'),
  hex('first\rsecond\r\n'),
  hex('nul\0nul\n'),
  'fffec3280a',
  hex('::error::not a command\n'),
  hex(`${'long '.repeat(5_000)}\n`),
  hex(' leading and trailing \t \n')
]

const exitCodes = [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 42, 126, 127, 130, 137, 143, 255]

function makeStep(random: Random): Step {
  switch (random.int(0, 9)) {
    case 0:
    case 1:
    case 2:
      return { do: 'lines', count: random.int(1, 30), width: random.int(0, 200) }
    case 3:
      return { do: 'lines', count: random.pick([500, 3_000, 20_000]), width: random.int(0, 60) }
    case 4:
    case 5:
    case 6:
      return { do: 'bytes', hex: random.pick(oddities) }
    default:
      return { do: 'pause', ms: random.pick([5, 50, 300, 1_000, 1_500]) }
  }
}

export function makeProgram(random: Random, hasSecret: boolean): Program {
  const steps: Step[] = Array.from({ length: random.int(0, 7) }, () => makeStep(random))
  if (hasSecret) steps.splice(random.int(0, steps.length), 0, { do: 'secret' })
  return { steps, exitCode: random.pick(exitCodes), onTerm: random.pick(['deaf', 'exit-0', 'exit-3']) }
}

/**
 * What came to the model later, put into one program in eight: from dice of its own, so that the seeds of old cases stay
 * the runs they were.
 */
export function withLaterSteps(program: Program, dice: Random): Program {
  if (!dice.chance(0.125)) return program
  const step: Step = dice.chance(0.5)
    ? { do: 'long-line', hex: hex('y'), times: dice.int(100_000, 3_000_000) }
    : { do: 'long-line', hex: Buffer.from('größer als 10 € 🙂 ').toString('hex'), times: dice.int(1_000, 50_000) }
  const steps = [...program.steps]
  steps.splice(dice.int(0, steps.length), 0, step)
  return { ...program, steps }
}

/** The program in Python 3. @param secretName the variable with the secret */
export function pythonOf({ steps, exitCode, onTerm }: Program, secretName: string): string {
  const lines = [
    'import os,signal,time',
    'def w(b):',
    ' while b: b=b[os.write(1,b):]',
    'n=0',
    'def lines(c,v):',
    ' global n',
    ' for _ in range(c):',
    "  w(b'%07d %s\\n'%(n,b'x'*v)); n+=1"
  ]
  if (onTerm !== 'deaf') {
    const code = onTerm === 'exit-0' ? 0 : 3
    lines.push(`def t(*_): w(b'${termMark}\\n'); os._exit(${code})`, 'signal.signal(signal.SIGTERM,t)')
  }
  // each text once: a whole program must fit into one variable of the environment (128 KiB)
  const texts = [...new Set(steps.flatMap((step) => ('hex' in step ? [step.hex] : [])))]
  for (const [index, text] of texts.entries()) lines.push(`b${index}=bytes.fromhex('${text}')`)
  for (const step of steps) {
    if (step.do === 'lines') lines.push(`lines(${step.count},${step.width})`)
    else if (step.do === 'long-line') lines.push(`w(b${texts.indexOf(step.hex)}*${step.times}+b'\\n')`)
    else if (step.do === 'bytes') lines.push(`w(b${texts.indexOf(step.hex)})`)
    else if (step.do === 'pause') lines.push(`time.sleep(${step.ms / 1000})`)
    else lines.push(`w(b'it is '+os.environb[b'${secretName}']+b'\\n')`)
  }
  lines.push(`os._exit(${exitCode})`)
  return lines.join('\n')
}
