import { describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { atLeast, BuildOutput, versionsIn } from '../../../dev/cluster-binary.ts'

describe('versions', () => {
  test('of the module itself', () => {
    const text = readFileSync(new URL('../../../dev/cluster/go.mod', import.meta.url), 'utf8')
    expect(versionsIn(text)).toEqual({
      kubernetes: expect.stringMatching(/^1\.\d+\.\d+$/),
      go: expect.stringMatching(/^1\.\d+/)
    })
  })

  test('a go.mod without them is refused', () => {
    expect(() => versionsIn('module x\n')).toThrow('names no version')
  })

  test.each([
    ['go1.26.8', '1.25.0', true],
    ['go1.25rc1', '1.25.0', true],
    ['go1.19.8', '1.21', false],
    ['go1.9', '1.21', false],
    ['go2.0', '1.25', true],
    ['', '1.21', false]
  ])('%s is at least %s: %s', (a, b, expected) => expect(atLeast(a, b)).toBe(expected))
})

describe('output of go build -v', () => {
  const output = (...chunks: string[]) => {
    const counted = new BuildOutput()
    for (const chunk of chunks) counted.push(chunk)
    return counted
  }

  test('is counted, also when lines come in pieces', () => {
    const counted = output(
      'go: downloading k8s.io/api v0.35.4\ninternal/go',
      'arch\nk8s.io/api/core/v1\n',
      'sigs.k8s.io/structured-merge-diff/v6/fieldpath\n'
    )
    expect(counted).toMatchObject({ downloaded: 1, compiled: 3, rest: [] })
  })

  test('what is neither is kept for the error message', () => {
    expect(output('# k8s.io/api/core/v1\n./main.go:12:3: undefined: x\n').rest).toEqual([
      '# k8s.io/api/core/v1',
      './main.go:12:3: undefined: x'
    ])
  })

  test.each([
    ['go: downloading a v1\n', 20, '1 modules downloaded, 20 s'],
    ['a/b\nc/d\n', 125, '2 of at most 900 packages compiled, 2 min 5 s']
  ])('as a line of progress', (text, seconds, expected) => expect(output(text).summary(seconds, 900)).toBe(expected))
})
