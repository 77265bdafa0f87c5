/** The environment in which a runner starts an action. */

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { randomInt, randomUUID } from 'node:crypto'

/** The files of one step; each step, and so main and post, has its own. */
export interface StepFiles {
  readonly output: string
  readonly state: string
  readonly summary: string
  readonly env: string
  readonly path: string
}

/** Makes the empty files of one step under RUNNER_TEMP, as the runner does before it starts a step. */
export function createStepFiles(temp: string): StepFiles {
  const folder = join(temp, '_runner_file_commands')
  mkdirSync(folder, { recursive: true })
  const suffix = randomUUID()
  const file = (prefix: string): string => {
    const path = join(folder, `${prefix}_${suffix}`)
    writeFileSync(path, '')
    return path
  }
  return {
    output: file('set_output'),
    state: file('save_state'),
    summary: file('step_summary'),
    env: file('set_env'),
    path: file('add_path')
  }
}

/** What an action may see of the machine: where programs and Docker are, how the network is reached; no kubeconfig, no test settings. */
const inherited =
  /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LC_\w+|TZ|XDG_\w+|DOCKER_(?!ON_K8S)\w+|BUILDX_\w+|BUILDKIT_\w+|SSL_CERT_\w+|NODE_EXTRA_CA_CERTS|(https?|no|all)_proxy)$/iu

/** The variables that hold for the whole job; a test overrides them by `env`. */
export function jobVariables(options: { workspace: string; temp: string }): Record<string, string> {
  const event = join(options.temp, '_github_workflow', 'event.json')
  mkdirSync(join(options.temp, '_github_workflow'), { recursive: true })
  writeFileSync(event, '{}')
  const machine = Object.entries(process.env).filter(
    (entry): entry is [string, string] => inherited.test(entry[0]) && entry[1] !== undefined
  )
  return {
    ...Object.fromEntries(machine),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__self',
    GITHUB_ACTOR: 'octocat',
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_EVENT_PATH: event,
    GITHUB_JOB: 'flow',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_REF_TYPE: 'branch',
    GITHUB_REPOSITORY: 'octo-org/flows',
    GITHUB_REPOSITORY_ID: '1296269',
    GITHUB_REPOSITORY_OWNER: 'octo-org',
    // a run of its own each time, so that two tests at once never take each other for a re-run
    GITHUB_RUN_ID: String(randomInt(1_000_000_000, 9_999_999_999)),
    GITHUB_RUN_NUMBER: '1',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: 'f00dbabef00dbabef00dbabef00dbabef00dbabe',
    GITHUB_WORKFLOW: 'Flows',
    GITHUB_WORKSPACE: options.workspace,
    RUNNER_ARCH: process.arch === 'arm64' ? 'ARM64' : 'X64',
    RUNNER_ENVIRONMENT: 'self-hosted',
    RUNNER_NAME: 'local',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: options.temp,
    RUNNER_TRACKING_ID: `github_${randomUUID()}`
  }
}

/** The variables of one step's files. */
export function fileVariables(files: StepFiles): Record<string, string> {
  return {
    GITHUB_ENV: files.env,
    GITHUB_OUTPUT: files.output,
    GITHUB_PATH: files.path,
    GITHUB_STATE: files.state,
    GITHUB_STEP_SUMMARY: files.summary
  }
}
