/** Whether an image that exists already carries our launcher. */

import type { Docker } from '../docker/port.ts'
import { readImage } from '../docker/registry.ts'
import { Failure } from '../failure.ts'
import { launcherLabel, protocolVersion } from '../flow/protocol.ts'

/**
 * Parameters go to our launcher: an image without it would run as if there were none.
 * @param reference of the image; its labels are read in the registry @returns the image's platforms
 * @throws Failure `invalid-input`; the signal's reason
 */
export async function demandLauncher(
  reference: string,
  { docker, signal, timeout }: { docker: Docker; signal: AbortSignal; timeout: number }
): Promise<readonly string[]> {
  const image = await readImage(docker, reference, { signal, timeout }).catch(() => undefined)
  const labels = image?.labels
  signal.throwIfAborted()
  if (labels?.[launcherLabel] === String(protocolVersion)) return image?.platforms ?? []
  throw new Failure('invalid-input', {
    what: `The parameters cannot be handed to the image ${reference}.`,
    why:
      labels === undefined
        ? 'The runner cannot read the image, so it is not known whether this action built it from a flow.'
        : `It lacks the label ${launcherLabel} of images that this action builds from a flow.`,
    fix: 'Log in to the registry before this step, name an image that was built with flow, or remove parameters.'
  })
}
