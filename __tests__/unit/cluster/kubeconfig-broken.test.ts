import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

import { ensurePki } from '../../../dev/pki.ts'
import { connect } from '../../../src/cluster/connect.ts'
import { Failure } from '../../../src/failure.ts'
import { readEnvironment } from '../../../src/runner/environment.ts'
import { createWriter } from '../../../src/runner/writer.ts'
import { makeSink } from '../../support/fakes.ts'
import { brokenKubeconfigs, type Ground } from './broken-kubeconfigs.ts'

/** What a user reads for each of them, word for word; ROOT stands for the folder of the test. */
const messages = new Map(
  readFileSync(new URL('./broken-kubeconfigs.txt', import.meta.url), 'utf8')
    .split(/\n(?=# )/u)
    .map((block) => {
      const [name = '', ...lines] = block.trim().split('\n')
      return [name.replace(/^# /u, ''), lines.join('\n')]
    })
)

let root: string
let server: Server
let ground: Ground
let calls = 0
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'broken-'))
  mkdirSync(join(root, 'workspace'))
  const pki = ensurePki(join(root, 'pki'))
  server = createServer((socket) => {
    calls += 1
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  ground = {
    server: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pem: {
      ca: readFileSync(pki.ca, 'utf8'),
      cert: readFileSync(pki.clientCertificate, 'utf8'),
      key: readFileSync(pki.clientKey, 'utf8')
    },
    write(name, content, mode = 0o600) {
      const path = join(root, name)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, content, { mode })
      return path
    }
  }
})
afterAll(() => {
  server.close()
  rmSync(root, { recursive: true })
})

describe('a kubeconfig that cannot be used', () => {
  test.each(brokenKubeconfigs)(
    '%s',
    async (name, give) => {
      const { kubeconfig, context, env = {} } = give(ground)
      const sink = makeSink()
      const environment = readEnvironment({}, { cwd: join(root, 'workspace'), temp: join(root, 'temp') })
      const thrown: unknown = await connect({
        kubeconfig,
        context,
        env: { PATH: process.env['PATH'], ...env },
        environment,
        folder: join(root, 'temp'),
        writer: createWriter(sink.write)
      }).catch((error: unknown) => error)
      if (!(thrown instanceof Failure)) throw new Error(`no Failure: ${String(thrown)}`)
      const said = [thrown.reason, thrown.what, thrown.why, thrown.fix]
        .filter(Boolean)
        .join('\n')
        .replaceAll(root, 'ROOT')
      expect(said).toBe(messages.get(name))
      expect(said).not.toContain('hidden')
      // every line that was printed is a mask
      expect(sink.text.replace(/^::add-mask::.*\n/gmu, '')).toBe('')
      expect(calls).toBe(0)
    },
    20_000
  )

  test('the list of messages has no other', () => {
    expect([...messages.keys()].toSorted()).toEqual(brokenKubeconfigs.map(([name]) => name).toSorted())
    expect(messages.size).toBeGreaterThanOrEqual(60)
  })
})
