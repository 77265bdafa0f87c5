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
      'RUN ["python3", "-m", "pip", "install", "--no-cache-dir", "--disable-pip-version-check", "pip>=21.3"]',
      'COPY ["requirements/", "/opt/docker-on-k8s/"]',
      'RUN ["python3", "-m", "pip", "install", "--no-cache-dir", "--disable-pip-version-check", "-r", "/opt/docker-on-k8s/requirements.txt"]',
      'WORKDIR /flow',
      'ENV A="1" B="x y"',
      'COPY ["files/0/", "/data/"]',
      'COPY ["files/1/", "/opt/d/"]',
      'COPY ["files/2/", "/"]',
      'COPY ["launcher/", "/opt/docker-on-k8s/"]',
      'COPY ["flow/", "/flow/"]',
      'ENV PYTHONUNBUFFERED="1" DOCKER_ON_K8S_FLOW="/flow/flows/etl.py" DOCKER_ON_K8S_FLOW_NAME="daily"',
      'LABEL docker-on-k8s.launcher="1"',
      'ENTRYPOINT ["python3", "/opt/docker-on-k8s/launcher.py"]',
      'CMD []'
    ])
  })

  const install = '"install", "--no-cache-dir", "--disable-pip-version-check"'
  const script = '["python3", "/opt/docker-on-k8s/install.py"'
  const requirements = { file: '/flow/requirements.txt', folder: undefined, items: [], isHashed: false }

  test('a requirements file is installed together with other dependencies, so that pip sees what contradicts', () => {
    const text = dockerfile(buildPlan({ dependencies: ['a'], requirements }), [])
    expect(instructions(text).slice(4)).toEqual([
      `RUN ["python3", "-m", "pip", ${install}, "pip>=21.3"]`,
      'COPY ["requirements/", "/opt/docker-on-k8s/"]',
      'COPY ["project/", "/flow/"]',
      `RUN ["python3", "-m", "pip", ${install}, "-r", "/flow/requirements.txt", "-r", "/opt/docker-on-k8s/requirements.txt"]`
    ])
  })

  test('one with hashes is installed by itself', () => {
    const text = dockerfile(buildPlan({ dependencies: ['a'], requirements: { ...requirements, isHashed: true } }), [])
    expect(instructions(text).slice(-2)).toEqual([
      `RUN ["python3", "-m", "pip", ${install}, "-r", "/flow/requirements.txt"]`,
      `RUN ["python3", "-m", "pip", ${install}, "-r", "/opt/docker-on-k8s/requirements.txt"]`
    ])
  })

  test('where paths in it depend on a folder, pip runs there, without what else lies in that folder on its path', () => {
    const text = dockerfile(buildPlan({ requirements: { ...requirements, folder: '/flow/my $app' } }), [])
    expect(instructions(text).slice(4)).toEqual([
      'COPY ["tools/", "/opt/docker-on-k8s/"]',
      `RUN ${script}, "--", ${install}, "pip>=21.3"]`,
      'COPY ["project/", "/flow/"]',
      String.raw`WORKDIR /flow/my \$app`,
      `RUN ${script}, "--", ${install}, "-r", "/flow/requirements.txt"]`
    ])
  })

  test('secrets of the build are mounted in each step of pip; their values are nowhere', () => {
    const buildSecrets = new Map([
      ['PIP_INDEX_URL', 'https://user:hidden@index'],
      ['netrc', 'machine x password hidden']
    ])
    const text = dockerfile(buildPlan({ dependencies: ['a'], buildSecrets, flow }), [])
    const mounts = ['PIP_INDEX_URL', 'netrc']
      .map((name) => `--mount=type=secret,id=${name},required=true,mode=0444 `)
      .join('')
    const steps = instructions(text).filter((line) => line.startsWith('RUN '))
    expect(steps).toHaveLength(2)
    for (const step of steps)
      expect(step).toContain(
        `RUN ${mounts}${script}, "--secret", "PIP_INDEX_URL", "--secret", "netrc", "--", ${install}`
      )
    expect(text).not.toContain('hidden')
  })

  test("Prefect's packages are compiled, and its database is made, right after the dependencies", () => {
    const lines = instructions(
      dockerfile(
        buildPlan({
          dependencies: ['prefect>=2,<4'],
          requirements: { ...requirements, isHashed: true },
          preparesPrefect: true,
          flow
        }),
        []
      )
    )
    const at = lines.indexOf('RUN ["python3", "/opt/docker-on-k8s/prepare_prefect.py", "--compile"]')
    expect(lines.slice(at - 2, at)).toEqual([
      `RUN ["python3", "-m", "pip", ${install}, "--no-compile", "-r", "/flow/requirements.txt"]`,
      `RUN ["python3", "-m", "pip", ${install}, "--no-compile", "-r", "/opt/docker-on-k8s/requirements.txt"]`
    ])
    expect(lines.indexOf('COPY ["tools/", "/opt/docker-on-k8s/"]')).toBeLessThan(at)
  })

  test('where nothing is installed, nothing is compiled', () => {
    expect(instructions(dockerfile(buildPlan({ preparesPrefect: true, flow }), []))).toContain(
      'RUN ["python3", "/opt/docker-on-k8s/prepare_prefect.py"]'
    )
  })

  test('the health check is a stage on top of the image', () => {
    const lines = instructions(dockerfile(buildPlan({ healthCheck: true, flow }), []))
    expect(lines[0]).toBe('FROM python:3.12 AS flow-image')
    expect(lines.slice(-4)).toEqual([
      'CMD []',
      'FROM flow-image AS health-check',
      'ENV DOCKER_ON_K8S_CHECK="1"',
      'RUN ["python3", "/opt/docker-on-k8s/launcher.py"]'
    ])
  })

  test('the launcher hears of the folder that goes along', () => {
    const source = { source: '/workspace/src', destination: '/flow/src' }
    expect(dockerfile(buildPlan({ flow, source }), [])).toContain('DOCKER_ON_K8S_SOURCE="/flow/src"')
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

  test('with links: our own folders alone, and nothing after them that looks at files', () => {
    const plan = buildPlan({
      dependencies: ['a'],
      preparesPrefect: true,
      files: [{ source: '/w/d', destination: '/tmp/d' }],
      env: new Map([['A', '1']]),
      flow
    })
    const lines = instructions(dockerfile(plan, [{ kind: 'folder', destination: '/tmp/d' }], { links: true }))
    const first = lines.findIndex((line) => line.includes('--link'))
    expect(lines.slice(first - 4).map((line) => line.replace(/ENV .*/u, 'ENV'))).toEqual([
      'RUN ["python3", "/opt/docker-on-k8s/prepare_prefect.py", "--compile"]',
      'WORKDIR /flow',
      'ENV',
      'COPY ["files/0/", "/tmp/d/"]',
      'COPY --link ["launcher/", "/opt/docker-on-k8s/"]',
      'COPY --link ["flow/", "/flow/"]',
      'ENV',
      'LABEL docker-on-k8s.launcher="1"',
      'ENTRYPOINT ["python3", "/opt/docker-on-k8s/launcher.py"]',
      'CMD []'
    ])
  })

  test('the base image can be named by its digest', () => {
    const base = `python:3.12@sha256:${'a'.repeat(64)}`
    expect(dockerfile(buildPlan(), [], { base })).toBe(`FROM ${base}\n`)
  })

  test('the day comes between pip itself and what is installed', () => {
    const lines = instructions(dockerfile(buildPlan({ dependencies: ['a'], day: '2026-01-31' }), []))
    const at = lines.indexOf('ARG DOCKER_ON_K8S_DAY=2026-01-31')
    expect(lines[at - 1]).toContain('"pip>=21.3"')
    expect(lines.slice(at + 1).some((line) => line.includes('requirements.txt'))).toBe(true)
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
