import { expect, test } from '@jest/globals'
import { EventChanger, type EventAction } from '../../../dev/proxy-events.ts'

const line = (type: string, version: number, uid = 'a') =>
  `${JSON.stringify({ type, object: { metadata: { uid, resourceVersion: `${version}` } } })}\n`
const versions = (text: string) =>
  text
    .split('\n')
    .filter((each) => each !== '')
    .map((each) => {
      const event = JSON.parse(each) as {
        type: string
        object: { code?: number; metadata: { resourceVersion?: string } }
      }
      return event.object.metadata.resourceVersion ?? `${event.type} ${event.object.code}`
    })
const input = [line('ADDED', 1), line('ADDED', 2, 'b'), line('BOOKMARK', 3), line('MODIFIED', 4), line('MODIFIED', 5)]

test.each<[string, EventAction, string[], string[]]>([
  ['doubled', { do: 'duplicate' }, ['1', '1', '2', '2', '3', '4', '4', '5', '5'], []],
  ['swapped in pairs', { do: 'reorder' }, ['2', '1', '3', '5', '4'], []],
  ['followed by an old one', { do: 'replay' }, ['1', '2', '3', '4', '1', '5', '1'], []],
  [
    'ended by an error',
    { do: 'watch-error', afterEvents: 2, status: 410, reason: 'Expired' },
    ['1', '2', 'ERROR 410'],
    []
  ],
  ['ended at once', { do: 'watch-error', afterEvents: 0, status: 410, reason: 'Expired' }, [], ['ERROR 410']]
])('events are %s, however the bytes are cut', (_, action, expected, first) => {
  const bytes = Buffer.from(input.join(''))
  for (const size of [1, 7, bytes.length]) {
    const changer = new EventChanger(action)
    expect(versions(changer.begin())).toEqual(first)
    let out = ''
    for (let at = 0; at < bytes.length; at += size) out += changer.push(bytes.subarray(at, at + size))
    expect(versions(out)).toEqual(expected)
    expect(changer.isHolding).toBe(false)
  }
})

test('an event that waits for the next one is not lost', () => {
  const changer = new EventChanger({ do: 'reorder' })
  expect(changer.push(Buffer.from(line('ADDED', 1)))).toBe('')
  expect(changer.isHolding).toBe(true)
  expect([versions(changer.release()), changer.release()]).toEqual([['1'], ''])
})
