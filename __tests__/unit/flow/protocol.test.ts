import { describe, expect, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { launcherFiles } from '../../../src/flow/launcher.ts'
import {
  launcherPath,
  parseReport,
  protocolEnvironment,
  protocolVersion,
  workFolder
} from '../../../src/flow/protocol.ts'

const nonce = '0b1e5c1e-nonce'
const good = {
  'docker-on-k8s': 1,
  nonce,
  kind: 'prefect-0/1',
  state: 'failed',
  exit: 1,
  exception: { type: 'ValueError', message: '::error::boom' },
  frames: [{ file: '/flow/flows/etl.py', line: 7, function: 'load' }]
}
const text = (changes: object): string => JSON.stringify({ ...good, ...changes })

describe('parseReport reads', () => {
  test('a whole message, foreign texts as they are', () => {
    expect(parseReport(text({}), nonce)).toEqual({
      kind: 'prefect-0/1',
      state: 'failed',
      exit: 1,
      exception: { type: 'ValueError', message: '::error::boom' },
      frames: [{ file: '/flow/flows/etl.py', line: 7, function: 'load' }],
      causes: []
    })
  })

  test('null as undefined', () => {
    const report = parseReport(text({ kind: null, state: 'succeeded', exit: 0, exception: null, frames: [] }), nonce)
    expect(report).toEqual({
      kind: undefined,
      state: 'succeeded',
      exit: 0,
      exception: undefined,
      frames: [],
      causes: []
    })
  })

  test('only what it knows: other fields are left out', () => {
    expect(
      parseReport(text({ more: 1, frames: [{ file: 'f', line: 0, function: 'g', more: 2 }] }), nonce)?.frames
    ).toEqual([{ file: 'f', line: 0, function: 'g' }])
  })

  test.each([
    ['failed', 143],
    ['not-found', 64],
    ['not-importable', 65],
    ['bad-parameters', 66],
    ['too-late', 75]
  ])('state %s with exit %d', (state, exit) => {
    expect(parseReport(text({ state, exit }), nonce)).toMatchObject({ state, exit })
  })
})

describe('parseReport rejects', () => {
  test.each([
    ['nothing', undefined],
    ['an empty text', ''],
    ['words', 'Error: could not find the file'],
    ['the end of a message that was cut', text({}).slice(40)],
    ['the beginning of one', text({}).slice(0, -1)],
    ['two messages', text({}) + text({})],
    ['a number', '1'],
    ['null', 'null'],
    ['a list', `[${text({})}]`],
    ['another version', text({ 'docker-on-k8s': 2 })],
    ['a version as text', text({ 'docker-on-k8s': '1' })],
    ['no version', text({ 'docker-on-k8s': undefined })],
    ['another nonce', text({ nonce: 'x' })],
    ['no nonce', text({ nonce: undefined })],
    ['a nonce of another type', text({ nonce: [nonce] })],
    ['an unknown kind', text({ kind: 'dask' })],
    ['a kind that objects inherit', text({ kind: 'constructor' })],
    ['no kind', text({ kind: undefined })],
    ['an unknown state', text({ state: 'great' })],
    ['an exit beyond 255', text({ exit: 256 })],
    ['a negative exit', text({ exit: -1 })],
    ['a broken exit', text({ exit: 1.5 })],
    ['an exit as text', text({ exit: '1' })],
    ['a success that exits with 1', text({ state: 'succeeded' })],
    ['a failure that exits with 0', text({ exit: 0 })],
    ['an exception without a message', text({ exception: { type: 'X' } })],
    ['an exception as text', text({ exception: 'X' })],
    ['no exception', text({ exception: undefined })],
    ['no frames', text({ frames: undefined })],
    ['frames as an object', text({ frames: {} })],
    ['a frame that is null', text({ frames: [null] })],
    ['a frame with a line as text', text({ frames: [{ file: 'f', line: '1', function: 'g' }] })],
    ['a frame without a function', text({ frames: [{ file: 'f', line: 1 }] })],
    ['more than Kubernetes keeps', text({ exception: { type: 'X', message: 'x'.repeat(4096) } })],
    ['deep nesting', '['.repeat(4000)]
  ])('%s', (_what, message) => {
    expect(parseReport(message, nonce)).toBeUndefined()
  })

  test('everything when there is no nonce to compare with', () => {
    expect(parseReport(text({ nonce: '' }), '')).toBeUndefined()
  })
})

describe('the launcher', () => {
  test('comes with all its files, its entry point among them', async () => {
    const files = await launcherFiles()
    expect([...files.keys()]).toEqual(['launcher.py', 'launcher_errors.py', 'launcher_prefect.py'])
    expect(launcherPath.endsWith('/launcher.py')).toBe(true)
    for (const [name, content] of files) {
      expect(content).toBe(await readFile(new URL(`../../../src/flow/${name}`, import.meta.url), 'utf8'))
    }
  })

  test('speaks the protocol that is read here', async () => {
    const source = (await launcherFiles()).get('launcher.py') ?? ''
    expect(source).toContain(`'docker-on-k8s': ${protocolVersion}`)
    expect(source).toContain(launcherPath)
    expect(source).toContain(workFolder)
    for (const name of Object.values(protocolEnvironment)) expect(source).toContain(name)
  })
})
