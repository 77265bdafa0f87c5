import { describe, expect, test } from '@jest/globals'

import {
  entryFor,
  helperFor,
  loginKey,
  readDockerConfig,
  readEntry,
  type DockerConfig
} from '../../../src/docker/login-config.ts'

const hub = 'https://index.docker.io/v1/'
const base64 = (text: string): string => Buffer.from(text).toString('base64')

function read(config: object): DockerConfig {
  const read = readDockerConfig(JSON.stringify(config))
  if (read === undefined) throw new Error('not read')
  return read
}

test.each([
  ['python', hub],
  ['octo/etl', hub],
  ['docker.io/octo/etl', hub],
  ['index.docker.io/octo/etl', hub],
  ['registry-1.docker.io/octo/etl', hub],
  ['ghcr.io/octo/etl', 'ghcr.io'],
  ['localhost/etl', 'localhost'],
  ['localhost:5000/etl', 'localhost:5000'],
  ['[::1]:5000/etl', '[::1]:5000']
])('docker looks the login of %s up as %s', (repository, key) => {
  expect(loginKey(repository)).toBe(key)
})

describe('readEntry', () => {
  const password = (username: string, secret: string) => ({ kind: 'password', username, password: secret })
  test.each<[string, unknown, unknown]>([
    ['base64', { auth: base64('octo:s3cret') }, password('octo', 's3cret')],
    ['colons in the password', { auth: base64('octo:a:b:c:') }, password('octo', 'a:b:c:')],
    ['characters beyond ASCII', { auth: base64('öcto:pä§§') }, password('öcto', 'pä§§')],
    ['NULs around the password', { auth: base64('octo:\0s3cret\0\0') }, password('octo', 's3cret')],
    ['base64 without padding', { auth: base64('octo:s3cre').replace(/=+$/u, '') }, password('octo', 's3cre')],
    ['user and password', { username: 'octo', password: 'a:b' }, password('octo', 'a:b')],
    ['base64 wins over both', { auth: base64('a:b1'), username: 'c', password: 'd' }, password('a', 'b1')],
    ['an identity token', { identitytoken: 'token' }, { kind: 'identity-token', token: 'token' }],
    [
      'an identity token beside a user without a password, as az acr login writes it',
      { auth: base64('00000000-0000-0000-0000-000000000000:'), identitytoken: 'token' },
      { kind: 'identity-token', token: 'token' }
    ],
    ['a registry token', { registrytoken: 'bearer' }, { kind: 'registry-token', token: 'bearer' }],
    ['a token as the user', { username: '<token>', password: 't' }, { kind: 'identity-token', token: 't' }],
    ['nothing: the login is with a helper', {}, undefined],
    ['an address alone', { email: 'octo@example.com' }, undefined],
    ['a user alone', { username: 'octo' }, undefined],
    ['no entry', undefined, undefined],
    ['an entry that is text', 'octo:s3cret', 'malformed'],
    ['null', null, 'malformed'],
    ['a list', [], 'malformed'],
    ['no colon', { auth: base64('octo') }, 'malformed'],
    ['no user', { auth: base64(':s3cret') }, 'malformed'],
    ['not base64', { auth: 'octo:s3cret' }, 'malformed'],
    ['a number as base64', { auth: 12 }, undefined]
  ])('%s', (_name, entry, expected) => {
    expect(readEntry(entry)).toEqual(expected)
  })
})

describe('entryFor', () => {
  const found = { username: 'found' }
  const other = { username: 'other' }
  test.each<[string, string, Record<string, unknown>]>([
    ['the host', 'ghcr.io/octo/etl', { 'ghcr.io': found, 'ghcr.io:443': other }],
    ['host and port', 'localhost:5000/etl', { localhost: other, 'localhost:5000': found }],
    ['the host itself before other forms', 'ghcr.io/octo/etl', { 'https://ghcr.io/v2/': other, 'ghcr.io': found }],
    ['an address of version 1', 'quay.io/octo/etl', { 'https://quay.io/v1/': found }],
    ['an address of version 2', 'quay.io/octo/etl', { 'https://quay.io/v2/': found }],
    ['plain HTTP', 'localhost:5000/etl', { 'http://localhost:5000': found }],
    ['a path', 'ghcr.io/octo/etl', { 'ghcr.io/octo': found }],
    ['the longest path that fits', 'ghcr.io/octo/etl', { 'ghcr.io/octo': other, 'ghcr.io/octo/etl': found }],
    ['a path that fits before one that does not', 'ghcr.io/octo/etl', { 'ghcr.io/oct': other, 'ghcr.io/octo/': found }],
    ['any path when none fits, as docker does', 'ghcr.io/octo/etl', { 'ghcr.io/team': found }],
    ['Docker Hub', 'octo/etl', { 'index.docker.io': other, [hub]: found }],
    ['Docker Hub by another name', 'docker.io/octo/etl', { 'docker.io': found }],
    ['Docker Hub by its address', 'octo/etl', { 'https://registry-1.docker.io/v2/': found }]
  ])('%s', (_name, repository, auths) => {
    expect(entryFor(read({ auths }), repository)).toEqual(found)
  })

  test.each([
    ['another host', 'ghcr.io/octo/etl', 'quay.io'],
    ['another port', 'localhost:5000/etl', 'localhost:5001'],
    ['a host that begins alike', 'ghcr.io/octo/etl', 'ghcr.io.example'],
    ['a name of every object', 'constructor/etl', 'ghcr.io'],
    ['Docker Hub for a registry', 'ghcr.io/octo/etl', hub]
  ])('not %s', (_name, repository, key) => {
    expect(entryFor(read({ auths: { [key]: other } }), repository)).toBeUndefined()
  })
})

test.each<[string, object, string, string | undefined]>([
  ['its own', { credHelpers: { 'ghcr.io': 'own' }, credsStore: 'all' }, 'ghcr.io', 'own'],
  ['the one for all', { credHelpers: { 'quay.io': 'own' }, credsStore: 'all' }, 'ghcr.io', 'all'],
  ['none', {}, 'ghcr.io', undefined],
  ['the file, where its own is empty', { credHelpers: { 'ghcr.io': '' }, credsStore: 'all' }, 'ghcr.io', undefined],
  ['none, where it is no text', { credHelpers: { 'ghcr.io': 1 } }, 'ghcr.io', undefined],
  ['Docker Hub by docker’s key', { credHelpers: { [hub]: 'own', 'docker.io': 'x' } }, hub, 'own'],
  ['not a name of every object', { credHelpers: {} }, 'constructor', undefined]
])('the helper: %s', (_name, config, key, expected) => {
  expect(helperFor(read(config), key)).toBe(expected)
})

test.each(['', 'null', '[]', '"text"', '{', '{"auths":'])('no configuration: %j', (text) => {
  expect(readDockerConfig(text)).toBeUndefined()
})

test('what has another type than docker’s is left out', () => {
  const config = { auths: [], credHelpers: 'x', credsStore: 5, cliPluginsExtraDirs: ['/a', 1], currentContext: {} }
  expect(read(config)).toEqual({
    auths: {},
    credHelpers: {},
    credsStore: undefined,
    cliPluginsExtraDirs: ['/a'],
    currentContext: undefined
  })
})
