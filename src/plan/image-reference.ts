/** Image references of a run, put together from their parts. */

/** `registry-url/image-name`, or the name alone. */
export function repositoryOf(registryUrl: string | undefined, imageName: string): string {
  return registryUrl === undefined ? imageName : `${registryUrl}/${imageName}`
}
