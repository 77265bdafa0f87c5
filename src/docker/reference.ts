/** Image references, as far as we must read them: `[registry[:port]/]path[:tag][@sha256:…]`. */

export interface ImageReference {
  /** Registry and path, without tag and digest. */
  readonly repository: string
  /** The path without the registry. */
  readonly name: string
  readonly tag: string | undefined
  /** `sha256:…` */
  readonly digest: string | undefined
}

/** Splits a reference; what is not well-formed is not judged here but by whoever resolves it. */
export function parseReference(reference: string): ImageReference {
  const [rest = '', digest] = reference.split('@', 2)
  const slash = rest.lastIndexOf('/')
  const colon = rest.indexOf(':', slash + 1)
  const repository = colon === -1 ? rest : rest.slice(0, colon)
  const registry = registryOf(repository)
  return {
    repository,
    name: registry === undefined ? repository : repository.slice(registry.length + 1),
    tag: colon === -1 ? undefined : rest.slice(colon + 1),
    digest: digest === undefined || digest === '' ? undefined : digest
  }
}

/** The registry's `host[:port]`, or undefined for Docker Hub's short names: a first part is a host if it has a dot or a colon, or is `localhost`. */
export function registryOf(repository: string): string | undefined {
  const [first, ...others] = repository.split('/')
  if (first === undefined || others.length === 0) return undefined
  return /[.:]/u.test(first) || first === 'localhost' ? first : undefined
}

/** The name under which the docker engine lists a repository: without `docker.io/` and `library/`. */
export function familiarName(repository: string): string {
  return repository.replace(/^(?:index\.)?docker\.io\//u, '').replace(/^library\/(?=[^/]+$)/u, '')
}
