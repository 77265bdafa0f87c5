/** What the GitHub runner tells an action through its environment. */

export interface RunnerEnvironment {
  /** Checkout of the repository (`GITHUB_WORKSPACE`), absolute. */
  readonly workspace: string
  /** Folder that the runner empties after the job's last post step (`RUNNER_TEMP`), absolute. */
  readonly temp: string
  readonly serverUrl: string
  /** `owner/name`, empty outside GitHub. */
  readonly repository: string
  readonly repositoryId: string
  readonly ref: string
  readonly sha: string
  readonly runId: string
  readonly runAttempt: string
  readonly workflow: string
  /** Id of the workflow job (`GITHUB_JOB`). */
  readonly job: string
  /** Id of the step (`GITHUB_ACTION`). */
  readonly action: string
  readonly actor: string
  readonly eventName: string
  /** Debug logging is on for this run (`RUNNER_DEBUG`). */
  readonly isDebug: boolean
}

/** Reads the runner's environment; what is absent is empty, outside a runner the current folder and the system's temp folder serve. */
export function readEnvironment(env: NodeJS.ProcessEnv, fallback: { cwd: string; temp: string }): RunnerEnvironment {
  const text = (name: string): string => env[name] ?? ''
  return {
    workspace: text('GITHUB_WORKSPACE') || fallback.cwd,
    temp: text('RUNNER_TEMP') || fallback.temp,
    serverUrl: text('GITHUB_SERVER_URL') || 'https://github.com',
    repository: text('GITHUB_REPOSITORY'),
    repositoryId: text('GITHUB_REPOSITORY_ID'),
    ref: text('GITHUB_REF'),
    sha: text('GITHUB_SHA'),
    runId: text('GITHUB_RUN_ID'),
    runAttempt: text('GITHUB_RUN_ATTEMPT'),
    workflow: text('GITHUB_WORKFLOW'),
    job: text('GITHUB_JOB'),
    action: text('GITHUB_ACTION'),
    actor: text('GITHUB_ACTOR'),
    eventName: text('GITHUB_EVENT_NAME'),
    isDebug: text('RUNNER_DEBUG') === '1'
  }
}
