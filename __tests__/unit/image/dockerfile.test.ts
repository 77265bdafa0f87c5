import { describe, expect, test } from '@jest/globals'

import { dockerfile } from '../../../src/image/dockerfile.ts'
import { buildPlan, flow } from './plans.ts'

/** Instructions, continued lines joined. */
const instructions = (text: string): string[] => text.replaceAll(' \\\n    ', ' ').trimEnd().split('\n')

describe('dockerfile', () => {
  test('goes from slow layers to fast ones', () => {
    const plan = buildPlan({
      dependencies: ['prefect==0.5.1'],
      env: new Map([
        ['A', '1'],
        ['B', 'x y']
      ]),
      files: [
        { source: '/w/a.csv', destination: '/data/x.csv' },
        { source: '/w/d', destination: '/opt/d' },
        { source: '/w/b', destination: '/top' }
      ],
      flow
    })
    const items = [
      { kind: 'file', destination: '/data/x.csv' },
      { kind: 'folder', destination: '/opt/d' },
      { kind: 'file', destination: '/top' }
    ] as const
    expect(instructions(dockerfile(plan, items))).toEqual([
      'FROM python:3.12',
      'ARG PIP_BREAK_SYSTEM_PACKAGES=1',
      'ARG PIP_ROOT_USER_ACTION=ignore',
      'ARG PIP_PROGRESS_BAR=off',
      'RUN ["python3", "-m", "pip", "install", "--no-cache-dir", "--disable-pip-version-check", "--upgrade", "pip"]',
      'COPY ["requirements/", "/opt/docker-on-k8s/"]',
      'RUN ["python3", "-m", "pip", "install", "--no-cache-dir", "--disable-pip-version-check", "-r", "/opt/docker-on-k8s/requirements.txt"]',
      'ENV A="1" B="x y"',
      'COPY ["files/0/", "/data/"]',
      'COPY ["files/1/", "/opt/d/"]',
      'COPY ["files/2/", "/"]',
      'COPY ["launcher/", "/opt/docker-on-k8s/"]',
      'COPY ["flow/", "/flow/"]',
      'ENV PYTHONUNBUFFERED="1" DOCKER_ON_K8S_FLOW="/flow/flows/etl.py" DOCKER_ON_K8S_FLOW_NAME="daily"',
      'LABEL docker-on-k8s.launcher="1"',
      'WORKDIR /flow',
      'ENTRYPOINT ["python3", "/opt/docker-on-k8s/launcher.py"]',
      'CMD []'
    ])
  })

  test("without a flow the base's own command stays, and without dependencies pip does not run", () => {
    expect(dockerfile(buildPlan(), [])).toBe('FROM python:3.12\n')
  })

  test('a flow without a name has no variable for one', () => {
    expect(dockerfile(buildPlan({ flow: { ...flow, name: undefined } }), [])).not.toContain('FLOW_NAME')
  })

  test("the user's PYTHONUNBUFFERED stays", () => {
    const text = dockerfile(buildPlan({ flow, env: new Map([['PYTHONUNBUFFERED', '']]) }), [])
    expect(text.match(/PYTHONUNBUFFERED="[^"]*"/gu)).toEqual(['PYTHONUNBUFFERED=""'])
  })

  test('needs nothing that the legacy builder lacks', () => {
    const text = dockerfile(buildPlan({ dependencies: ['x'], flow }), [])
    expect(text).not.toMatch(/COPY --|RUN --|<<|^#/mu)
  })
})

describe('values never become syntax', () => {
  test.each([
    ['double quotes', 'a "b" c', String.raw`a \"b\" c`],
    ['single quotes', "it's", "it's"],
    ['variables', '$HOME ${PATH:-x} $$', String.raw`\$HOME \${PATH:-x} \$\$`],
    ['backslashes', String.raw`C:\new\\x`, String.raw`C:\\new\\\\x`],
    ['a backslash at the end', 'x\\', String.raw`x\\`],
    ['a comment', '# no comment', '# no comment'],
    ['a heredoc', '<<EOF', '<<EOF'],
    ['spaces', '  a\tb  ', '  a\tb  '],
    ['unicode', 'ž 🐍', 'ž 🐍'],
    ['nothing', '', '']
  ])('environment: %s', (_name, value, written) => {
    expect(dockerfile(buildPlan({ env: new Map([['V', value]]) }), [])).toBe(`FROM python:3.12\nENV V="${written}"\n`)
  })

  test.each(['a\nRUN evil', 'a\rb', 'a\0b', 'x'.repeat(70_000)])('environment: refuses %j', (value) => {
    expect(() => dockerfile(buildPlan({ env: new Map([['V', value]]) }), [])).toThrow(
      expect.objectContaining({ reason: 'invalid-input' })
    )
  })

  test.each(['A B', 'A=B', 'A\nRUN', '$A', '"A"', '', '1A', 'A\\'])('environment: refuses the name %j', (name) => {
    expect(() => dockerfile(buildPlan({ env: new Map([[name, 'x']]) }), [])).toThrow(
      expect.objectContaining({ reason: 'invalid-input' })
    )
  })

  test.each([
    ['/a b', '["files/0/", "/a b/"]'],
    ['/a$b', String.raw`["files/0/", "/a\\$b/"]`],
    ['/a"b', String.raw`["files/0/", "/a\\\"b/"]`],
    ["/a'b", String.raw`["files/0/", "/a\\'b/"]`],
    ['/a\\b', String.raw`["files/0/", "/a\\\\b/"]`],
    ['/[a]*?', '["files/0/", "/[a]*?/"]'],
    ['/', '["files/0/", "/"]']
  ])('destination %s', (destination, written) => {
    expect(dockerfile(buildPlan(), [{ kind: 'folder', destination }])).toBe(`FROM python:3.12\nCOPY ${written}\n`)
  })

  test('refuses a line break in a destination', () => {
    expect(() => dockerfile(buildPlan(), [{ kind: 'folder', destination: '/a\nRUN evil' }])).toThrow(
      expect.objectContaining({ reason: 'invalid-input' })
    )
  })

  test.each(['python:3.12 AS x', '--platform=x python', '$BASE', 'a\nRUN b', 'python:3.12\\', ''])(
    'refuses the base image %j',
    (baseImage) => {
      expect(() => dockerfile(buildPlan({ baseImage }), [])).toThrow(
        expect.objectContaining({ reason: 'invalid-image-name' })
      )
    }
  )
})
