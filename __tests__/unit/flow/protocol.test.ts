import { describe, expect, test } from '@jest/globals'
import { readdir, readFile } from 'node:fs/promises'
import { buildStepFiles, launcherFiles } from '../../../src/flow/launcher.ts'
import {
  checkPrefix,
  launcherPath,
  parseCheck,
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
const nothingMore = { causes: [], result: undefined, resultProblem: undefined }
const success = { kind: 'function', state: 'succeeded', exit: 0, exception: null, frames: [] }
const text = (changes: object): string => JSON.stringify({ ...good, ...changes })

describe('parseReport reads', () => {
  test('a whole message, foreign texts as they are', () => {
    expect(parseReport(text({}), nonce)).toEqual({
      kind: 'prefect-0/1',
      state: 'failed',
      exit: 1,
      exception: { type: 'ValueError', message: '::error::boom' },
      frames: [{ file: '/flow/flows/etl.py', line: 7, function: 'load' }],
      ...nothingMore
    })
  })

  test('null as undefined', () => {
    const nulls = { kind: null, result: null, 'result-problem': null }
    expect(parseReport(text({ ...success, ...nulls }), nonce)).toEqual({
      kind: undefined,
      state: 'succeeded',
      exit: 0,
      exception: undefined,
      frames: [],
      ...nothingMore
    })
  })

  test('only what it knows: other fields are left out', () => {
    expect(
      parseReport(text({ more: 1, frames: [{ file: 'f', line: 0, function: 'g', more: 2 }] }), nonce)?.frames
    ).toEqual([{ file: 'f', line: 0, function: 'g' }])
  })

  test('what led to the exception', () => {
    const frame = { file: '/flow/db.py', line: 3, function: 'connect' }
    const causes = [
      { type: 'OSError', message: 'no route', frame, more: 1 },
      { type: 'KeyError', message: '', frame: null }
    ]
    expect(parseReport(text({ causes }), nonce)?.causes).toEqual([
      { type: 'OSError', message: 'no route', frame },
      { type: 'KeyError', message: '', frame: undefined }
    ])
  })

  test.each(['42', '"words"', 'null', '{"rows": [1, 2.5]}', '12345678901234567890'])('the result %s', (result) => {
    expect(parseReport(text({ ...success, result }), nonce)).toMatchObject({ result, resultProblem: undefined })
  })

  test.each(['too-long', 'not-json'])('why there is no result: %s', (problem) => {
    const report = parseReport(text({ ...success, 'result-problem': problem }), nonce)
    expect(report).toMatchObject({ result: undefined, resultProblem: problem })
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
    ['causes as an object', text({ causes: {} })],
    ['a cause without a message', text({ causes: [{ type: 'X', frame: null }] })],
    ['a cause without a frame', text({ causes: [{ type: 'X', message: 'm' }] })],
    ['a cause with half a frame', text({ causes: [{ type: 'X', message: 'm', frame: { file: 'f' } }] })],
    ['a result that is not JSON', text({ ...success, result: '{"a": NaN}' })],
    ['an empty result', text({ ...success, result: '' })],
    ['a result that is no text', text({ ...success, result: { a: 1 } })],
    ['a result beside a failure', text({ result: '1' })],
    ['a problem of the result that is unknown', text({ ...success, 'result-problem': 'too-short' })],
    ['a problem of the result beside a failure', text({ 'result-problem': 'too-long' })],
    ['a result and its problem', text({ ...success, result: '1', 'result-problem': 'too-long' })],
    ['more than Kubernetes keeps', text({ exception: { type: 'X', message: 'x'.repeat(4096) } })],
    ['deep nesting', '['.repeat(4000)]
  ])('%s', (_what, message) => {
    expect(parseReport(message, nonce)).toBeUndefined()
  })

  test('everything when there is no nonce to compare with', () => {
    expect(parseReport(text({ nonce: '' }), '')).toBeUndefined()
  })
})

describe('parseCheck', () => {
  const line = (changes: object): string => checkPrefix + text({ nonce: undefined, ...changes })
  const good = line({ state: 'not-found', exit: 64 })

  test.each([
    ['alone', [good]],
    ['behind what a builder writes', ['#12 0.345 more', `#12 0.345 ${good}`, '#12 DONE 0.4s']],
    ['with the end of a line of Windows', [`${good}\r`]],
    ['behind a text without a line end', [`loading... ${good}`]],
    ['after one of the flow', [line(success), good]],
    ['before one that was cut', [good, good.slice(0, -9)]],
    ['twice, as in the summary of a failed build', [`#12 0.345 ${good}`, '------', `0.345 ${good}`]]
  ])('finds the line %s', (_where, lines) => {
    expect(parseCheck(lines)).toMatchObject({ kind: 'prefect-0/1', state: 'not-found', exit: 64, causes: [] })
  })

  test.each([
    ['no lines', []],
    ['other lines', ['#1 building', '', checkPrefix]],
    ['a line of another version', [line({ 'docker-on-k8s': 2 })]],
    ['a line that contradicts itself', [line({ exit: 0 })]],
    ['words', [`${checkPrefix}all is well`]]
  ])('finds nothing in %s', (_what, lines) => {
    expect(parseCheck(lines)).toBeUndefined()
  })
})

describe('the launcher', () => {
  test('comes with all its files, its entry point among them', async () => {
    const files = await launcherFiles()
    const folder = await readdir(new URL('../../../src/flow/', import.meta.url))
    expect([...files.keys()]).toEqual(folder.filter((name) => /^launcher.*\.py$/u.test(name)).sort())
    expect(launcherPath.endsWith('/launcher.py')).toBe(true)
    const others = await buildStepFiles()
    expect([...others.keys()]).toEqual(['install.py', 'prepare_prefect.py'])
    for (const [name, content] of [...files, ...others]) {
      expect(content).toBe(await readFile(new URL(`../../../src/flow/${name}`, import.meta.url), 'utf8'))
    }
  })

  test('speaks the protocol that is read here', async () => {
    const files = await launcherFiles()
    const source = files.get('launcher.py') ?? ''
    const message = files.get('launcher_message.py')
    expect(source).toContain(`"docker-on-k8s": ${protocolVersion}`)
    expect(message).toContain(`'docker-on-k8s': ${protocolVersion}`)
    expect(message).toContain(`'${checkPrefix}'`)
    expect(source).toContain(launcherPath)
    expect(source).toContain(workFolder)
    for (const name of Object.values(protocolEnvironment)) expect(source).toContain(name)
  })
})
