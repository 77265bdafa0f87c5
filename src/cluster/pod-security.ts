/**
 * A refusal by Pod Security → the lines of a `job-template` that would pass. The words are those of
 * k8s.io/pod-security-admission, policy/check_*.go. Pure.
 */

/** One thing that a message names: what says so, and the lines that mend it. */
interface Remedy {
  readonly words: RegExp
  readonly pod?: readonly string[]
  readonly container?: readonly string[]
  /** What no line can mend: it has to go. */
  readonly remove?: string
}

const remedies: readonly Remedy[] = [
  {
    words: /runAsNonRoot != true|runAsUser=0/,
    // an image whose user is root, or has a name alone, needs a number as well
    pod: ['runAsNonRoot: true', 'runAsUser: 1000']
  },
  { words: /seccompProfile/, pod: ['seccompProfile:', '  type: RuntimeDefault'] },
  { words: /allowPrivilegeEscalation != false/, container: ['allowPrivilegeEscalation: false'] },
  { words: /unrestricted capabilities|non-default capabilities/, container: ['capabilities:', '  drop: [ALL]'] },
  { words: /\bprivileged \(/, remove: 'privileged: true' },
  { words: /capabilities\.add/, remove: 'what is added to capabilities' },
  {
    words: /hostPath volumes|restricted volume types/,
    remove: 'volumes of the host (hostPath) and other restricted types'
  },
  { words: /host namespaces/, remove: 'hostNetwork, hostPID and hostIPC' },
  { words: /hostPort/, remove: 'hostPort' },
  { words: /procMount/, remove: 'procMount' },
  { words: /forbidden sysctls/, remove: 'sysctls' },
  { words: /seLinuxOptions/, remove: 'seLinuxOptions' },
  { words: /AppArmor/, remove: 'the AppArmor profile' },
  { words: /hostProcess/, remove: 'windowsOptions.hostProcess' }
]

/** What to do about a refusal by Pod Security, with YAML to paste; undefined for another refusal. */
export function podSecurityFix(message: string): string | undefined {
  const violations = /violates PodSecurity "[^"]*": (?<what>.*)/su.exec(message)?.groups?.['what']
  if (violations === undefined) return undefined
  const found = remedies.filter(({ words }) => words.test(violations))
  const removals = found.flatMap(({ remove }) => remove ?? [])
  const advice = [
    ...(removals.length === 0 ? [] : [`Remove from the job-template: ${removals.join('; ')}.`]),
    ...(found.length === 0 ? ['Change what the message names, or use another `namespace`.'] : [])
  ]
  const lines = templateLines(found, containersOf(violations))
  if (lines.length > 0)
    advice.push(
      'These lines in the input `job-template` would pass (choose a user that the image works with; an init container’s belong under initContainers):',
      ...lines
    )
  return advice.join('\n')
}

function templateLines(found: readonly Remedy[], containers: readonly string[]): string[] {
  const pod = found.flatMap((remedy) => remedy.pod ?? [])
  const container = found.flatMap((remedy) => remedy.container ?? [])
  if (pod.length + container.length === 0) return []
  const indented = (indent: number, lines: readonly string[]): string[] =>
    lines.map((line) => ' '.repeat(indent) + line)
  const each = containers.flatMap((name) => [
    `        - name: ${name}`,
    '          securityContext:',
    ...indented(12, container)
  ])
  return [
    'spec:',
    '  template:',
    '    spec:',
    ...(pod.length === 0 ? [] : ['      securityContext:', ...indented(8, pod)]),
    ...(container.length === 0 ? [] : ['      containers:', ...each])
  ]
}

/** Containers that the message blames for what is set by container. */
function containersOf(violations: string): string[] {
  const blamed = [...violations.matchAll(/(?<!pod or )containers? (?<names>"[^"]+"(?:, "[^"]+")*) (?:must|uses?)/gu)]
  const names = blamed.flatMap(({ groups }) => [...(groups?.['names'] ?? '').matchAll(/"([^"]+)"/gu)])
  return [...new Set(names.map(([, name]) => name ?? ''))]
}
