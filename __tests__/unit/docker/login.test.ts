import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'

import { waitUntil } from '../../../dev/processes.ts'
import { askHelper } from '../../../src/docker/credential-helper.ts'
import { findLogin } from '../../../src/docker/login.ts'

const signal = new AbortController().signal
const auth = (text: string): object => ({ auth: Buffer.from(text).toString('base64') })
const password = (username: string, secret: string) => ({
  kind: 'login',
  login: { kind: 'password', username, password: secret }
})

let folder = ''
let env: Record<string, string> = {}
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'login-'))
  await mkdir(join(folder, 'bin'))
  env = { PATH: `${join(folder, 'bin')}:/usr/bin:/bin`, HOME: folder, FOLDER: folder }
})
afterEach(() => rm(folder, { recursive: true }))

async function config(content: object | string, under = '.docker'): Promise<void> {
  await mkdir(join(folder, under), { recursive: true })
  await writeFile(join(folder, under, 'config.json'), typeof content === 'string' ? content : JSON.stringify(content))
}

/** A real credential helper on the PATH, in bash. */
async function helper(name: string, script: string, mode = 0o755): Promise<void> {
  const path = join(folder, 'bin', `docker-credential-${name}`)
  await writeFile(path, `#!/bin/bash\n${script}\n`)
  await chmod(path, mode)
}

const gives = (username: string, secret: string): string =>
  `cat > "$FOLDER/asked"; echo '${JSON.stringify({ ServerURL: 'x', Username: username, Secret: secret })}'`

describe('findLogin', () => {
  test('in the home folder, or where DOCKER_CONFIG says', async () => {
    await config({ auths: { 'ghcr.io': auth('octo:home') } })
    await config({ auths: { 'ghcr.io': auth('octo:elsewhere') } }, 'elsewhere')
    const find = (more: Record<string, string>) => findLogin('ghcr.io/octo/etl', { env: { ...env, ...more }, signal })
    expect(await find({})).toEqual(password('octo', 'home'))
    expect(await find({ DOCKER_CONFIG: '' })).toEqual(password('octo', 'home'))
    expect(await find({ DOCKER_CONFIG: join(folder, 'elsewhere') })).toEqual(password('octo', 'elsewhere'))
  })

  test.each<[string, object | string | undefined]>([
    ['no configuration', undefined],
    ['no logins', {}],
    ['other logins', { auths: { 'quay.io': auth('octo:other') } }],
    ['an entry without a login', { auths: { 'ghcr.io': {} } }]
  ])('none: %s', async (_name, content) => {
    if (content !== undefined) await config(content)
    expect(await findLogin('ghcr.io/octo/etl', { env, signal })).toEqual({ kind: 'none' })
  })

  test.each<[string, string, RegExp]>([
    ['no JSON', '{"auths":{"ghcr.io":{"auth":"c2VjcmV0', /configuration .* cannot be read\.$/u],
    ['a malformed entry', '{"auths":{"ghcr.io":{"auth":"secret"}}}', /^The login at ghcr\.io in .* is malformed\.$/u]
  ])('%s: what is wrong, without a word of it', async (_name, content, why) => {
    await config(content)
    const answer = await findLogin('ghcr.io/octo/etl', { env, signal })
    expect(answer).toMatchObject({ kind: 'failed', why: expect.stringMatching(why) })
    expect(JSON.stringify(answer)).not.toMatch(/secret|c2VjcmV0/u)
  })

  test('a configuration that is a folder', async () => {
    await mkdir(join(folder, '.docker', 'config.json'), { recursive: true })
    expect(await findLogin('ghcr.io/octo/etl', { env, signal })).toMatchObject({ kind: 'failed' })
  })

  test.each<[string, string, object]>([
    [
      'before everything else',
      JSON.stringify({ auths: { 'ghcr.io': auth('octo:variable') } }),
      password('octo', 'variable')
    ],
    [
      'for its registries only',
      JSON.stringify({ auths: { 'quay.io': auth('octo:variable') } }),
      password('octo', 'file')
    ],
    ['not when it is malformed', '{"auths":', password('octo', 'file')],
    ['not when its entry is', '{"auths":{"ghcr.io":{"auth":"?"}}}', password('octo', 'file')]
  ])('DOCKER_AUTH_CONFIG: %s', async (_name, value, expected) => {
    await config({ auths: { 'ghcr.io': auth('octo:file') } })
    const answer = await findLogin('ghcr.io/octo/etl', { env: { ...env, DOCKER_AUTH_CONFIG: value }, signal })
    expect(answer).toEqual(expected)
  })

  test.each([
    ['ghcr.io/octo/etl', 'ghcr.io', 'own'],
    ['quay.io/octo/etl', 'quay.io', 'all'],
    ['octo/etl', 'https://index.docker.io/v1/', 'all']
  ])('a helper is asked for %s as %s', async (repository, server, name) => {
    await helper('own', gives('octo', 'own'))
    await helper('all', gives('octo', 'all'))
    // what the file says beside a helper does not count
    await config({
      auths: { 'ghcr.io': auth('octo:file'), 'quay.io': auth('octo:file') },
      credHelpers: { 'ghcr.io': 'own' },
      credsStore: 'all'
    })
    expect(await findLogin(repository, { env, signal })).toEqual(password('octo', name))
    expect(await readFile(join(folder, 'asked'), 'utf8')).toBe(server)
  })

  test('a helper that has none: the file does not count either', async () => {
    await helper('all', 'echo "credentials not found in native keychain"; exit 1')
    await config({ auths: { 'ghcr.io': auth('octo:file') }, credsStore: 'all' })
    expect(await findLogin('ghcr.io/octo/etl', { env, signal })).toEqual({ kind: 'none' })
  })
})

describe('askHelper', () => {
  test('gets the word get, and no inputs of this step', async () => {
    await helper('x', `echo "$@" > "$FOLDER/arguments"; env > "$FOLDER/env"; ${gives('octo', 's:"\\')}`)
    const inherited = { ...env, INPUT_KUBECONFIG: 'kubeconfig', STATE_records: 'state', GITHUB_TOKEN: 'token' }
    const answer = await askHelper('x', 'ghcr.io', { env: inherited, signal })
    expect(answer).toEqual(password('octo', 's:"\\'))
    expect(await readFile(join(folder, 'arguments'), 'utf8')).toBe('get\n')
    expect(await readFile(join(folder, 'env'), 'utf8')).not.toMatch(/INPUT_|STATE_|GITHUB_TOKEN/u)
  })

  test('an identity token', async () => {
    await helper('x', gives('<token>', 'refresh'))
    const login = { kind: 'identity-token', token: 'refresh' }
    expect(await askHelper('x', 'ghcr.io', { env, signal })).toEqual({ kind: 'login', login })
  })

  test('a helper that does not read its stdin', async () => {
    await helper('x', `exec 0<&-; echo '{"Username":"octo","Secret":"s3cret"}'`)
    const server = `${'x'.repeat(200_000)}.example`
    expect(await askHelper('x', server, { env, signal })).toEqual(password('octo', 's3cret'))
  })

  test.each<[string, string]>([
    ['nobody', gives('', '')],
    ['a user without a secret', gives('octo', '')]
  ])('none: %s', async (_name, script) => {
    await helper('x', script)
    expect(await askHelper('x', 'ghcr.io', { env, signal })).toEqual({ kind: 'none' })
  })

  test.each<[string, string, string]>([
    ['rubbish', 'echo TOP-SECRET', 'docker-credential-x gave no login'],
    ['nothing', 'true', 'docker-credential-x gave no login'],
    ['other JSON', `echo '["TOP-SECRET"]'`, 'docker-credential-x gave no login'],
    ['null', 'echo null', 'docker-credential-x gave no login'],
    ['an exit code', 'echo TOP-SECRET; echo TOP-SECRET >&2; exit 3', 'docker-credential-x ended with exit code 3'],
    ['an exit after an answer', `${gives('octo', 'TOP-SECRET')}; exit 1`, 'docker-credential-x ended with exit code 1'],
    ['a signal', 'kill -9 $$', 'docker-credential-x was ended by a signal'],
    ['another word for none', 'echo "credentials not found"; exit 1', 'docker-credential-x ended with exit code 1']
  ])('failed: %s', async (_name, script, why) => {
    await helper('x', script)
    const answer = await askHelper('x', 'ghcr.io', { env, signal })
    expect(answer).toMatchObject({ kind: 'failed', why: `The credential helper ${why}.` })
    expect(JSON.stringify(answer)).not.toContain('TOP-SECRET')
  })

  test('failed: not there, not executable', async () => {
    expect(await askHelper('nowhere', 'ghcr.io', { env, signal })).toMatchObject({
      why: 'The credential helper docker-credential-nowhere is not on the PATH.'
    })
    await helper('x', 'true', 0o644)
    expect(await askHelper('x', 'ghcr.io', { env, signal })).toMatchObject({ kind: 'failed' })
  })

  test.each(['../evil', '/bin/evil', 'a b', 'a;b', '$(x)', '', 'ä', 'a\nb'])(
    'no name of a helper: %j',
    async (name) => {
      const answer = await askHelper(name, 'ghcr.io', { env, signal })
      expect(answer).toMatchObject({ why: 'The docker configuration names a credential helper that cannot be one.' })
    }
  )

  test('one that hangs is ended, and what it started', async () => {
    await helper('x', 'sleep 300 & echo $! > "$FOLDER/child"; wait')
    const answer = await askHelper('x', 'ghcr.io', { env, signal, timeout: 500 })
    expect(answer).toMatchObject({ why: 'The credential helper docker-credential-x gave no answer within 0.5 s.' })
    const child = (await readFile(join(folder, 'child'), 'utf8')).trim()
    await waitUntil(() => !existsSync(`/proc/${child}/fd/1`), {
      timeout: 10_000,
      what: 'the child of the helper lives'
    })
  })

  test('an abort ends it', async () => {
    await helper('x', 'echo $$ > "$FOLDER/started"; exec sleep 300')
    const controller = new AbortController()
    const asking = askHelper('x', 'ghcr.io', { env, signal: controller.signal })
    const started = () => existsSync(join(folder, 'started'))
    await waitUntil(started, { timeout: 10_000, what: 'the helper did not start' })
    controller.abort(new Error('cancelled'))
    await expect(asking).rejects.toThrow('cancelled')
  })
})
