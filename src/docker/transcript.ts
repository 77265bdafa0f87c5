/** Reads the output of a build or a push: which part of it failed, and which lines say why. Pure. */

/** The part of the work that failed. */
export type FailedPart =
  /** Finding or pulling the base image. */
  | 'base'
  /** A pip step. */
  | 'pip'
  /** Running the launcher in the finished image, which loads the flow. */
  | 'health-check'
  /** Sending the image to its registry. */
  | 'push'
  /** Anything else: copying files, exporting, the client, the daemon. */
  | 'other'

export interface Transcript {
  readonly part: FailedPart
  /** True for the step that upgrades pip itself, which installs nothing of the user's. */
  readonly isPipUpgrade: boolean
  /** The failed step's lines without colours and step numbers; all lines where the step cannot be told. */
  readonly lines: readonly string[]
  /** Of {@link lines} what the step itself printed. */
  readonly printed: readonly string[]
  /** The lines that docker itself wrote, without what ran inside the build. */
  readonly own: readonly string[]
  /** What ran in the step ended with this exit code, as docker tells it. */
  readonly exitCode: number | undefined
}

// eslint-disable-next-line no-control-regex -- colours begin with the ESC character; the legacy builder prints stderr in red
const colours = /\u001b\[[0-9;?]*[A-Za-z]/gu
/** What a step printed, in buildx's plain progress: step number and seconds; in its closing excerpt the seconds alone. */
const stepOutput = /^(?:#\d+ )?\d+\.\d+(?: |$)/u
/** A line of the Dockerfile that BuildKit shows with an error; users' values are in it. */
const sourceLine = /^ *\d+ \| /u
const stepNumber = /^#\d+ /u

/** @param isPush whether the command was a `docker push`; a build that pushes as its last step is recognized by itself. */
export function readTranscript(output: readonly string[], isPush: boolean): Transcript {
  const plain = output.map((line) => line.replace(colours, '').trimEnd())
  const step = failedStep(plain)
  const part: FailedPart = isPush ? 'push' : partOf(step, plain)
  return {
    part,
    isPipUpgrade: part === 'pip' && /pip>=[\d.]+/u.test(step),
    lines: ofFailedStep(plain)
      .map((line) => line.replace(stepOutput, '').replace(stepNumber, ''))
      .filter((line) => line !== ''),
    printed: printedBy(ofFailedStep(plain)),
    own: plain
      .filter((line) => line !== '' && !stepOutput.test(line) && !sourceLine.test(line))
      .map((line) => line.replace(stepNumber, '')),
    exitCode: exitCodeOf(plain)
  }
}

/** BuildKit marks what a step prints; the legacy builder's own lines are known by their words. */
function printedBy(lines: readonly string[]): readonly string[] {
  const numbered = lines.filter((line) => stepNumber.test(line))
  // without the excerpt at the end, which repeats the last ones
  const printed =
    numbered.length > 0
      ? numbered.filter((line) => stepOutput.test(line)).map((line) => line.replace(stepOutput, ''))
      : lines.filter(
          (line) => !/^(?:Step \d+\/\d+ : | ---> |Removing intermediate container |The command ')/u.test(line)
        )
  return printed.filter((line) => line !== '')
}

/** `exit code: 65` (BuildKit), `returned a non-zero code: 65` (legacy builder); a step could print the same before. */
function exitCodeOf(lines: readonly string[]): number | undefined {
  const telling = /^(?:ERROR: |error: |The command ).*(?:exit code|returned a non-zero code): (\d{1,3})$/u
  const code = telling.exec(lines.findLast((line) => telling.test(line)) ?? '')?.[1]
  return code === undefined ? undefined : Number(code)
}

/** The step that failed, as docker prints it: `[2/5] RUN […]`, `[internal] load metadata for …`, `pushing layers`, `RUN […]`. */
function failedStep(lines: readonly string[]): string {
  // buildx closes with an excerpt between dashes: " > STEP:" and the step's last lines
  const excerpt = lines.findLast((line) => /^ > \S/u.test(line))
  if (excerpt !== undefined) return excerpt.slice(3).replace(/:$/u, '')
  // legacy builder: the last step that began
  return lines.findLast((line) => /^Step \d+\/\d+ : /u.test(line))?.replace(/^Step \d+\/\d+ : /u, '') ?? ''
}

/** An earlier step may have had trouble that passed; its lines must not explain this failure. */
function ofFailedStep(lines: readonly string[]): readonly string[] {
  const failed = lines.findLast((line) => /^#\d+ ERROR: /u.test(line))
  if (failed !== undefined) {
    const number = failed.slice(0, failed.indexOf(' ') + 1)
    return lines.filter((line) => line.startsWith(number) || !stepNumber.test(line))
  }
  const start = lines.findLastIndex((line) => /^Step \d+\/\d+ : /u.test(line))
  return start === -1 ? lines : lines.slice(start)
}

function partOf(step: string, lines: readonly string[]): FailedPart {
  if (/^\[internal\] load metadata for |^(?:\[[^\]]*\] )?FROM /u.test(step)) return 'base'
  // pip itself, or our script that gives it its secrets first
  if (/"-m", ?"pip"|-m pip |\/docker-on-k8s\/install\.py\b/u.test(step)) return 'pip'
  if (/RUN .*python3[", ]+\/opt\/docker-on-k8s\/launcher\.py\b/u.test(step)) return 'health-check'
  if (/^pushing |^exporting to image/u.test(step) && lines.some((line) => pushing.test(line))) return 'push'
  // newer clients add hints after the error ("View build details: …")
  const last = lines.findLast((line) => /^(?:ERROR|error): /u.test(line)) ?? lines.findLast((line) => line !== '') ?? ''
  if (/failed to push |pushing layers/u.test(last)) return 'push'
  if (/failed to resolve source metadata|failed to create LLB definition|failed to parse stage name/u.test(last)) {
    return 'base'
  }
  return 'other'
}

const pushing = /^#\d+ (?:pushing (?:layers|manifest|\S+ with docker)|.*failed to push )/u
