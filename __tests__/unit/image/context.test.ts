import {
  chmod,
  link,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  utimes,
  writeFile
} from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'

import { writeContext } from '../../../src/image/context.ts'
import { buildPlan } from './plans.ts'

const launcher = new Map([
  ['launcher.py', 'print("launcher")\n'],
  ['helper.py', '']
])
const own = { launcher, tools: new Map([['install.py', 'pip']]) }
let root = ''
let workspace = ''
let target = ''

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'context-'))
  workspace = join(root, 'workspace')
  target = join(root, 'run', 'context')
  await mkdir(workspace)
})
afterEach(() => rm(root, { recursive: true }))

async function place(path: string, text = 'x', mode = 0o644): Promise<string> {
  const full = join(workspace, path)
  await mkdir(join(full, '..'), { recursive: true })
  await writeFile(full, text)
  await chmod(full, mode)
  return full
}

/** Every entry of a folder with its kind, mode and content. */
async function list(folder: string, prefix = ''): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const name of (await readdir(folder)).sort()) {
    const path = join(folder, name)
    const stat = await lstat(path)
    const mode = (stat.mode & 0o7777).toString(8)
    if (stat.isSymbolicLink()) found[prefix + name] = `-> ${await readlink(path)}`
    else if (stat.isDirectory()) {
      found[`${prefix}${name}/`] = mode
      Object.assign(found, await list(path, `${prefix}${name}/`))
    } else found[prefix + name] = `${mode} ${await readFile(path, 'utf8')}`
  }
  return found
}

const copying = (source: string, destination = '/data/x', folder = target) =>
  writeContext(buildPlan({ files: [{ source, destination }] }), folder, own)

describe('writeContext', () => {
  test('holds exactly what the Dockerfile copies, with modes, under names of ours', async () => {
    const umask = process.umask(0o077)
    try {
      const source = await place('flows/my flow.py', 'print(1)\n', 0o755)
      await place('flows/neighbour.py')
      const file = await place('-x [1].csv', 'csv', 0o640)
      await place('folder/run.sh', 'sh', 0o755)
      await place('folder/deep/secret', 's', 0o600)
      await chmod(join(workspace, 'folder/deep'), 0o711)
      await chmod(join(workspace, 'folder'), 0o755)
      await mkdir(join(workspace, 'folder/empty'))
      await symlink('../run.sh', join(workspace, 'folder/deep/link'))
      await symlink('nowhere', join(workspace, 'folder/dangling'))
      const plan = buildPlan({
        dependencies: ['a==1', 'b'],
        files: [
          { source: join(workspace, 'folder'), destination: '/opt/f' },
          { source: file, destination: '/data/$x "y".csv' }
        ],
        flow: { source, repositoryPath: 'flows/my flow.py', imagePath: '/flow/flows/my flow.py', name: undefined }
      })
      const context = await writeContext(plan, target, own)
      const { Dockerfile, ...entries } = await list(context.folder)
      expect(entries).toEqual({
        'files/': '755',
        'files/0/': '755',
        'files/0/dangling': '-> nowhere',
        'files/0/deep/': '711',
        'files/0/deep/link': '-> ../run.sh',
        'files/0/deep/secret': '600 s',
        'files/0/empty/': '700',
        'files/0/run.sh': '755 sh',
        'files/1/': '755',
        'files/1/$x "y".csv': '640 csv',
        'flow/': '755',
        'flow/flows/': '755',
        'flow/flows/my flow.py': '755 print(1)\n',
        'launcher/': '755',
        'launcher/helper.py': '644 ',
        'launcher/launcher.py': '644 print("launcher")\n',
        'requirements/': '755',
        'requirements/requirements.txt': '644 a==1\nb\n'
      })
      expect(Dockerfile).toContain('COPY ["files/1/", "/data/"]')
      expect((await lstat(context.folder)).mode & 0o777).toBe(0o700)
    } finally {
      process.umask(umask)
    }
  })

  test('equal files make equal layers: times of the checkout do not count', async () => {
    const folder = join(workspace, 'd')
    await place('d/a')
    await symlink('a', join(folder, 'l'))
    const timesIn = async (context: { folder: string }) =>
      Promise.all(
        ['', 'a', 'l'].map(async (name) => (await lstat(join(context.folder, 'files/0', name))).mtime.toISOString())
      )
    const times = await timesIn(await copying(folder))
    expect(times).toEqual(['2000-01-01T00:00:00.000Z', expect.stringMatching(/^200\d-/u), '2000-01-01T00:00:00.000Z'])
    await utimes(join(folder, 'a'), 1, 1)
    expect(await timesIn(await copying(folder, '/data/x', join(root, 'again')))).toEqual(times)
  })

  test('files of one size with other contents have other times: by these BuildKit knows what to ask for', async () => {
    const timesOf = async (text: string) => {
      const { folder } = await copying(await place(text, text), '/data/x', join(root, text))
      return Promise.all(['files/0/x', 'Dockerfile'].map(async (path) => (await lstat(join(folder, path))).mtimeMs))
    }
    const [one, two] = [await timesOf('x=1'), await timesOf('x=2')]
    expect(one[0]).not.toBe(two[0])
    // equal texts, equal times
    expect(one[1]).toBe(two[1])
  })

  test('the workspace stays untouched, also through hard links', async () => {
    const file = await place('a', 'x', 0o600)
    await link(file, join(workspace, 'b'))
    const before = await lstat(file)
    await copying(file)
    expect((await lstat(file)).mtimeMs).toBe(before.mtimeMs)
    expect(await readdir(workspace)).toEqual(['a', 'b'])
  })

  test('a source that is itself a link is followed', async () => {
    await place('real/a')
    await symlink('real', join(workspace, 'l'))
    const context = await copying(join(workspace, 'l'))
    expect(await list(join(context.folder, 'files'))).toMatchObject({ '0/a': '644 x' })
  })
})

describe('refuses', () => {
  test('what is not there, by name', async () => {
    await expect(copying(join(workspace, 'nosuch'))).rejects.toMatchObject({
      reason: 'invalid-input',
      why: `There is no ${join(workspace, 'nosuch')}.`
    })
  })

  test.each([
    ['an absolute link', '/etc/hostname'],
    ['a link that leaves the folder', '../outside'],
    ['a link to the folder above', '..']
  ])('%s', async (_name, to) => {
    await place('folder/a')
    await symlink(to, join(workspace, 'folder/l'))
    await expect(copying(join(workspace, 'folder'))).rejects.toMatchObject({
      reason: 'invalid-input',
      why: expect.stringContaining(to)
    })
  })

  test('a link that leaves through another link', async () => {
    await place('folder/a')
    await place('secret')
    await symlink('.', join(workspace, 'folder/here'))
    await symlink('here/../secret', join(workspace, 'folder/l'))
    await expect(copying(join(workspace, 'folder'))).rejects.toMatchObject({ reason: 'invalid-input' })
  })

  test('a socket', async () => {
    await mkdir(join(workspace, 'folder'))
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(join(workspace, 'folder/s'), resolve))
    try {
      await expect(copying(join(workspace, 'folder'))).rejects.toMatchObject({ reason: 'invalid-input' })
    } finally {
      server.close()
    }
  })

  test('a folder that holds the context itself', async () => {
    await expect(copying(root)).rejects.toMatchObject({ reason: 'invalid-input' })
  })
})
