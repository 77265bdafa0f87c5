/** The narrow port through which everything else uses Docker. `docker/cli.ts` makes the real one. */

/** One call of the docker command line. */
export interface DockerCommand {
  /** Arguments after `docker`, each passed as it is: there is no shell. */
  readonly args: readonly string[]
  /** Ends the command and everything that it started. */
  readonly signal: AbortSignal
  /** Milliseconds after which the command is ended; absent: only the signal bounds it. */
  readonly timeout?: number
  /** Variables on top of the runner's environment. */
  readonly env?: Readonly<Record<string, string>>
  /** Text for its stdin, which is closed after it; absent: an empty one. */
  readonly input?: string
  /** Gets whole lines (no line ends in them) of both streams as they come. */
  readonly onLines?: (lines: readonly string[]) => void
}

/** How a docker command ended. An exit code other than 0 is an answer, not an exception. */
export interface DockerExit {
  /** Undefined when the command was ended by a signal or its timeout. */
  readonly exitCode: number | undefined
  readonly timedOut: boolean
  /** What it wrote to stdout, at most the first 4 MiB. */
  readonly stdout: string
  /** The last lines of stdout and stderr together, in the order in which they came. */
  readonly lines: readonly string[]
}

export interface Docker {
  /**
   * Runs one command to its end.
   * @throws Failure `docker-missing` when there is no docker command; the signal's reason when it aborted, after the
   * command and its children have ended.
   */
  run(command: DockerCommand): Promise<DockerExit>
}
