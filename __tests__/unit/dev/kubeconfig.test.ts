import { expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { kubeconfigText, parseKubeconfig } from '../../../dev/kubeconfig.ts'
import { Lines } from '../../../dev/lines.ts'

const access = {
  server: 'https://127.0.0.1:6443',
  ca: '-----BEGIN CERTIFICATE-----\nabc\n',
  token: 't0ken',
  namespace: 'ns'
}

test('a kubeconfig comes back as it was written', () => {
  expect(parseKubeconfig(kubeconfigText(access))).toEqual(access)
})

test('it verifies TLS', () => {
  const text = kubeconfigText(access)
  expect(text).not.toContain('insecure')
  expect(parse(text)).toMatchObject({
    'current-context': 'local',
    clusters: [{ cluster: { 'certificate-authority-data': btoa(access.ca) } }]
  })
})

test('others are refused', () => {
  expect(() => parseKubeconfig('{clusters: [], users: [], contexts: []}')).toThrow('not made by dev/')
})

test.each([
  [['a\nb\n'], ['a', 'b']],
  [
    ['a', 'b\nc', '\n'],
    ['ab', 'c']
  ],
  [['a\n\nb'], ['a', '']],
  [[Buffer.from('é\n').subarray(0, 1), Buffer.from('é\n').subarray(1)], ['é']]
])('lines out of %j', (chunks, expected) => {
  const lines = new Lines()
  expect(chunks.flatMap((chunk) => lines.push(Buffer.from(chunk)))).toEqual(expected)
})
