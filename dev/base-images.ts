import { createHash } from 'node:crypto'
import { copyFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { canInstall, debianMirror, distribution, install, which } from './apt.ts'
import { cacheDir, checkout, folder } from './paths.ts'
import { withLock } from './processes.ts'
import { hasManifest, type Registry } from './registry.ts'
import { must, run } from './run.ts'
import { say, step } from './say.ts'

/** A part that could not be had: what it is, and how to get it. */
export class Missing extends Error {}

const label = 'docker-on-k8s.recipe'
const minutes = (n: number) => ({ timeout: n * 60_000 })

/**
 * The certificates that programs on this machine are told to trust by their environment: networks that open TLS need
 * them inside a build too, or pip fails. Undefined when the environment names none: then images get nothing.
 */
function certificates(): string | undefined {
  return ['PIP_CERT', 'REQUESTS_CA_BUNDLE', 'SSL_CERT_FILE']
    .map((key) => process.env[key] ?? '')
    .find((path) => path && existsSync(path))
}

function certificateLines(): string[] {
  if (certificates() === undefined) return []
  const inside = '/etc/ssl/certs/ca-certificates.crt'
  return [
    `COPY ca-certificates.crt ${inside}`,
    `ENV PIP_CERT=${inside} SSL_CERT_FILE=${inside} REQUESTS_CA_BUNDLE=${inside}`
  ]
}

let hub: Promise<boolean> | undefined

/** Whether Docker Hub can be reached; asked once. Its registry answers 401 to a request without a login. */
function hubAnswers(): Promise<boolean> {
  hub ??= fetch('https://registry-1.docker.io/v2/', { signal: AbortSignal.timeout(4000) }).then(
    (answer) => answer.status === 401 || answer.ok,
    () => false
  )
  return hub
}

/** The recipe an image here was made by; '' for an image that came from elsewhere; undefined when there is none. */
async function recipeOf(image: string): Promise<string | undefined> {
  const answer = await run('docker', ['image', 'inspect', '-f', `{{index .Config.Labels "${label}"}}`, image])
  return answer.ok ? answer.stdout.trim().replace('<no value>', '') : undefined
}

const digest = (...parts: (string | Buffer)[]): string =>
  parts
    .reduce((hash, part) => hash.update(part).update('\0'), createHash('sha256'))
    .digest('hex')
    .slice(0, 12)

/** Builds an image from Dockerfile lines, in a folder of its own into which `fill` puts what they copy. */
async function build(
  tag: string,
  lines: readonly string[],
  recipe: string,
  fill: (context: string) => void | Promise<void> = () => undefined
): Promise<void> {
  const context = mkdtempSync(join(folder(cacheDir(), 'tmp'), 'image-'))
  try {
    const bundle = certificates()
    if (bundle !== undefined) copyFileSync(bundle, join(context, 'ca-certificates.crt'))
    await fill(context)
    writeFileSync(join(context, 'Dockerfile'), [...lines, `LABEL ${label}=${recipe}`, ''].join('\n'))
    await must('docker', ['build', '-q', '-t', tag, context], minutes(15))
  } finally {
    rmSync(context, { recursive: true, force: true })
  }
}

/** A small Debian 12 with its Python 3.11, made with mmdebstrap: about 75 s, kept in the engine. */
async function debian(): Promise<string> {
  const release = 'bookworm'
  const image = 'docker-on-k8s/debian-python:bookworm'
  if ((await recipeOf(image)) !== undefined) return image
  if (which('mmdebstrap') === undefined) {
    if (!canInstall())
      throw new Missing(
        'Docker Hub cannot be reached, and making a base image needs mmdebstrap: run this as root on Debian, or `docker pull` it where Docker Hub can be reached and `docker load` it here.'
      )
    await install(['mmdebstrap'], 'makes base images, because Docker Hub cannot be reached')
  }
  const mirror = await debianMirror()
  if (mirror === undefined)
    throw new Missing('Docker Hub cannot be reached, and apt names no Debian mirror to make a base image from.')
  await step('a small Debian with Python 3.11, made with mmdebstrap (about 75 s)', async () => {
    const work = mkdtempSync(join(folder(cacheDir(), 'tmp'), 'debian-'))
    try {
      const tar = join(work, 'base.tar')
      const include = '--include=python3,python3-pip,python3-venv,ca-certificates'
      // the machine's own apt sources where it is that release already: they are known to work
      const source = distribution().codename === release ? [] : [mirror]
      await must('mmdebstrap', ['--variant=minbase', include, release, tar, ...source], minutes(15))
      await must('docker', ['import', '-c', `LABEL ${label}=debian`, tar, image], minutes(5))
    } finally {
      rmSync(work, { recursive: true, force: true })
    }
  })
  return image
}

/** Where an installed Python is that can be copied: pyenv builds them from source, each whole in its own folder. */
function pyenv(version: string): string | undefined {
  const root = process.env['PYENV_ROOT'] || join(homedir(), '.pyenv')
  const path = join(root, 'versions', version)
  return existsSync(join(path, 'bin', 'python3')) ? path : undefined
}

interface Recipe {
  lines: (base: string) => string[]
  fill?: (context: string) => void
  missing?: string
}

function recipes(): Record<'3.11' | '3.6', Recipe> {
  const old = pyenv('3.6.15')
  return {
    '3.11': {
      lines: (base) => [
        `FROM ${base}`,
        ...certificateLines(),
        'ENV PIP_BREAK_SYSTEM_PACKAGES=1',
        'RUN ln -sf python3 /usr/bin/python',
        'CMD ["python3"]'
      ]
    },
    '3.6':
      old === undefined
        ? {
            lines: () => [],
            missing:
              'python:3.6 cannot be had: Docker Hub cannot be reached, and pyenv has no Python 3.6.15 to make it from (`pyenv install 3.6.15`).'
          }
        : {
            // Python looks for its library beside where it was built: it must lie at the same path inside
            lines: (base) => [
              `FROM ${base}`,
              `COPY py ${old}`,
              ...certificateLines(),
              `ENV PATH=${old}/bin:$PATH`,
              'CMD ["python3"]'
            ],
            fill: (context) => cpSync(old, join(context, 'py'), { recursive: true, verbatimSymlinks: true })
          }
  }
}

/** Sees to it that the engine has this image. True when it is another one than before. */
async function make(registry: Registry, tag: string, { lines, fill, missing }: Recipe): Promise<boolean> {
  const bundle = certificates()
  const recipe = digest(lines('').join('\n'), bundle === undefined ? '' : readFileSync(bundle))
  let present = await recipeOf(tag)
  if (present === undefined && (await pullBack(registry, tag))) present = await recipeOf(tag)
  if (present === '' || present === recipe) return false // somebody else's is left as it is; ours is up to date
  if (await hubAnswers()) {
    const pulled = await run('docker', ['pull', '-q', tag], minutes(10))
    if (pulled.ok) return true
    say(`  docker pull ${tag} failed, making it here: ${pulled.why}`)
  }
  if (missing !== undefined) throw new Missing(missing)
  const base = await debian()
  await step(`${tag}, made here because Docker Hub cannot be reached`, () => build(tag, lines(base), recipe, fill))
  return true
}

/** An engine that was pruned gets back what our registry still has. */
async function pullBack(registry: Registry, image: string): Promise<boolean> {
  const [repository = '', tag = ''] = image.split(':')
  if (!(await hasManifest(registry, repository, tag))) return false
  const reference = `${registry.host}/${image}`
  return (
    (await run('docker', ['pull', '-q', reference], minutes(5))).ok &&
    (await run('docker', ['tag', reference, image])).ok
  )
}

async function publish(registry: Registry, image: string, changed: boolean): Promise<string> {
  const [repository = '', tag = ''] = image.split(':')
  const reference = `${registry.host}/${image}`
  await must('docker', ['tag', image, reference])
  if (!changed && (await hasManifest(registry, repository, tag))) return reference
  await must('docker', ['push', '-q', reference], minutes(5))
  return reference
}

/**
 * The base images `python:3.11` and `python:3.6`, in the engine and in our registry: those that are there, else from
 * Docker Hub, else made here. `missing` says which could not be had, and how to get them.
 */
export async function ensureBaseImages(registry: Registry): Promise<{ images: string[]; missing: string[] }> {
  return withLock(
    'images',
    async () => {
      const [images, missing]: [string[], string[]] = [[], []]
      for (const [version, recipe] of Object.entries(recipes())) {
        try {
          const changed = await make(registry, `python:${version}`, recipe)
          images.push(await publish(registry, `python:${version}`, changed))
        } catch (error) {
          if (!(error instanceof Missing)) throw error
          missing.push(error.message)
        }
      }
      return { images, missing }
    },
    { dir: cacheDir() }
  )
}

/** The image that holds a pod's namespaces on our own node, made from pause.go and pushed to our registry. Needs Go. */
export async function ensurePauseImage(registry: Registry): Promise<string> {
  const source = join(checkout(), 'dev/images/pause.go')
  const recipe = digest(readFileSync(source))
  const image = `docker-on-k8s/pause:${recipe}`
  if (await hasManifest(registry, 'docker-on-k8s/pause', recipe)) return `${registry.host}/${image}`
  if ((await recipeOf(image)) !== recipe) {
    if (which('go') === undefined) throw new Missing('The local node needs Go (https://go.dev/dl/).')
    await build(image, ['FROM scratch', 'COPY pause /pause', 'ENTRYPOINT ["/pause"]'], recipe, async (context) => {
      await must('go', ['build', '-trimpath', '-ldflags', '-s -w', '-o', join(context, 'pause'), source], {
        ...minutes(5),
        env: { CGO_ENABLED: '0' }
      })
    })
  }
  return publish(registry, image, false)
}

/** Takes our registry's names off the base images. The images themselves stay for the next start. */
export async function untagBaseImages({ host }: Registry): Promise<void> {
  const listed = await run('docker', ['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}', `${host}/*`])
  const nested = await run('docker', ['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}', `${host}/docker-on-k8s/*`])
  const names = `${listed.stdout}\n${nested.stdout}`
    .split('\n')
    .filter((name) => /\/(python|docker-on-k8s\/pause):[\w.]+$/.test(name))
  if (names.length > 0) await run('docker', ['rmi', '--no-prune', ...names])
}
