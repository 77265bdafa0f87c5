/** The patterns behind `docker/failures.ts`, most telling first; the first rule that finds a line decides. */

import type { FailureReason } from '../failure.ts'

export interface Rule {
  readonly reason: FailureReason
  /** Tested against single lines, without colours and step numbers. */
  readonly pattern: RegExp
  /** Another try in a moment may help. */
  readonly isPassing?: boolean
  /** What to do, where it differs from the reason's own advice. */
  readonly fix?: string
}

/** The network or the other side is in trouble that may pass: status codes, resets, timeouts. */
const passing =
  /\b429\b|toomanyrequests|too many requests|rate limit|\b5\d\d (?:internal|bad gateway|service|gateway|server)|status(?: code)?:? 5\d\d|internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out|connection (?:reset|refused|aborted|timed out)|broken pipe|(?:unexpected )?\bEOF\b|i\/o timeout|timeout exceeded|handshake timeout|timed out|deadline exceeded|no such host|server misbehaving|network is unreachable|no route to host|closed (?:network connection|pipe)|cannot reuse body|request canceled|http2:|GOAWAY|blob upload (?:unknown|invalid)|transport is closing/iu

/** Trouble on the way to a registry that stays until somebody mends it. */
const lasting: readonly Rule[] = [
  {
    reason: 'registry-unavailable',
    pattern: /server gave HTTP response to HTTPS client/iu,
    fix: "The registry speaks plain HTTP: add it to the daemon's insecure-registries (or the builder's registry configuration), or give it TLS."
  },
  {
    reason: 'registry-unavailable',
    pattern: /x509:|certificate (?:signed by unknown|has expired|is not)|tls: failed to verify/iu,
    fix: "Make the registry's certificate authority known to the Docker daemon (/etc/docker/certs.d) or the builder."
  }
]

/** Looked for in every part of the work. */
export const commonRules: readonly Rule[] = [
  {
    reason: 'invalid-input',
    pattern: /cache export\b.*\bnot supported|unknown cache exporter/iu,
    fix: "This builder can write no cache of that kind (an engine's own builder writes type=inline only): add docker/setup-buildx-action before this step, or take it out of cache-to."
  },
  { reason: 'disk-full', pattern: /no space left on device|\[Errno 28\]|disk quota exceeded/iu },
  {
    reason: 'docker-unavailable',
    pattern: /permission denied while trying to connect to the docker/iu,
    fix: "Let the runner's user use Docker: add it to the group docker, and restart the runner."
  },
  {
    reason: 'docker-unavailable',
    pattern:
      /cannot connect to the docker daemon|failed to connect to the docker API|error during connect:|failed to list workers|error reading from server|closing transport due to|no valid drivers found|(?:ERROR|error): no builder |graceful_stop|failed to dial gRPC|failed to receive status: .*Unavailable|rpc error: code = Unavailable/iu
  }
]

const limitUsedUp =
  'Log in to the registry of base-image before this step (docker/login-action): its limit for anonymous pulls is used up.'

/** Finding and pulling the base image. */
export const baseRules: readonly Rule[] = [
  { reason: 'invalid-image-name', pattern: /invalid reference format|must be lowercase|failed to parse stage name/iu },
  ...lasting,
  {
    reason: 'wrong-architecture',
    pattern:
      /no matching manifest for|no match for platform in manifest|does not match the (?:specified|detected) platform/iu
  },
  // Docker Hub counts over hours: seconds do not help
  { reason: 'registry-unavailable', pattern: /pull rate limit/iu, fix: limitUsedUp },
  { reason: 'registry-unavailable', pattern: /toomanyrequests|\b429\b/iu, isPassing: true, fix: limitUsedUp },
  {
    reason: 'image-unauthorized',
    pattern:
      /pull access denied|denied: |unauthorized|authentication required|no basic auth credentials|insufficient_scope|authorization failed|\b40[13]\b (?:unauthorized|forbidden)|failed to authorize: .*\b40[13]\b/iu
  },
  { reason: 'image-not-found', pattern: /not found|manifest unknown|name unknown|\b404\b|does not exist/iu },
  { reason: 'registry-unavailable', pattern: passing, isPassing: true }
]

const noPip = 'Choose a base-image that has Python 3 with pip, such as python:3.12.'

/** What keeps a pip step from being one: no Python, no pip, no memory. */
export const stepRules: readonly Rule[] = [
  { reason: 'build-failed', pattern: /^(?:\S*python\S*: )?No module named '?pip/iu, fix: noPip },
  {
    reason: 'build-failed',
    pattern:
      /"?python3"?: (?:executable file not found|no such file)|exec: "?python3"?|stat \S*python3: no such file/iu,
    fix: noPip
  },
  {
    reason: 'build-failed',
    pattern: /returned a non-zero code: 137|exit code: 137|did not complete successfully: .*\b137\b/u,
    fix: 'The step was killed, most likely for lack of memory: use a larger runner or smaller dependencies.'
  },
  {
    reason: 'build-failed',
    pattern: /exec format error/iu,
    fix: "The base image is for another platform than the builder's: choose one that fits."
  }
]

/** pip's words for an index in trouble. A retry that was not the last one may have helped. */
export const indexTrouble =
  /^(?!.*Retrying \(Retry\(total=[1-9]).*(?:Retrying \(Retry\(total=0,|Max retries exceeded with url|too many (?:429|5\d\d) error responses|Could not fetch URL .*(?:connection error|confirming the ssl certificate|timed? ?out)|There was a problem confirming the ssl certificate|ReadTimeoutError|ConnectTimeoutError|ProtocolError|IncompleteRead|ConnectionResetError|ConnectionError|Temporary failure in name resolution|\b(?:429|5\d\d) (?:Client|Server) Error|HTTP error (?:429|5\d\d) while getting|incomplete-download|Failed to establish a new connection|ProxyError)/u

/** What pip says, where `pip-failure.ts` finds nothing more telling. */
export const pipRules: readonly Rule[] = [
  // "No matching distribution" is also what pip says of an index that it never reached: look for that first
  {
    reason: 'package-index-unavailable',
    pattern: indexTrouble
  },
  {
    reason: 'dependency-not-installable',
    pattern: /Could not find a version that satisfies|No matching distribution found/u,
    fix: 'Correct the name or version in python-dependencies, or set a base-image whose Python version it supports.'
  },
  {
    reason: 'dependency-not-installable',
    pattern: /conflicting dependencies|ResolutionImpossible|Double requirement given/u,
    fix: 'Loosen the versions in python-dependencies that contradict each other.'
  },
  {
    reason: 'dependency-not-installable',
    pattern: /requires a different Python|requires Python '/u,
    fix: 'Set a base-image with a Python version that the dependency supports.'
  },
  {
    reason: 'dependency-not-installable',
    pattern: /Invalid requirement|Expected (?:package name|end or semicolon|semicolon)|Invalid version|InvalidVersion/u,
    fix: 'Write python-dependencies as pip requirements, one a line.'
  },
  {
    reason: 'dependency-not-installable',
    pattern:
      /Failed (?:building|to build) |failed-wheel-build|Could not build wheels|error: command '?\S+'? failed|metadata-generation-failed|python setup\.py \S+" failed|python setup\.py egg_info did not run|legacy-install-failure/u,
    fix: 'The dependency has no ready-made wheel for this Python: choose another version of it, or a base-image with a compiler.'
  },
  {
    reason: 'dependency-not-installable',
    pattern: /Cannot find command '?(?:git|hg|svn|bzr)/u,
    fix: 'Choose a base-image with git, or depend on a released version.'
  }
]

/** Sending the image to its registry. */
export const pushRules: readonly Rule[] = [
  ...lasting,
  {
    reason: 'push-unauthorized',
    pattern: /tag (?:invalid|is immutable)|immutable|cannot be overwritten/iu,
    fix: 'This tag exists and the registry does not let it be overwritten: allow that for this repository, or set an image-tag that is new in each run, such as ${{ github.run_id }}-${{ github.run_attempt }}.'
  },
  // Harbor says "unauthorized: project x not found", so what is missing comes before what is refused
  {
    reason: 'repository-not-found',
    pattern:
      /name unknown|NAME_UNKNOWN|name not known to registry|(?:repository|project|namespace|package)\b.*(?:not found|does not exist(?! or may require)|doesn't exist)|(?:POST|PUT|HEAD) request to \S+: 404|unexpected status:? 404/iu
  },
  {
    reason: 'push-unauthorized',
    pattern:
      /denied|unauthorized|authentication required|no basic auth credentials|insufficient_scope|authorization failed|forbidden|\b40[13]\b/iu
  },
  { reason: 'registry-unavailable', pattern: passing, isPassing: true }
]
