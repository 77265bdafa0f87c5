/** Image references of a run, put together from their parts. */

import type { ImagePlan } from './types.ts'

/** `registry-url/image-name`, or the name alone. */
export function repositoryOf(registryUrl: string | undefined, imageName: string): string {
  return registryUrl === undefined ? imageName : `${registryUrl}/${imageName}`
}

/** The reference that the Job will run, as far as it is known before a build: by tag, since there is no digest yet. */
export function intendedReference(image: ImagePlan): string {
  return image.kind === 'use' ? image.reference : `${image.repository}:${image.tag}`
}
