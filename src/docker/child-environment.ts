/** The environment that a child process gets. */

/**
 * What no child may see: inputs and saved state of this and other steps (they hold secrets), the files through which a
 * step speaks to the runner (a child could set outputs or PATH for later steps), and tokens that act for the workflow.
 * The rest stays: proxies, `DOCKER_*`, `BUILDX_*`, the variables of credential helpers, and `RUNNER_TRACKING_ID`, by which
 * the runner finds and ends processes that a killed action left behind.
 */
const withheld = [
  /^INPUT_/iu,
  /^STATE_/iu,
  /^GITHUB_(?:ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)$/iu,
  /^(?:GITHUB|GH)_TOKEN$/iu,
  /^ACTIONS_(?:RUNTIME|ID_TOKEN_REQUEST|CACHE)_(?:TOKEN|URL)$/iu,
  // starts code inside node children, such as credential helpers
  /^NODE_OPTIONS$/iu
]

/** Copies an environment without what children must not inherit, and with `extra` on top. */
export function childEnvironment(
  env: NodeJS.ProcessEnv,
  extra: Readonly<Record<string, string>> = {}
): Record<string, string> {
  const kept = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !withheld.some((pattern) => pattern.test(entry[0]))
  )
  return { ...Object.fromEntries(kept), ...extra }
}
