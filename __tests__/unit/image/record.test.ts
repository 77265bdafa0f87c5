import { describe, expect, test } from '@jest/globals'

import {
  findDependencies,
  findEntry,
  findLikely,
  parseRecord,
  patchOf,
  recordName,
  type RecordEntry
} from '../../../src/image/record.ts'

const hash = (sign: string): string => sign.repeat(64)
const digest = (sign: string): string => `sha256:${hash(sign)}`
const entry = (changes: Partial<RecordEntry> = {}): RecordEntry => ({
  digest: digest('a'),
  when: '2026-01-31T10:00:00.000Z',
  ...changes
})
/** `minute` minutes after ten. */
const at = (minute: number): string => new Date(Date.UTC(2026, 0, 31, 10, minute)).toISOString()
const dataOf = (...entries: [string, RecordEntry][]): Record<string, string> =>
  Object.fromEntries(entries.map(([key, value]) => [key, JSON.stringify(value)]))

describe('the name', () => {
  test.each(['localhost:5000/etl', 'ghcr.io/octo/etl', `ghcr.io/${'a/'.repeat(100)}x`])(
    'of %s is a DNS label',
    (name) => {
      expect(recordName(name)).toMatch(/^[a-z][a-z0-9-]{0,61}[a-z0-9]$/)
    }
  )

  test('is another for each repository', () => {
    const names = ['a/b', 'a-b', 'a.b', 'a/b/c', 'localhost:5000/a/b', 'localhost:5001/a/b'].map(recordName)
    expect(new Set(names).size).toBe(names.length)
  })
})

describe('what is read', () => {
  test('is what was written', () => {
    const whole = entry({
      run: 'https://github.com/octo/flows/actions/runs/815/attempts/1',
      day: '2026-01-31',
      checked: true,
      plan: hash('d'),
      dependencies: { key: hash('b'), digest: digest('c') }
    })
    const data = patchOf(undefined, hash('1'), whole)
    expect([...parseRecord(data)]).toEqual([[hash('1'), whole]])
  })

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'x'],
    ['a list', [JSON.stringify(entry())]],
    ['other keys', { x: JSON.stringify(entry()), [hash('g')]: JSON.stringify(entry()), [hash('1').slice(1)]: '{}' }],
    ['no text', { [hash('1')]: entry() }],
    ['no JSON', { [hash('1')]: '{' }],
    ['other JSON', { [hash('1')]: '[]', [hash('2')]: 'null', [hash('3')]: '"x"', [hash('4')]: '7' }],
    ['no digest', { [hash('1')]: JSON.stringify({ when: at(0) }) }],
    ['a digest of another form', { [hash('1')]: JSON.stringify({ ...entry(), digest: 'sha256:aa' }) }],
    ['a digest with more behind it', { [hash('1')]: JSON.stringify({ ...entry(), digest: `${digest('a')}\n@x` }) }],
    ['a tag', { [hash('1')]: JSON.stringify({ ...entry(), digest: 'latest' }) }],
    ['no time', { [hash('1')]: JSON.stringify({ ...entry(), when: 'yesterday' }) }],
    ['a time that there is not', { [hash('1')]: JSON.stringify({ ...entry(), when: '2026-13-31T10:00:00Z' }) }],
    ['an entry that is too long', { [hash('1')]: JSON.stringify({ ...entry(), more: 'x'.repeat(2000) }) }]
  ])('from %s is nothing', (_name, data) => {
    expect([...parseRecord(data)]).toEqual([])
  })

  test.each<[string, object]>([
    ['a page that is none', { run: 'javascript:alert(1)' }],
    ['a page with a line break', { run: 'https://github.com/a\n::set-output::' }],
    ['a long page', { run: `https://github.com/${'a'.repeat(600)}` }],
    ['a day that is none', { day: 'today' }],
    ['a check that says yes', { checked: 'yes' }],
    ['dependencies without a key', { dependencies: { digest: digest('c') } }],
    ['dependencies with another digest', { dependencies: { key: hash('b'), digest: 'x' } }],
    ['what nobody knows', { more: 1, __proto__: { digest: 1 } }]
  ])('leaves out %s', (_name, more) => {
    const data = { [hash('1')]: JSON.stringify({ ...entry(), ...more }) }
    expect(parseRecord(data).get(hash('1'))).toEqual(entry())
  })
})

describe('the entry for a build', () => {
  const record = parseRecord(
    dataOf([hash('1'), entry()], [hash('2'), entry({ day: '2026-01-31' })], [hash('3'), entry({ day: '2026-01-30' })])
  )
  test.each<[string, string, string | undefined, boolean]>([
    ['of this fingerprint', hash('1'), undefined, true],
    ['of another one', hash('4'), undefined, false],
    ['of this day', hash('2'), '2026-01-31', true],
    ['of the day before', hash('3'), '2026-01-31', false],
    ['of the day before, where any will do', hash('3'), undefined, true],
    ['of no day, where this one is wanted', hash('1'), '2026-01-31', false]
  ])('%s', (_name, fingerprint, day, isFound) => {
    expect(findEntry(record, fingerprint, day) !== undefined).toBe(isFound)
  })
})

test('the dependencies are those of the newest entry with their key', () => {
  const from = (minute: number, key: string, image: string): RecordEntry =>
    entry({ when: at(minute), dependencies: { key: hash(key), digest: digest(image) } })
  const record = parseRecord(
    dataOf(
      [hash('1'), from(1, 'a', '1')],
      [hash('2'), from(3, 'a', '2')],
      [hash('3'), from(2, 'a', '3')],
      [hash('4'), from(9, 'b', '4')]
    )
  )
  expect(findDependencies(record, hash('a'))).toBe(digest('2'))
  expect(findDependencies(record, hash('c'))).toBeUndefined()
})

describe('the patch', () => {
  const key = (number: number): string => number.toString(16).padStart(64, '0')
  const many = (count: number): Record<string, string> =>
    dataOf(
      ...Array.from({ length: count }, (_, index): [string, RecordEntry] => [key(index), entry({ when: at(index) })])
    )

  test('holds the one entry alone, so that others who write at the same time keep theirs', () => {
    expect(patchOf(many(3), hash('f'), entry())).toEqual({ [hash('f')]: JSON.stringify(entry()) })
  })

  test('takes the oldest away where there are too many', () => {
    const patch = patchOf(many(32), hash('f'), entry())
    expect(Object.keys(patch).filter((each) => patch[each] === null)).toEqual([key(0), key(1), key(2)])
  })

  test('takes nothing away for a fingerprint that is there already', () => {
    expect(Object.keys(patchOf(many(30), key(4), entry()))).toEqual([key(4)])
  })

  test('takes away what is no entry under a key of ours, and leaves what is not ours', () => {
    const patch = patchOf({ ...many(2), [hash('e')]: 'nonsense', notes: 'by hand' }, hash('f'), entry())
    expect(patch).toEqual({ [hash('e')]: null, [hash('f')]: JSON.stringify(entry()) })
  })
})

describe('the likely image', () => {
  const record = parseRecord(
    dataOf(
      [hash('1'), entry({ plan: hash('d'), when: at(1), digest: digest('1'), day: '2026-01-31' })],
      [hash('2'), entry({ plan: hash('d'), when: at(2), digest: digest('2'), day: '2026-01-30' })],
      [hash('3'), entry({ plan: hash('e'), when: at(3), digest: digest('3') })],
      [hash('4'), entry({ when: at(4), digest: digest('4') })]
    )
  )

  test.each<[string, string, string | undefined, string | undefined]>([
    ['is the newest of the same plan', hash('d'), undefined, digest('2')],
    ['is of the day that is asked for', hash('d'), '2026-01-31', digest('1')],
    ['is none of another plan', hash('f'), undefined, undefined]
  ])('%s', (_name, plan, day, expected) => {
    expect(findLikely(record, plan, day)?.digest).toBe(expected)
  })
})
