import { describe, expect, test } from '@jest/globals'

import { layDefaults, layFields } from '../../../src/job/merge.ts'

describe('fields of ours', () => {
  test.each<[string, object, object, object]>([
    ['are added', { a: 1 }, { b: 2 }, { a: 1, b: 2 }],
    ['win', { a: 1 }, { a: 2 }, { a: 2 }],
    ['that are undefined change nothing', { a: 1 }, { a: undefined, b: undefined }, { a: 1 }],
    [
      'merge maps key by key, in depth',
      { m: { a: 1, n: { x: 1 } } },
      { m: { b: 2, n: { y: 2 } } },
      { m: { a: 1, b: 2, n: { x: 1, y: 2 } } }
    ],
    ['take the place of null', { m: null }, { m: { a: 1 } }, { m: { a: 1 } }],
    [
      'merge lists by name, new items first',
      { env: [{ name: 'a', x: 1 }, { name: 'b' }] },
      { env: [{ name: 'c' }, { name: 'a', y: 2 }] },
      { env: [{ name: 'c' }, { name: 'a', x: 1, y: 2 }, { name: 'b' }] }
    ],
    [
      'merge volumeMounts by path',
      { volumeMounts: [{ mountPath: '/a', name: 'x' }] },
      { volumeMounts: [{ mountPath: '/a', readOnly: true }] },
      { volumeMounts: [{ mountPath: '/a', name: 'x', readOnly: true }] }
    ],
    ['replace other lists', { args: ['a', 'b'] }, { args: ['c'] }, { args: ['c'] }],
    [
      'leave nulls and unknown fields elsewhere',
      { x: null, emptyDir: null, future: { a: [{ b: null }] } },
      { a: 1 },
      { x: null, emptyDir: null, future: { a: [{ b: null }] }, a: 1 }
    ],
    [
      'leave items with one name as they are',
      {
        env: [
          { name: 'a', v: 1 },
          { name: 'a', v: 2 }
        ]
      },
      { env: [] },
      {
        env: [
          { name: 'a', v: 1 },
          { name: 'a', v: 2 }
        ]
      }
    ]
  ])('%s', (_, base, ours, expected) => {
    expect(layFields({ ...base }, { ...ours })).toEqual(expected)
  })
})

describe('defaults of ours', () => {
  test.each<[string, object, object, object]>([
    ['are added', {}, { a: 1, m: { b: 2 } }, { a: 1, m: { b: 2 } }],
    ['give way', { a: 1, m: { b: 3 } }, { a: 2, m: { b: 2, c: 4 } }, { a: 1, m: { b: 3, c: 4 } }],
    ['give way to another kind of value', { m: 'text' }, { m: { b: 2 } }, { m: 'text' }],
    [
      'are removed by null, together with it',
      { a: null, m: { b: null } },
      { a: 2, m: { b: 2, c: 4 } },
      { m: { c: 4 } }
    ],
    ['are removed as a whole by null', { m: null }, { m: { b: 2 } }, {}],
    ['that are undefined are none, and a null there is not sent', { a: null }, { a: undefined, b: undefined }, {}],
    [
      'reach items by name',
      { containers: [{ name: 'x' }, { name: 'flow', s: { p: null } }] },
      { containers: [{ name: 'flow', s: { p: 1, q: 2 } }] },
      { containers: [{ name: 'x' }, { name: 'flow', s: { q: 2 } }] }
    ]
  ])('%s', (_, base, ours, expected) => {
    expect(layDefaults({ ...base }, { ...ours })).toStrictEqual(expected)
  })
})

test('nothing is changed in place', () => {
  const base = Object.freeze({ m: Object.freeze({ a: 1 }), env: Object.freeze([Object.freeze({ name: 'a' })]) })
  layFields(base, { m: { b: 1 }, env: [{ name: 'a', c: 1 }] })
  layDefaults(base, { m: { b: 1 }, env: [{ name: 'a', c: 1 }] })
  expect(base).toEqual({ m: { a: 1 }, env: [{ name: 'a' }] })
})
