import { describe, expect, test } from '@jest/globals'

import type { InputName } from '../../../src/inputs/table.ts'
import type { Inputs } from '../../../src/inputs/types.ts'
import { readTemplate } from '../../../src/plan/job-template.ts'
import { checkTemplate } from '../../../src/plan/template-conflicts.ts'
import { makeInputs } from '../../support/inputs.ts'

function formProblems(text: string): string[] {
  const problems: string[] = []
  const template = readTemplate(text, (problem) => problems.push(problem))
  expect(template === undefined).toBe(problems.length > 0)
  return problems
}

describe('the form of a template', () => {
  test.each([
    '{}',
    'spec:',
    'kind: Job',
    'apiVersion: batch/v1\nkind: Job\nspec: {template: {spec: {containers: [{name: flow}]}}}'
  ])('%j is accepted', (text) => {
    expect(formProblems(text)).toEqual([])
  })

  const pod = (text: string): string => `spec: {template: {spec: ${text}}}`
  const own = (text: string): string => pod(`{containers: [{name: flow, ${text}}]}`)
  const ownPath = 'spec.template.spec.containers[0]'
  test.each<[string, string[]]>([
    ['', ['is not a map; accepted: the manifest of one Job.']],
    ['[a, b]', ['is not a map; accepted: the manifest of one Job.']],
    ['apiVersion: v1', ['apiVersion is another one; accepted: batch/v1, or none at all.']],
    ['kind: CronJob', ['kind is another one; accepted: Job, or none at all.']],
    ['metadata: x\nspec: [1]', ['metadata is not a map.', 'spec is not a map.']],
    ['metadata: {labels: [a]}', ['metadata.labels is not a map.']],
    [pod('{containers: {name: flow}}'), ['spec.template.spec.containers is not a list of maps.']],
    [pod('{containers: [flow]}'), ['spec.template.spec.containers is not a list of maps.']],
    [pod('{containers: [{image: x}]}'), [`${ownPath} has no name; give each container one, the flow's is flow.`]],
    [
      pod('{imagePullSecrets: [a], nodeSelector: x}'),
      ['spec.template.spec.nodeSelector is not a map.', 'spec.template.spec.imagePullSecrets is not a list of maps.']
    ],
    [
      pod('{containers: [{name: a}, {name: b}]}'),
      [
        'spec.template.spec.containers has several without an image; name the one that runs the flow flow, and give the others an image.'
      ]
    ],
    [
      own('env: {A: b}, resources: {limits: 3}, args: x'),
      [
        `${ownPath}.resources.limits is not a map.`,
        `${ownPath}.env is not a list of maps.`,
        `${ownPath}.args is not a list.`
      ]
    ]
  ])('%j is not', (text, problems) => {
    expect(formProblems(text)).toEqual(problems)
  })
})

function conflicts(text: string, overrides: Partial<Inputs> = {}, given: readonly InputName[] = []): string[] {
  const problems: string[] = []
  const template = readTemplate(text, (problem) => problems.push(problem)) ?? {}
  expect(problems).toEqual([])
  const inputs = makeInputs({ flow: undefined, image: 'x', ...overrides, given: new Set(given) })
  checkTemplate(template, inputs, (problem) => problems.push(problem))
  return problems
}

const podPath = 'spec.template.spec'
const container = (text: string): string =>
  `spec: {template: {spec: {containers: [{name: helper, image: h}, {name: flow, ${text}}]}}}`

describe('what is the action’s alone', () => {
  test.each<[string, string]>([
    [
      'metadata: {name: x}',
      'metadata.name is set by the action alone; remove it, the input job-name gives the beginning of the name.'
    ],
    [
      'metadata: {generateName: x}',
      'metadata.generateName is set by the action alone; remove it, the input job-name gives the beginning of the name.'
    ],
    [
      'metadata: {namespace: x}',
      'metadata.namespace is not that of the input namespace; set the input namespace, and remove it here.'
    ],
    ['spec: {selector: {}}', 'spec.selector is set by the action alone; remove it, Kubernetes makes it.'],
    ['spec: {manualSelector: true}', 'spec.manualSelector is set by the action alone; remove it, Kubernetes makes it.'],
    ['status: {}', 'status is set by the action alone; remove it.'],
    ['metadata: {labels: {identifier: x}}', 'metadata.labels.identifier is set by the action alone; remove it.'],
    [
      'metadata: {annotations: {docker-on-k8s/attempt: "1"}}',
      'metadata.annotations["docker-on-k8s/attempt"] is set by the action alone; remove it.'
    ],
    [
      'spec: {template: {metadata: {name: x}}}',
      'spec.template.metadata.name is set by the action alone; remove it, Kubernetes names the pods.'
    ],
    [
      'spec: {template: {metadata: {labels: {app.kubernetes.io/managed-by: x}}}}',
      'spec.template.metadata.labels["app.kubernetes.io/managed-by"] is set by the action alone; remove it.'
    ],
    [
      'spec: {template: {metadata: {labels: {docker-on-k8s/owner: x}}}}',
      'spec.template.metadata.labels["docker-on-k8s/owner"] is set by the action alone; remove it.'
    ],
    [
      container('image: x'),
      `${podPath}.containers[1].image is set by the action alone; remove it, this container runs the image of this step.`
    ],
    [
      container('env: [{name: DOCKER_ON_K8S_NONCE, value: x}]'),
      `${podPath}.containers[1].env[0] has a name that begins with DOCKER_ON_K8S_; choose another.`
    ],
    [
      'spec: {ttlSecondsAfterFinished: 599}',
      'spec.ttlSecondsAfterFinished is too short; accepted: 600 or more, or null for none.'
    ]
  ])('%s', (text, problem) => {
    expect(conflicts(text)).toEqual([problem])
  })

  test('the namespace may be repeated', () => {
    expect(conflicts('metadata: {namespace: ci}', { namespace: 'ci' }, ['namespace'])).toEqual([])
  })

  test('a command of the flow’s container beside a flow', () => {
    expect(conflicts(container('command: [sh]'), { flow: { path: 'a.py' }, image: undefined }, ['flow'])).toEqual([
      `${podPath}.containers[1].command would run instead of the flow; remove it, or the input flow.`
    ])
  })

  test('everything else is the user’s', () => {
    expect(
      conflicts(`
metadata: {labels: {app: x}, annotations: {a: b}, finalizers: [x]}
spec:
  ttlSecondsAfterFinished: null
  activeDeadlineSeconds: 5
  suspend: true
  template:
    metadata: {labels: {app: x}}
    spec:
      restartPolicy: OnFailure
      containers: [{name: main, command: [sh], env: [{name: A, value: b}], resources: {limits: {cpu: 3}}}]`)
    ).toEqual([])
  })
})

describe('an input and the template on one field', () => {
  const range = { request: '1', limit: '1' }
  const cases: [InputName, Partial<Inputs>, string, string | undefined, string][] = [
    [
      'cpu',
      { cpu: range },
      container('resources: {limits: {cpu: 2}}'),
      container('resources: {limits: {cpu: 1}, requests: {cpu: "1"}}'),
      `${podPath}.containers[1].resources.limits.cpu`
    ],
    [
      'memory',
      { memory: { request: '1Gi', limit: '1Gi' } },
      container('resources: null'),
      container('resources: {limits: {cpu: 1}}'),
      `${podPath}.containers[1].resources`
    ],
    [
      'command',
      { command: ['a', '$x'] },
      container('command: [a, $x]'),
      container('command: [a, $$x]'),
      `${podPath}.containers[1].command`
    ],
    ['args', { args: ['a'] }, container('args: null'), container('args: [a]'), `${podPath}.containers[1].args`],
    [
      'job-env',
      { jobEnv: new Map([['A', 'b']]) },
      container('env: [{name: A, value: c}]'),
      container('env: [{name: A, value: b}, {name: C}]'),
      `${podPath}.containers[1].env[0]`
    ],
    ['job-env', { jobEnv: new Map([['A', 'b']]) }, container('env: null'), undefined, `${podPath}.containers[1].env`],
    [
      'service-account',
      { serviceAccount: 'a' },
      'spec: {template: {spec: {serviceAccountName: b}}}',
      'spec: {template: {spec: {serviceAccountName: a}}}',
      `${podPath}.serviceAccountName`
    ],
    [
      'service-account',
      { serviceAccount: 'a' },
      'spec: {template: {spec: {serviceAccount: b}}}',
      undefined,
      `${podPath}.serviceAccount`
    ],
    [
      'node-selector',
      { nodeSelector: new Map([['a', 'b']]) },
      'spec: {template: {spec: {nodeSelector: {a: c}}}}',
      'spec: {template: {spec: {nodeSelector: {a: b, d: e}}}}',
      `${podPath}.nodeSelector.a`
    ],
    [
      'image-pull-secrets',
      { imagePullSecrets: ['a'] },
      'spec: {template: {spec: {imagePullSecrets: null}}}',
      'spec: {template: {spec: {imagePullSecrets: [{name: b}]}}}',
      `${podPath}.imagePullSecrets`
    ],
    [
      'ttl',
      { ttl: 700 },
      'spec: {ttlSecondsAfterFinished: 800}',
      'spec: {ttlSecondsAfterFinished: 700}',
      'spec.ttlSecondsAfterFinished'
    ],
    [
      'timeout',
      { timeout: 60_000, startTimeout: 20_000 },
      'spec: {activeDeadlineSeconds: null}',
      'spec: {activeDeadlineSeconds: 200}',
      'spec.activeDeadlineSeconds'
    ],
    [
      'queue',
      { queue: 'a' },
      'metadata: {labels: {kueue.x-k8s.io/queue-name: b}}',
      'metadata: {labels: {kueue.x-k8s.io/queue-name: a}}',
      'metadata.labels["kueue.x-k8s.io/queue-name"]'
    ]
  ]
  test.each(cases)('%s %j', (input, overrides, differs, agrees, path) => {
    expect(conflicts(differs, overrides, [input])).toEqual([
      `${path} says something else than the input ${input}; remove one of the two.`
    ])
    if (agrees !== undefined) expect(conflicts(agrees, overrides, [input])).toEqual([])
  })

  test('a secret of the run is never the template’s', () => {
    expect(
      conflicts(container('env: [{name: A, value: b}]'), { jobSecrets: new Map([['A', 'b']]) }, ['job-secrets'])
    ).toEqual([`${podPath}.containers[1].env[0] sets what the input job-secrets sets; remove one of the two.`])
  })

  test('a default gives way in silence', () => {
    expect(conflicts('spec: {ttlSecondsAfterFinished: 800, activeDeadlineSeconds: 5}')).toEqual([])
  })

  test('no message shows a value', () => {
    const text = container('env: [{name: A, value: hidden}], args: [hidden], resources: {limits: {cpu: hidden}}')
    const found = conflicts(text, { jobEnv: new Map([['A', 'b']]), args: ['b'], cpu: range }, [
      'job-env',
      'args',
      'cpu'
    ])
    expect(found).toHaveLength(3)
    expect(found.join()).not.toContain('hidden')
  })
})
