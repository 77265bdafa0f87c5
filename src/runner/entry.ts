/**
 * Which step this process is, and whether it has anything to do. Imports nothing: an idle post loads no more than this.
 */

/** Names of undo records in the runner's state: this and a number. */
export const recordPrefix = 'undo_'
/** Name of the run's folder in the runner's state; empty once main is over and has left nothing. */
export const folderName = 'folder'

/**
 * True in the post step. `dist/post.js`, the `post:` of action.yml, sets the variable before it loads the bundle: the
 * runner's state cannot tell, since a main that was killed at its very start has saved none, and a post that took itself
 * for main would run the flow.
 */
export function isPost(env: NodeJS.ProcessEnv): boolean {
  return env['DOCKER_ON_K8S_POST'] === '1'
}

/**
 * True when main ended and left nothing to undo, or never began. A main without a record may still be running, under job
 * containers, and be about to make something: then post has a marker to leave.
 */
export function isIdle(env: NodeJS.ProcessEnv): boolean {
  return (
    !env[`STATE_${folderName}`] &&
    !Object.entries(env).some(([name, value]) => name.startsWith(`STATE_${recordPrefix}`) && value)
  )
}
