/** What goes along with a flow: `source`, `requirements`, and what `.dockerignore` leaves out. */

import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'

import type { Inputs } from '../../../src/inputs/types.ts'
import { gatherFacts, type Facts } from '../../../src/plan/facts.ts'
import { makeEnvironment, makeInputs } from '../../support/inputs.ts'

let workspace = ''
beforeEach(() => {
  workspace = realpathSync(mkdtempSync(join(tmpdir(), 'along-')))
})
afterEach(() => rmSync(workspace, { recursive: true }))

/** Path → text; `…/` is an empty folder. */
function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    const whole = join(workspace, path)
    mkdirSync(path.endsWith('/') ? whole : dirname(whole), { recursive: true })
    if (!path.endsWith('/')) writeFileSync(whole, text)
  }
}

const gather = (inputs: Partial<Inputs> = {}): Promise<Facts> =>
  gatherFacts(makeInputs({ flow: { path: 'flow.py' }, ...inputs }), makeEnvironment({ workspace }))
const placesOf = (facts: Facts): string[] | undefined => facts.source?.entries.map(({ path }) => path)
const problemsOf = ({ problems }: Facts): string[] => problems.map(({ input, text }) => `${input}: ${text}`)

describe('source', () => {
  test('takes everything along: odd names, empty folders, links and executable bits', async () => {
    write({ 'flow.py': '', 'a/-x $[1] größe.txt': 'x', 'empty/': '', 'run.sh': '' })
    chmodSync(join(workspace, 'run.sh'), 0o755)
    symlinkSync('run.sh', join(workspace, 'link'))
    const facts = await gather({ source: '.' })
    expect(problemsOf(facts)).toEqual([])
    expect(placesOf(facts)).toEqual([
      '/flow',
      '/flow/a',
      '/flow/a/-x $[1] größe.txt',
      '/flow/empty',
      '/flow/flow.py',
      '/flow/link',
      '/flow/run.sh'
    ])
    expect(facts.source?.entries.find(({ path }) => path.endsWith('.sh'))?.mode).toBe(0o755)
  })

  test.each<[string, Record<string, string>, string[]]>([
    [
      'history, caches and virtual environments never go in',
      { '.git/HEAD': '', 'a/.git': '', 'a/__pycache__/x.pyc': '', '.venv/pyvenv.cfg': '', '.venv/bin/python': '' },
      ['/flow/a']
    ],
    [
      '.dockerignore',
      { '.dockerignore': 'data/\n*.md\n# no\n**/secret\n', 'data/x': '', 'a.md': '', 'b/c.md': '', 'b/secret/k': '' },
      ['/flow/.dockerignore', '/flow/b', '/flow/b/c.md']
    ],
    [
      'its exceptions',
      { '.dockerignore': 'data\n!data/keep\n', 'data/x': '', 'data/keep/y': '', 'data/deep/z': '' },
      ['/flow/.dockerignore', '/flow/data', '/flow/data/keep', '/flow/data/keep/y']
    ]
  ])('%s', async (_what, files, expected) => {
    write({ 'flow.py': '', ...files })
    const facts = await gather({ source: '.' })
    expect(problemsOf(facts)).toEqual([])
    expect(placesOf(facts)?.filter((path) => path !== '/flow' && path !== '/flow/flow.py')).toEqual(expected)
  })

  test('the rules of the workspace hold in a folder of it, together with its own', async () => {
    write({
      '.dockerignore': 'src/a.txt',
      'src/.dockerignore': 'b.txt',
      'src/flow.py': '',
      'src/a.txt': '',
      'src/b.txt': '',
      'src/c.txt': ''
    })
    const facts = await gather({ flow: { path: 'src/flow.py' }, source: 'src' })
    expect(placesOf(facts)).toEqual(['/flow/src', '/flow/src/.dockerignore', '/flow/src/c.txt', '/flow/src/flow.py'])
  })

  test('a folder that was asked for by name goes in whatever .dockerignore says of it', async () => {
    write({ '.dockerignore': 'data', 'flow.py': '', 'data/x': '' })
    const { files } = await gather({ files: [{ source: 'data', destination: '/data' }] })
    expect(files[0]?.entries.map(({ path }) => path)).toEqual(['/data', '/data/x'])
  })

  test.each<[string, string, string]>([
    ['missing', 'nowhere', 'source: "nowhere" does not exist.'],
    ['a file', 'flow.py', 'source: "flow.py" is a file; accepted: a folder of the checkout.'],
    ['outside', '/etc', 'source: "/etc" lies outside the workspace; accepted: a folder of the checkout.']
  ])('%s is a problem', async (_what, source, expected) => {
    write({ 'flow.py': '' })
    expect(problemsOf(await gather({ source }))).toEqual([expect.stringContaining(expected)])
  })
})

describe('requirements', () => {
  const requirementsOf = async (path = 'requirements.txt'): Promise<Facts> => gather({ requirements: path })

  test('brings the files that it names, each at its place', async () => {
    write({
      'flow.py': '',
      'req/main.txt': '-r base.txt\n-c ../constraints.txt\nprefect>=3\n./libs/core\nwheels/a-1-py3-none-any.whl\n',
      'req/base.txt': 'Pandas\n',
      'constraints.txt': 'urllib3<2\n',
      'libs/core/setup.py': '',
      'libs/core/.git/HEAD': '',
      'wheels/a-1-py3-none-any.whl': ''
    })
    const facts = await requirementsOf('req/main.txt')
    expect(problemsOf(facts)).toEqual([])
    expect(facts.requirements).toMatchObject({
      repositoryPath: 'req/main.txt',
      packages: new Set(['pandas', 'prefect', 'a']),
      folder: '/flow',
      hasHashes: false
    })
    expect(facts.requirements?.items.flatMap(({ entries }) => entries.map(({ path }) => path)).sort()).toEqual([
      '/flow/constraints.txt',
      '/flow/libs/core',
      '/flow/libs/core/setup.py',
      '/flow/req/base.txt',
      '/flow/req/main.txt',
      '/flow/wheels/a-1-py3-none-any.whl'
    ])
  })

  test.each<[string, Record<string, string>, string | undefined]>([
    ['no path depends on it', { 'app/requirements.txt': 'a\n-r more.txt', 'app/more.txt': 'b' }, undefined],
    [
      'the workspace, where people run pip',
      { 'app/requirements.txt': '-e .', 'setup.py': '', 'app/setup.py': '' },
      '/flow'
    ],
    [
      'its own folder, where the paths fit only there',
      { 'app/requirements.txt': '-e ./lib', 'app/lib/setup.py': '' },
      '/flow/app'
    ]
  ])('the folder of pip: %s', async (_what, files, folder) => {
    write({ 'flow.py': '', ...files })
    const facts = await requirementsOf('app/requirements.txt')
    expect(problemsOf(facts)).toEqual([])
    expect(facts.requirements?.folder).toBe(folder)
  })

  test('hashes of an included file count', async () => {
    write({ 'flow.py': '', 'requirements.txt': '-r locked.txt', 'locked.txt': 'a==1 --hash=sha256:00' })
    expect((await requirementsOf()).requirements?.hasHashes).toBe(true)
  })

  test('files that include each other are read once', async () => {
    write({ 'flow.py': '', 'requirements.txt': '-r other.txt\na', 'other.txt': '-r requirements.txt\nb' })
    const facts = await requirementsOf()
    expect(problemsOf(facts)).toEqual([])
    expect(facts.requirements?.packages).toEqual(new Set(['a', 'b']))
  })

  test('says everything that is not there, and what means nothing in the image', async () => {
    write({
      'flow.py': '',
      'requirements.txt': '-r gone.txt\n./nothing\n-c ../../outside.txt\nx @ file:///home/me/x\n-f dist\n'
    })
    expect(problemsOf(await requirementsOf())).toEqual([
      'requirements: requirements.txt line 1 names "gone.txt", which does not exist.',
      'requirements: requirements.txt line 3 names "../../outside.txt", which does not exist.',
      'requirements: requirements.txt line 4 is a path of the runner, which means nothing in the image; write it relative to the workspace.',
      'requirements: requirements.txt line 2 names "./nothing", which does not exist; paths are relative to the workspace or to the folder of the file.',
      'requirements: requirements.txt line 5 names "dist", which does not exist; paths are relative to the workspace or to the folder of the file.'
    ])
  })

  test('a link out of the workspace is a problem', async () => {
    write({ 'flow.py': '', 'requirements.txt': '-r link.txt' })
    symlinkSync('/etc/hostname', join(workspace, 'link.txt'))
    expect(problemsOf(await requirementsOf())[0]).toBe(
      'requirements: requirements.txt line 1 names "link.txt", which lies outside the workspace.'
    )
  })
})
