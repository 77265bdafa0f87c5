/**
 * Whether pip will install the same tomorrow: a requirement is pinned by an exact version, a hash, or an address that names a
 * commit or carries a hash. What a pinned package itself asks for is its own matter. Pure.
 */

/** A version that stands for one release alone; a variable of pip (`${VERSION}`) does not. */
const exact = /^={2,3}\s*[\w.!+-]+$/u
/** `#sha256=…` of an address; a fragment may hold several parts. */
const hashOfAddress = /[#&](?:md5|sha1|sha224|sha256|sha384|sha512)=[0-9a-f]{32,128}(?:&|$)/iu
/** `git+https://host/repository@COMMIT`. */
const commitOfAddress = /^(?:git|hg|svn|bzr)\+[^#]+@[0-9a-f]{40}(?:#|$)/iu
const address = /^(?:[a-z]+\+)?[a-z][a-z0-9+.-]*:\/\//iu

/** One requirement: a line of pip's requirements format that asks for a package, continued lines joined. */
export function isPinned(requirement: string): boolean {
  const text = requirement.replace(/(?:^|\s)#.*$/u, '').trim()
  if (/\s--hash[= ]/u.test(text)) return true
  const [wanted = ''] = text
    .replace(/^(?:-e|--editable)(?:[= ]\s*|\s+)/u, '')
    .split(/\s;|;\s|\s--/u)
    .map((part) => part.trim())
  const named = /^[A-Za-z0-9][\w.-]*\s*(?:\[[^\]]*\])?\s*@\s*(\S+)$/u.exec(wanted)?.[1]
  const place = named ?? wanted
  if (address.test(place)) return hashOfAddress.test(place) || commitOfAddress.test(place)
  const versions = /^[A-Za-z0-9][\w.-]*?\s*(?:\[[^\]]*\])?\s*\(?((?:[=<>!~]).*?)\)?(?:;.*)?$/u.exec(wanted)?.[1]
  return versions?.split(',').some((each) => exact.test(each.trim())) ?? false
}
