import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'

import { checkoutOf, headOf } from '../../../src/plan/checkout.ts'

/** Which commit a folder holds, of real repositories that git itself made. */
let root = ''
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'checkout-')))
})
afterEach(() => rmSync(root, { recursive: true }))

function git(folder: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'protocol.file.allow=always']
  return execFileSync('git', [...identity, ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { PATH: process.env['PATH'], HOME: root, GIT_CONFIG_NOSYSTEM: '1' }
  }).trim()
}

/** A repository with one commit on `main`; its HEAD is that branch. */
function repository(name: string, ...options: string[]): string {
  const folder = join(root, name)
  mkdirSync(join(folder, 'flows'), { recursive: true })
  git(folder, 'init', '--quiet', '--initial-branch=main', ...options)
  commit(folder, 'print(1)')
  return folder
}

function commit(folder: string, text: string): void {
  writeFileSync(join(folder, 'flows/etl.py'), text)
  git(folder, 'add', '.')
  git(folder, 'commit', '--quiet', '--message', text)
}

const headIn = (folder: string): string => git(folder, 'rev-parse', 'HEAD')

describe('the commit that git says is checked out', () => {
  test.each<[string, () => string]>([
    ['a branch with a loose ref', () => repository('a')],
    [
      'a branch in packed-refs, beside others of a similar name',
      () => {
        const folder = repository('a')
        git(folder, 'branch', 'other/main')
        commit(folder, 'print(2)')
        git(folder, 'pack-refs', '--all', '--prune')
        return folder
      }
    ],
    [
      'a loose ref that is newer than the packed one',
      () => {
        const folder = repository('a')
        git(folder, 'pack-refs', '--all')
        commit(folder, 'print(2)')
        return folder
      }
    ],
    [
      'a detached HEAD, as actions/checkout leaves it for a pull request',
      () => {
        const folder = repository('a')
        commit(folder, 'print(2)')
        git(folder, 'checkout', '--quiet', '--detach', 'HEAD~1')
        return folder
      }
    ],
    [
      'a branch whose name is a folder of others',
      () => {
        const folder = repository('a')
        git(folder, 'checkout', '--quiet', '-b', 'feature/x/y')
        git(folder, 'pack-refs', '--all', '--prune')
        return folder
      }
    ],
    [
      'a symbolic ref that names another',
      () => {
        const folder = repository('a')
        git(folder, 'symbolic-ref', 'refs/heads/alias', 'refs/heads/main')
        git(folder, 'symbolic-ref', 'HEAD', 'refs/heads/alias')
        return folder
      }
    ],
    [
      'a worktree: a .git file, a HEAD of its own, branches in the common folder',
      () => {
        const folder = repository('a')
        commit(folder, 'print(2)')
        git(folder, 'worktree', 'add', '--quiet', '-b', 'side', join(root, 'side'), 'HEAD~1')
        return join(root, 'side')
      }
    ],
    [
      'a submodule',
      () => {
        const inner = repository('inner')
        const folder = repository('a')
        git(folder, 'submodule', 'add', '--quiet', inner, 'vendor')
        return join(folder, 'vendor')
      }
    ],
    [
      'a shallow clone',
      () => {
        const folder = repository('a')
        commit(folder, 'print(2)')
        git(root, 'clone', '--quiet', '--depth=1', `file://${folder}`, 'clone')
        return join(root, 'clone')
      }
    ],
    ['a repository with SHA-256', () => repository('a', '--object-format=sha256')]
  ])('%s', async (_, make) => {
    const folder = make()
    expect(await headOf(folder)).toEqual({ kind: 'commit', sha: headIn(folder) })
  })
})

describe('what cannot be told', () => {
  const broken = (write: (gitFolder: string) => void) => (): string => {
    const folder = repository('a')
    write(join(folder, '.git'))
    return folder
  }
  const head = (text: string): (() => string) => broken((folder) => writeFileSync(join(folder, 'HEAD'), text))
  test.each<[string, () => string, RegExp]>([
    ['rubbish in HEAD', head('rubbish'), /HEAD cannot be understood/],
    ['an empty HEAD', head(''), /HEAD cannot be understood/],
    ['a commit with something after it', head(`${'a'.repeat(40)} x\n`), /HEAD cannot be understood/],
    ['a short commit', head('a'.repeat(39)), /HEAD cannot be understood/],
    ['a ref that leads out of .git', head('ref: refs/../../../secret\n'), /HEAD cannot be understood/],
    ['a ref that is no ref', head('ref: config\n'), /HEAD cannot be understood/],
    ['a branch without a commit', head('ref: refs/heads/unborn\n'), /refs\/heads\/unborn, which has no commit/],
    [
      'a ref that names itself',
      () => {
        const folder = repository('a')
        writeFileSync(join(folder, '.git/refs/heads/main'), 'ref: refs/heads/main\n')
        return folder
      },
      /without end/
    ],
    ['no HEAD', broken((folder) => rmSync(join(folder, 'HEAD'))), /has no HEAD/],
    ['reftable', broken((folder) => mkdirSync(join(folder, 'reftable'))), /reftable/],
    [
      'a .git file that names nothing',
      () => {
        writeFileSync(join(root, '.git'), 'nothing\n')
        return root
      },
      /names no git folder/
    ],
    [
      'a .git file whose folder is gone',
      () => {
        writeFileSync(join(root, '.git'), 'gitdir: ../gone\n')
        return root
      },
      /has no HEAD/
    ],
    [
      'a .git that leads in a circle',
      () => {
        symlinkSync('.git', join(root, '.git'))
        return root
      },
      /cannot be read \(ELOOP\)/
    ],
    ['a .git that is not there', () => root, /cannot be read \(ENOENT\)/]
  ])('%s', async (_, make, why) => {
    const found = await headOf(make())
    expect(found).toEqual({ kind: 'unknown', why: expect.stringMatching(why) as unknown })
  })
})

describe('which checkout a path belongs to', () => {
  test('the nearest one: of a checkout in another the inner', async () => {
    const outer = repository('a')
    const inner = repository('a/pr')
    commit(inner, 'print(2)')
    expect(await checkoutOf(join(outer, 'flows/etl.py'), outer)).toEqual({
      folder: outer,
      head: { kind: 'commit', sha: headIn(outer) }
    })
    expect(await checkoutOf(join(inner, 'flows/etl.py'), outer)).toEqual({
      folder: inner,
      head: { kind: 'commit', sha: headIn(inner) }
    })
    expect((await checkoutOf(inner, outer)).folder).toBe(inner)
  })

  test('never one above the workspace', async () => {
    const outer = repository('a')
    const workspace = join(outer, 'flows')
    expect(await checkoutOf(join(workspace, 'etl.py'), workspace)).toEqual({
      folder: workspace,
      head: { kind: 'unknown', why: expect.stringContaining('no .git above it') as unknown }
    })
  })

  test('git is not run: its hooks and configured programs stay where they are', async () => {
    const folder = repository('a')
    const sha = headIn(folder)
    const program = join(root, 'program')
    writeFileSync(program, `#!/bin/sh\ntouch ${join(root, 'was-run')}\n`)
    chmodSync(program, 0o755)
    writeFileSync(join(folder, '.git/config'), `[core]\n\tfsmonitor = ${program}\n\trepositoryformatversion = 0\n`)
    expect(await checkoutOf(join(folder, 'flows'), folder)).toMatchObject({ head: { sha } })
    expect(() => realpathSync(join(root, 'was-run'))).toThrow('ENOENT')
  })
})
