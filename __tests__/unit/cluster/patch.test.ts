import { expect, test } from '@jest/globals'

import { ApiError } from '../../../src/cluster/port.ts'
import { json, useOwnServer } from '../../support/own-server.ts'

const own = useOwnServer()

/** Lets the server answer by number, from 1; what it was sent, in order. */
function answering(answer: (nth: number) => { status: number; body?: object } | undefined): string[] {
  const sent: string[] = []
  own().answer = (request, response) => {
    let body = ''
    request.on('data', (part) => (body += String(part)))
    request.on('end', () => {
      sent.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers['content-type'] ?? ''} ${body}`)
      const told = answer(sent.length)
      if (told === undefined) response.destroy()
      else json(response, told.status, told.body ?? { kind: 'Status' })
    })
  }
  return sent
}

const reach = () => own().reach(own().kubeconfig({ token: 't' }))

test('a patch is a merge patch, and is sent again after silence and trouble: the second time changes nothing', async () => {
  const stored = { metadata: { name: 'c' } }
  const sent = answering((nth) => (nth === 1 ? undefined : nth === 2 ? { status: 500 } : { status: 200, body: stored }))
  expect(await (await reach()).patch('configmaps', 'c', { data: { a: null } })).toEqual(stored)
  const each = 'PATCH /api/v1/namespaces/ns/configmaps/c application/merge-patch+json {"data":{"a":null}}'
  expect(sent).toEqual([each, each, each])
})

test('a patch of what is not there is undefined', async () => {
  answering(() => ({
    status: 404,
    body: { kind: 'Status', reason: 'NotFound', message: 'configmaps "c" not found' }
  }))
  expect(await (await reach()).patch('configmaps', 'c', {})).toBeUndefined()
})

test.each([403, 409, 422])('a patch that is refused (%i) is not sent again', async (status) => {
  const sent = answering(() => ({ status }))
  const failed: unknown = await (await reach()).patch('configmaps', 'c', {}).catch((error: unknown) => error)
  expect(failed).toBeInstanceOf(ApiError)
  expect(failed).toMatchObject({ status })
  expect(sent).toHaveLength(1)
})
