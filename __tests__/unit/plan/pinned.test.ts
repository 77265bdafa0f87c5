import { describe, expect, test } from '@jest/globals'

import { isPinned } from '../../../src/plan/pinned.ts'
import { readRequirements } from '../../../src/plan/requirements-file.ts'

const commit = '0123456789abcdef0123456789abcdef01234567'
const hash = 'a'.repeat(64)

describe('a requirement', () => {
  test.each([
    'a==1',
    'a == 1.2.3',
    'a===1.2.3',
    'a[x,y]==1',
    'a[x] (==1.0)',
    'a==1.0 ; python_version < "3.9"',
    'a==1.0;python_version<"3.9"',
    'a>=1,==1.2',
    'a==1.0.post1+local',
    'a==1!2.0',
    'a==1  # why',
    `a>=1 --hash=sha256:${hash}`,
    `a @ https://host/a-1.whl#sha256=${hash}`,
    `https://host/a-1.zip#egg=a&sha256=${hash}`,
    `a @ git+https://host/a.git@${commit}`,
    `git+ssh://git@host/a.git@${commit}#egg=a`,
    `-e git+https://host/a.git@${commit}#egg=a`
  ])('is pinned: %s', (text) => {
    expect(isPinned(text)).toBe(true)
  })

  test.each([
    'a',
    'a>=1',
    'a~=1.2',
    'a!=1.2',
    'a==1.*',
    'a==1.2.* ; python_version < "3.9"',
    'a ; platform_version == "1.2"',
    'a;python_version=="3.9"',
    'a==${VERSION}',
    'prefect>=2,<4',
    'a @ https://host/a-1.whl',
    'https://host/a-1.zip#egg=a',
    'a @ git+https://host/a.git',
    'a @ git+https://host/a.git@main',
    `a @ git+https://host/a.git@${commit.slice(0, 12)}`,
    '.',
    './wheels/a-1.0-py3-none-any.whl',
    '-e .',
    '--editable=lib'
  ])('is not: %s', (text) => {
    expect(isPinned(text)).toBe(false)
  })
})

describe('a requirements file', () => {
  test.each<[string, boolean]>([
    ['', true],
    ['a==1\nb==2\n', true],
    ['a==1\nb\n', false],
    ['--index-url https://host/simple\n--no-binary :all:\n--pre\na==1', true],
    ['# b\na==1', true],
    ['a==1 \\\n  --hash=sha256:aa', true],
    ['a>=1 \\\n  --hash=sha256:aa', true],
    // whose lines are looked at by themselves
    ['-r other.txt\n-c constraints.txt', true],
    ['-r https://host/other.txt', false],
    ['-e .', false],
    ['-e .\na==1', false],
    ['./lib', false]
  ])('%j', (text, expected) => {
    expect(readRequirements(text).isPinned).toBe(expected)
  })
})
