import { describe, expect, test } from '@jest/globals'

import { credentialsOf } from '../../../src/cluster/credentials.ts'
import { loadKubeconfig } from '../../../src/cluster/kubeconfig.ts'
import type { LoadedKubeconfig } from '../../../src/cluster/kubeconfig-entries.ts'
import { json, useOwnServer, wordsOf } from '../../support/own-server.ts'

/** The server is the identity provider here. */
const own = useOwnServer()

const env = {}
const jwt = (exp: number): string =>
  [{ alg: 'none' }, { exp }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.') +
  '.hidden'
const load = (text: string): LoadedKubeconfig =>
  loadKubeconfig(
    { kind: 'text', text },
    { context: undefined, env: {}, workspace: '/nowhere', trustedFolder: own().folder, mask: () => undefined }
  )

describe('auth-provider oidc', () => {
  const provider = (config: object): object => ({ 'auth-provider': { name: 'oidc', config } })

  test('an id-token that is good is sent as it is', async () => {
    const token = jwt(9e9)
    const { headers, kind } = await credentialsOf(load(own().kubeconfig(provider({ 'id-token': token }))), { env })
    expect([headers['authorization'], kind]).toEqual([`Bearer ${token}`, 'auth-provider'])
  })

  test.each([
    ['renews one that is over', true],
    ['says so when the provider refuses', false]
  ])(
    '%s',
    async (_name, isKnown) => {
      const issuer = `https://127.0.0.1:${own().port}`
      const asked: string[] = []
      own().answer = (request, response) => {
        if (request.url?.includes('well-known')) {
          json(response, 200, { issuer, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/keys` })
          return
        }
        asked.push(request.url ?? '')
        if (isKnown && asked.length === 1) json(response, 401, { error: 'invalid_client' })
        else if (isKnown)
          json(response, 200, { access_token: 'a', token_type: 'bearer', expires_in: 60, refresh_token: 'r2', id_token: 'new-token' }) // prettier-ignore
        else json(response, 400, { error: 'invalid_grant', error_description: 'hidden' })
      }
      const config = {
        'id-token': jwt(1e9),
        'client-id': 'me',
        'client-secret': 'hidden',
        'refresh-token': 'hidden-refresh',
        'idp-issuer-url': issuer,
        'idp-certificate-authority-data': own().ca
      }
      const result = credentialsOf(load(own().kubeconfig(provider(config))), { env })
      const words = await result.then(({ token }) => token, wordsOf)
      expect(words).toBe(
        isKnown
          ? 'new-token'
          : 'unauthorized\nThe auth-provider of context ci could not renew its id-token.\nThe identity provider cannot be reached, or refused the refresh token (invalid_grant).\nLog in anew and store the new kubeconfig, or use a token of a service account.'
      )
      expect(asked).toEqual(isKnown ? ['/token', '/token'] : ['/token'])
    },
    20_000
  )
})
