/** Images on a real Docker engine and a real registry; no cluster. */

import { readdir, readFile, rm, mkdir, mkdtemp, writeFile, chmod, symlink } from 'node:fs/promises'
import { createServer, request, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

import { startParts } from '../../dev/parts.ts'
import { createDockerCli } from '../../src/docker/cli.ts'
import { findLocalImage, removeLocalImage } from '../../src/docker/local-images.ts'
import type { Docker } from '../../src/docker/port.ts'
import type { Failure } from '../../src/failure.ts'
import { provideImage } from '../../src/image/provide.ts'
import type { ProvidedImage } from '../../src/image/tools.ts'
import type { BuildPlan } from '../../src/plan/types.ts'
import { createWriter } from '../../src/runner/writer.ts'
import { Scope } from '../../src/scope.ts'
import { makeBuildPlan } from '../support/inputs.ts'

const cli = createDockerCli({ env: process.env })
/** An engine as if buildx were not installed: our own code then takes the legacy builder. */
const withoutBuildx: Docker = {
  run: (command) =>
    command.args[0] === 'buildx'
      ? Promise.resolve({ exitCode: 1, timedOut: false, stdout: '', lines: ['docker: unknown command: docker buildx'] })
      : cli.run(command)
}

let registry = ''
let root = ''
beforeAll(async () => {
  registry = (await startParts({ cluster: 'none' })).registry
  root = await mkdtemp(join(tmpdir(), 'image-test-'))
}, 900_000)
afterAll(() => rm(root, { recursive: true, force: true }))

let runs = 0
function plan(changes: Partial<BuildPlan> = {}): BuildPlan {
  const name = `image-test-${process.pid}-${(runs += 1)}`
  return makeBuildPlan({
    baseImage: 'python:3.11',
    flow: undefined,
    repository: `${registry}/${name}`,
    imageName: name,
    tag: 't',
    ...changes
  })
}

interface Outcome {
  readonly image: ProvidedImage | undefined
  readonly failure: Failure | undefined
  readonly log: string
}

/** Provides an image as main does, closes the scope, and leaves no name in the engine. */
async function provide(
  wanted: BuildPlan,
  options: { docker?: Docker; signal?: AbortSignal; onLog?: (text: string) => void } = {}
): Promise<Outcome> {
  const signal = options.signal ?? new AbortController().signal
  const scope = new Scope({ signal, journal: { write: () => {}, done: () => {} }, marker: { isSet: () => false } })
  let log = ''
  const writer = createWriter((text) => {
    log += String(text)
    options.onLog?.(log)
  })
  const tools = {
    docker: options.docker ?? cli,
    scope,
    writer,
    folder: join(root, wanted.imageName),
    signal,
    stage: <T>(_name: string, body: () => Promise<T>) => body(),
    sleep: () => Promise.resolve()
  }
  try {
    return { image: await provideImage(wanted, tools), failure: undefined, log }
  } catch (error) {
    return { image: undefined, failure: error as Failure, log }
  } finally {
    await scope.close(async ({ undo }) => {
      if (undo.kind === 'local-image') await removeLocalImage(cli, undo.reference, AbortSignal.timeout(30_000))
      if (undo.kind === 'folder') await rm(undo.path, { recursive: true })
    }, AbortSignal.timeout(60_000))
  }
}

async function runImage(reference: string, ...args: string[]): Promise<string> {
  const exit = await cli.run({ args: ['run', '--rm', reference, ...args], signal: AbortSignal.timeout(120_000) })
  await removeLocalImage(cli, reference, AbortSignal.timeout(30_000))
  if (exit.exitCode !== 0) throw new Error(exit.lines.join('\n'))
  return exit.stdout
}

const nasty: Record<string, string> = {
  QUOTES: `"double" 'single' \`back\``,
  DOLLAR: '$HOME ${PATH} $$ $(id)',
  HASH: '# not a comment',
  BACKSLASH: 'C:\\new\\\\x\\',
  SPACES: '  lead and\ttab  ',
  UNICODE: 'žluťoučký 🐍',
  EMPTY: '',
  HEREDOC: '<<EOF'
}

const script = `
import json, os, sys
found = {}
for top in ('/data', '/opt/da ta'):
    for folder, folders, files in os.walk(top):
        for name in folders + files:
            path = os.path.join(folder, name)
            found[path] = os.readlink(path) if os.path.islink(path) else oct(os.lstat(path).st_mode & 0o7777)
env = {name: os.environ.get(name) for name in json.load(open('/data/names.json'))}
print(json.dumps({'env': env, 'found': found, 'argv': sys.argv, 'cwd': os.getcwd(), 'tmp': oct(os.stat('/tmp').st_mode & 0o7777)}))
`

describe('build and push', () => {
  test.each([
    ['the legacy builder', withoutBuildx],
    ['BuildKit', cli]
  ])(
    '%s: environment, files and modes arrive as they are',
    async (_name, docker) => {
      const work = await mkdtemp(join(root, 'work-'))
      await mkdir(join(work, 'da ta/deep/empty'), { recursive: true })
      await writeFile(join(work, 'da ta/run.sh'), 'x')
      await chmod(join(work, 'da ta/run.sh'), 0o755)
      await symlink('../run.sh', join(work, 'da ta/deep/link'))
      await writeFile(join(work, '-x*[a].csv'), 'csv')
      await chmod(join(work, '-x*[a].csv'), 0o640)
      await writeFile(join(work, 'names.json'), JSON.stringify(Object.keys(nasty)))
      await writeFile(join(work, 'my flow.py'), script)
      const wanted = plan({
        env: new Map(Object.entries(nasty)),
        files: [
          { source: join(work, 'da ta'), destination: '/opt/da ta' },
          { source: join(work, '-x*[a].csv'), destination: `/data/we$ird "n'ame\\ [1] <<EOF.csv` },
          { source: join(work, 'names.json'), destination: '/data/names.json' },
          { source: join(work, 'names.json'), destination: '/tmp/names.json' }
        ],
        flow: {
          source: join(work, 'my flow.py'),
          repositoryPath: 'f/my flow.py',
          imagePath: '/flow/f/my flow.py',
          name: undefined
        }
      })
      const { image, failure } = await provide(wanted, { docker })
      expect(failure).toBeUndefined()
      expect(image?.reference).toBe(`${wanted.repository}@${image?.digest}`)
      expect(await findLocalImage(cli, `${wanted.repository}:t`, AbortSignal.timeout(30_000))).toBeUndefined()
      expect(JSON.parse(await runImage(image?.reference ?? '', 'a 1', '$b'))).toEqual({
        env: nasty,
        found: {
          [`/data/we$ird "n'ame\\ [1] <<EOF.csv`]: '0o640',
          '/data/names.json': '0o644',
          '/opt/da ta/run.sh': '0o755',
          '/opt/da ta/deep': '0o755',
          '/opt/da ta/deep/empty': '0o755',
          '/opt/da ta/deep/link': '../run.sh'
        },
        argv: ['/flow/f/my flow.py', 'a 1', '$b'],
        cwd: '/flow',
        tmp: '0o1777'
      })
    },
    180_000
  )

  test.each([
    ['the legacy builder', withoutBuildx],
    ['BuildKit', cli]
  ])(
    '%s: what pip did not compile for Prefect is compiled in the image, and Python takes it',
    async (_name, docker) => {
      const { image, failure } = await provide(plan({ dependencies: ['six==1.17.0'], preparesPrefect: true }), {
        docker
      })
      expect(failure).toBeUndefined()
      // without -B it would write what is missing
      const said = await runImage(image?.reference ?? '', 'sh', '-c', 'python3 -B -v -c "import six" 2>&1')
      expect(said).toMatch(/six\.cpython-\d+\.pyc matches \S+six\.py$/mu)
    },
    180_000
  )

  test('a registry that fails twice gets the image the third time', async () => {
    const proxy = await faulty(2)
    try {
      const file = join(root, 'small')
      await writeFile(file, 'x')
      const small = { baseImage: 'scratch', files: [{ source: file, destination: '/small' }] }
      const repository = `localhost:${proxy.port}/image-test/${process.pid}`
      const { image, log } = await provide(plan({ ...small, repository }))
      expect(image?.digest).toMatch(/^sha256:/u)
      expect(log).toContain('try 3 of 5')
      expect(proxy.failed()).toBe(2)
    } finally {
      proxy.close()
    }
  }, 180_000)

  test('a registry that is down', async () => {
    const { failure, log } = await provide(plan({ repository: 'localhost:1/flow' }))
    expect(failure).toMatchObject({
      reason: 'registry-unavailable',
      why: expect.stringContaining('connection refused')
    })
    expect(log).toContain('try 5 of 5')
  }, 180_000)
})

describe('failures', () => {
  test.each<[string, Partial<BuildPlan>, object]>([
    [
      'a package that does not exist',
      { dependencies: ['docker-on-k8s-no-such-package==9'] },
      { reason: 'dependency-not-installable', why: expect.stringContaining('docker-on-k8s-no-such-package') }
    ],
    ['a base image that does not exist', { baseImage: 'localhost:1/python:3' }, { reason: 'registry-unavailable' }],
    ['a time limit', { dependencies: ['prefect==0.5.1'], timeout: 1500 }, { reason: 'build-timeout' }]
  ])(
    '%s',
    async (_name, changes, expected) => {
      expect((await provide(plan(changes))).failure).toMatchObject(expected)
      expect(await processesOf(`image-test-${process.pid}-${runs}`)).toEqual([])
    },
    180_000
  )

  test.each([
    ['the legacy builder', withoutBuildx],
    ['BuildKit', cli]
  ])(
    '%s: a cancel ends docker and its children',
    async (_name, docker) => {
      const controller = new AbortController()
      const wanted = plan({ dependencies: [`docker-on-k8s-has-no-such-package-${runs}==1`] })
      const { failure, log } = await provide(wanted, {
        docker,
        signal: controller.signal,
        onLog: (log) => {
          if (log.includes('"pip>=21.3"') && !controller.signal.aborted) controller.abort(new Error('cancelled'))
        }
      })
      expect(failure).toEqual(new Error('cancelled'))
      expect(await processesOf(wanted.imageName)).toEqual([])
      // where the build was not ended it goes on to a package that there is not
      expect(log).not.toContain('No matching distribution')
    },
    180_000
  )
})

/** Command lines that name this image. */
async function processesOf(name: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/u.test(entry))
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')))
  return lines.filter((line) => line.includes(name))
}

/** A registry on loopback that answers 500 to the first `times` manifests, and else is the real one. */
async function faulty(times: number) {
  const [host, port] = registry.split(':')
  let failed = 0
  const server = createServer((incoming, outgoing) => {
    if (incoming.method === 'PUT' && incoming.url?.includes('/manifests/') && failed < times) {
      failed += 1
      incoming.resume()
      outgoing.writeHead(500).end()
      return
    }
    const { method, url: path, headers } = incoming
    const onward = request({ host, port, method, path, headers }, (answer: IncomingMessage) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    failed: () => failed,
    close: () => {
      server.closeAllConnections()
      server.close()
    }
  }
}
