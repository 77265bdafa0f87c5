import { describe, expect, test } from '@jest/globals'

import { compareStamps, formatSecond, isKubeletText, readStamp } from '../../../src/cluster/log-stamp.ts'

const read = (line: string) => readStamp(Buffer.from(line), 0, Buffer.byteLength(line))

describe('stamps', () => {
  test.each([
    ['2026-01-02T03:04:05.123456789Z text', 1767323045, 123_456_789, 'text'],
    ['2026-01-02T03:04:05Z text', 1767323045, 0, 'text'],
    ['2026-01-02T03:04:05.1Z text', 1767323045, 100_000_000, 'text'],
    ['2026-01-02T03:04:05.1234567891Z text', 1767323045, 123_456_789, 'text'],
    ['2026-01-02T05:34:05.000000001+02:30 text', 1767323045, 1, 'text'],
    ['2026-01-01T22:04:05.5-05:00 text', 1767323045, 500_000_000, 'text'],
    ['2026-01-02T03:04:05.123456789Z ', 1767323045, 123_456_789, ''],
    ['2026-01-02T03:04:05.123456789Z', 1767323045, 123_456_789, ''],
    ['2026-01-02T03:04:05.1Z  two spaces', 1767323045, 100_000_000, ' two spaces']
  ])('%s', (line, second, nanos, text) => {
    const stamped = read(line)
    expect(stamped?.stamp).toMatchObject({ second, nanos })
    expect(line.slice(stamped?.contentStart)).toBe(text)
    expect(line.startsWith(stamped?.stamp.text ?? '?')).toBe(true)
  })

  test.each([
    '',
    'text',
    '2026-01-02',
    '2026-01-02T03:04:05 text',
    '2026-01-02T03:04:05.1Ztext',
    '2026-01-02T03:04:05.1+02 x',
    'x026-01-02T03:04:05.1Z x'
  ])('no stamp: %s', (line) => {
    expect(read(line)).toBeUndefined()
  })

  test('instants are compared, not texts', () => {
    const stamps = ['2026-01-02T03:04:05.9Z x', '2026-01-02T05:04:05.95+02:00 x', '2026-01-02T03:04:06Z x'].map(
      (line) => read(line)?.stamp
    )
    const [a, b, c] = stamps
    if (!a || !b || !c) throw new Error('unread')
    expect([compareStamps(a, b) < 0, compareStamps(b, c) < 0, compareStamps(c, a) > 0, compareStamps(b, b)]).toEqual([
      true,
      true,
      true,
      0
    ])
    expect(formatSecond(a.second)).toBe('2026-01-02T03:04:05Z')
  })
})

test.each([
  ['unable to retrieve container logs for containerd://abc', true],
  ['failed to create fsnotify watcher: too many open files', true],
  ['failed to try resolving symlinks in path "/var/log/pods/x": lstat: no such file or directory', true],
  ['rpc error: code = NotFound desc = not found', true],
  ['failed to load the model', false]
])('the kubelet’s own words: %s', (text, is) => {
  expect(isKubeletText(text)).toBe(is)
})
