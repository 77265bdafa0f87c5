import { describe, expect, test } from '@jest/globals'

import { Failure } from '../../../src/failure.ts'
import type { Inputs } from '../../../src/inputs/types.ts'
import type { Facts } from '../../../src/plan/facts.ts'
import type { MappedFacts } from '../../../src/plan/look.ts'
import { makePlan } from '../../../src/plan/plan.ts'
import type { BuildPlan, Plan } from '../../../src/plan/types.ts'
import { makeEnvironment, makeInputs, testIdentifier } from '../../support/inputs.ts'

const flowFacts: Facts['flow'] = {
  source: '/workspace/flows/etl.py',
  repositoryPath: 'flows/etl.py',
  mode: 0o644,
  sha256: 'f'
}

/** A file, or a folder with files and folders (`name/`) in it. */
function mapped(given: string, destination: string, inside?: readonly string[]): MappedFacts {
  const source = `/workspace/${given}`
  const entry = (below: string, isFolder: boolean): MappedFacts['entries'][number] => ({
    path: destination + below,
    real: source + below,
    mode: 0o644,
    size: 0,
    sha256: isFolder ? undefined : `hash of ${given}${below}`
  })
  const entries = (inside ?? []).map((name) => entry(`/${name.replace(/\/$/, '')}`, name.endsWith('/')))
  return { given, source, destination, entries: [entry('', inside !== undefined), ...entries], left: [] }
}

function plan(inputs: Partial<Inputs> = {}, facts: Partial<Facts> = {}, environment = makeEnvironment()): Plan {
  return makePlan({
    inputs: makeInputs(inputs),
    environment,
    identifier: testIdentifier,
    nonce: 'n',
    today: '2026-01-31',
    facts: {
      own: { launcher: 'l', tools: 't' },
      flow: inputs.image === undefined && !('flow' in inputs) ? flowFacts : undefined,
      files: [],
      source: undefined,
      requirements: undefined,
      code: undefined,
      problems: [],
      ...facts
    }
  })
}

function build(...request: Parameters<typeof plan>): BuildPlan {
  const { image } = plan(...request)
  if (image.kind !== 'build') throw new Error('expected a build')
  return image
}

describe('makePlan', () => {
  test('plans a flow that is built, pushed and run', () => {
    const { image, job, cluster, identifier } = plan({ namespace: 'ci', context: 'c' })
    expect(image).toEqual({
      kind: 'build',
      baseImage: 'python:3.6',
      dependencies: [],
      origins: new Map(),
      requirements: undefined,
      buildSecrets: new Map(),
      preparesPrefect: false,
      env: new Map(),
      files: [],
      source: undefined,
      platform: undefined,
      healthCheck: false,
      flow: {
        source: '/workspace/flows/etl.py',
        repositoryPath: 'flows/etl.py',
        imagePath: '/flow/flows/etl.py',
        name: undefined,
        neighbours: new Map()
      },
      push: true,
      hasOwnTag: false,
      rebuild: 'auto',
      cacheFrom: [],
      cacheTo: [],
      day: undefined,
      timeout: 1_800_000,
      ...namesOf(image)
    })
    expect(job).toMatchObject({
      name: 'etl-0b5f7b0e',
      namespace: 'ci',
      launcher: true,
      hardened: true,
      nonce: 'n',
      ttl: 86_400
    })
    expect(job?.labels).toEqual({
      identifier: testIdentifier,
      'app.kubernetes.io/managed-by': 'docker-on-k8s',
      'docker-on-k8s/owner': expect.stringMatching(/^[0-9a-f]{16}$/)
    })
    expect(job?.annotations).toEqual({
      'docker-on-k8s/attempt': '1',
      'docker-on-k8s/repository': 'octo/flows',
      'docker-on-k8s/ref': 'refs/heads/main',
      'docker-on-k8s/sha': '1f0c3a52b1d1e6c8a4b6c3d2e1f0a9b8c7d6e5f4',
      'docker-on-k8s/run-url': 'https://github.com/octo/flows/actions/runs/815/attempts/1'
    })
    expect(cluster).toEqual({ kubeconfig: undefined, context: 'c', namespace: 'ci' })
    expect(identifier).toBe(testIdentifier)
  })

  test('runs an image as it is, without launcher and hardening', () => {
    const { image, job } = plan({
      image: 'ghcr.io/octo/My'.toLowerCase() + ':1',
      command: ['a'],
      args: ['b'],
      registryUrl: undefined,
      flow: undefined
    })
    expect(image).toEqual({ kind: 'use', reference: 'ghcr.io/octo/my:1', needsLauncher: false })
    expect(job).toMatchObject({ name: 'my-0b5f7b0e', launcher: false, hardened: false, command: ['a'], args: ['b'] })
  })

  test('has no Job and no cluster with run: false', () => {
    expect(plan({ run: false })).toMatchObject({ job: undefined, cluster: undefined })
  })

  test.each<[Partial<Inputs>, boolean]>([
    [{ push: 'auto' }, true],
    [{ push: 'auto', registryUrl: undefined, run: false }, false],
    [{ push: false, run: false }, false],
    [{ push: true }, true]
  ])('%j pushes: %s', (inputs, push) => {
    expect(build(inputs).push).toBe(push)
  })

  test('keeps the names that the user gave', () => {
    expect(build({ imageName: 'team/etl', imageTag: 'v1' })).toMatchObject({
      repository: 'localhost:5000/team/etl',
      imageName: 'team/etl',
      tag: 'v1'
    })
    expect(build({ imageName: 'etl', registryUrl: undefined, run: false }).repository).toBe('etl')
    expect(plan({ jobName: 'nightly' }).job?.name).toBe('nightly-0b5f7b0e')
  })

  test('without a flow has no launcher, and names the Job after the image', () => {
    expect(plan({ flow: undefined, imageName: 'team/etl' }).job).toMatchObject({
      name: 'etl-0b5f7b0e',
      launcher: false
    })
    expect(plan({ flow: undefined }).job?.name).toBe('job-0b5f7b0e')
  })

  test('carries a template, and reports its conflicts together with everything else', () => {
    const template = { metadata: { name: 'x' } }
    expect(plan({}, { template: { spec: {} } }).job?.template).toEqual({ spec: {} })
    expect(() => plan({}, { template, problems: [{ input: 'flow', text: 'is gone.' }] })).toThrow(
      /- flow: is gone\.\n- job-template: metadata\.name is set by the action alone/
    )
    expect(plan({ run: false }, { template }).job).toBeUndefined()
  })

  test('reports what is wrong in the workspace together with its own conflicts', () => {
    const problem = { input: 'flow', text: 'is gone.' }
    expect(conflicts([mapped('a', '/x'), mapped('b', '/x')], [problem])).toEqual([
      '- flow: is gone.',
      '- files: "a" and "b" would both land on /x. Give each thing a place of its own.'
    ])
  })
})

/** Name and tag as planned: that they are UUIDs is tested below. */
function namesOf(image: Plan['image']): Partial<BuildPlan> {
  if (image.kind !== 'build') throw new Error('expected a build')
  const { imageName, tag, fingerprint, dependenciesKey } = image
  return { imageName, tag, fingerprint, dependenciesKey, repository: `localhost:5000/${imageName}` }
}

describe('default names', () => {
  const uuid5 = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

  test('are version 5 UUIDs, the same for the same input', () => {
    const { imageName, tag } = build()
    expect(imageName).toMatch(uuid5)
    expect(tag).toMatch(uuid5)
    expect(tag).not.toBe(imageName)
    expect(build({}, {}, makeEnvironment({ workspace: '/other', runId: '2', sha: 'x', ref: 'y' }))).toMatchObject({
      imageName,
      tag
    })
    expect(imageName).toBe('27787017-bd85-54c7-9666-65518cc66010')
  })

  test('of images differ by repository and flow', () => {
    const other: Facts['flow'] = { source: '/workspace/b.py', repositoryPath: 'b.py', mode: 0o644, sha256: 'f' }
    const names = [build(), build({}, {}, makeEnvironment({ repository: 'octo/other' })), build({}, { flow: other })]
    expect(new Set(names.map(({ imageName }) => imageName)).size).toBe(3)
  })
})

function conflicts(files: readonly MappedFacts[], problems: Facts['problems'] = []): string[] {
  try {
    plan({}, { files, problems })
    return []
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return (error.why ?? '').split('\n')
  }
}

describe('two things on one path', () => {
  const clash = (text: string): string => `- files: ${text}. Give each thing a place of its own.`
  const reserved = (text: string): string =>
    `- files: ${text}, but /opt/docker-on-k8s belongs to the action. Give each thing a place of its own.`

  test.each<[string, MappedFacts[], string[]]>([
    ['two files', [mapped('a', '/x'), mapped('b', '/x')], [clash('"a" and "b" would both land on /x')]],
    ['two folders', [mapped('a', '/x', []), mapped('b', '/x', [])], [clash('"a" and "b" would both land on /x')]],
    [
      'a file and a folder',
      [mapped('a', '/x', ['y']), mapped('b', '/x')],
      [clash('"a" and "b" would both land on /x')]
    ],
    [
      'a file and the flow',
      [mapped('a', '/flow/flows/etl.py')],
      [clash('the flow and "a" would both land on /flow/flows/etl.py')]
    ],
    [
      'a folder and the flow',
      [mapped('a', '/flow/flows/etl.py', ['x'])],
      [clash('the flow and "a" would both land on /flow/flows/etl.py')]
    ],
    [
      'a folder that holds another file at the flow',
      [mapped('a', '/flow', ['flows/', 'flows/etl.py'])],
      [clash('the flow and "a" would both land on /flow/flows/etl.py')]
    ],
    [
      'a file above the flow',
      [mapped('a', '/flow')],
      [clash('the flow would land on /flow/flows/etl.py, but "a" is a file at /flow')]
    ],
    [
      'a file in a file',
      [mapped('a', '/x'), mapped('b', '/x/y/z')],
      [clash('"b" would land on /x/y/z, but "a" is a file at /x')]
    ],
    [
      'a file in a file of a folder',
      [mapped('a', '/x', ['y']), mapped('b', '/x/y/z')],
      [clash('"b" would land on /x/y/z, but "a" is a file at /x/y')]
    ],
    [
      'a file over a file of a folder',
      [mapped('a', '/x', ['y']), mapped('b', '/x/y')],
      [clash('"a" and "b" would both land on /x/y')]
    ],
    [
      'many at once: one problem a pair',
      [mapped('a', '/x', ['1', '2']), mapped('b', '/', ['x/', 'x/1', 'x/2'])].map((each) => ({
        ...each,
        entries: each.entries.map((e) => ({ ...e, path: e.path.replace('//', '/') }))
      })),
      [clash('"a" and "b" would both land on /x/1')]
    ],
    ['a file at /opt', [mapped('a', '/opt')], [reserved('"a" would land on /opt')]],
    [
      'a folder over the launcher',
      [mapped('a', '/opt', ['docker-on-k8s/', 'docker-on-k8s/launcher.py'])],
      [reserved('"a" would land on /opt/docker-on-k8s')]
    ]
  ])('%s', (_name, files, expected) => {
    expect(conflicts(files)).toEqual(expected)
  })

  test.each<[string, MappedFacts[]]>([
    ['things beside each other', [mapped('a', '/x/a'), mapped('b', '/x/b'), mapped('c', '/xy')]],
    ['a file in a folder, where there is none of its name', [mapped('a', '/x', ['y']), mapped('b', '/x/z')]],
    ['folders that meet', [mapped('a', '/x', ['y/', 'y/1']), mapped('b', '/x/y', ['2'])]],
    ['the folder of the flow, with the flow itself', [mapped('flows', '/flow/flows', ['etl.py', 'helper.py'])]],
    ['a folder at /opt', [mapped('a', '/opt', ['b'])]]
  ])('is not: %s', (_name, files) => {
    expect(conflicts(files)).toEqual([])
  })
})
