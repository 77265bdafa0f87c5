import { readFileSync } from 'node:fs'

import { afterEach, describe, expect, test } from '@jest/globals'

import type { PlayedPod } from '../../dev/kubelet.ts'
import { stamp } from '../../dev/played-log.ts'
import { errorsOf, expectSuccess, onStage, until, useWorld, type Stage } from '../support/action.ts'
import { seen } from '../support/seen.ts'

/** The log of the container: whole, in order, and only text, on the console and in the file. */
const world = useWorld()

afterEach(() => world().proxy.clear())

const logOf = ({ namespace }: Stage): RegExp => new RegExp(`${namespace}/.*/log$`, 'u')

const says =
  (...lines: (string | Buffer)[]) =>
  async (pod: PlayedPod): Promise<void> => {
    await pod.running()
    for (const line of lines) pod.log(line)
    await pod.exit(0)
  }

describe('whole and in order', () => {
  test('100,000 lines with the stream cut ten times', async () => {
    const total = 100_000
    const text = (line: number): string => `line ${line} ${'ä'.repeat(line % 40)}`
    const scenario = async (pod: PlayedPod): Promise<void> => {
      await pod.running()
      const base = BigInt(Date.now()) * 1_000_000n
      const at = (line: number): string => stamp(base + BigInt(line) * 100_000n)
      for (let start = 0; start < total; start += 1_000) {
        const lines = Array.from({ length: 1_000 }, (_, index) => `${at(start + index)} ${text(start + index)}\n`)
        pod.logOf().add({ last: at(start + 999), bytes: Buffer.from(lines.join('')) })
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      await pod.exit(0)
    }
    await onStage(world(), { proxied: true, scenario }, async (stage) => {
      const { proxy } = world()
      for (let cut = 0; cut < 10; cut += 1) {
        proxy.rule(
          { path: logOf(stage), times: 1, after: cut },
          { do: cut % 3 === 2 ? 'end' : 'cut', afterBytes: 900_000 + cut * 77_777 }
        )
      }
      const result = await stage.run().finished
      expectSuccess(result)
      expect(proxy.requests.filter(({ path, action }) => logOf(stage).test(path) && action !== 'pass')).toHaveLength(10)
      const expected = Array.from({ length: total }, (_, line) => text(line))
      const written = readFileSync(result.outputs['log-file'] ?? '', 'utf8')
      expect(written === `${expected.join('\n')}\n`).toBe(true)
      const shown = result.stdout.split('\n').filter((line) => line.startsWith('| '))
      expect(shown.length).toBe(total)
      expect(shown.join('\n') === expected.map((line) => `| ${line}`).join('\n')).toBe(true)
      expect(result.stdout).not.toContain('not whole')
      seen('log-ends-early', result, /^\| line (0|99999) /u)
    })
  }, 180_000)

  test('a container that writes faster than the runner reads: nothing piles up in between, and all of it comes', async () => {
    const [blocks, size] = [100, 1_000_000]
    const width = 997
    const perBlock = size / (width + 3)
    const text = (line: number): string => String(line).padStart(width, '.')
    const scenario = async (pod: PlayedPod): Promise<void> => {
      await pod.running()
      const base = BigInt(Date.now()) * 1_000_000n
      const at = (line: number): string => stamp(base + BigInt(line) * 1_000n)
      for (let start = 0; start < blocks * perBlock; start += perBlock) {
        const lines = (): string[] =>
          Array.from({ length: perBlock }, (_, index) => `${at(start + index)} ${text(start + index)}\n`)
        pod.logOf().add({ last: at(start + perBlock - 1), bytes: () => Buffer.from(lines().join('')) })
      }
      await pod.exit(0)
    }
    await onStage(world(), { proxied: true, scenario }, async (stage) => {
      const handle = stage.run()
      await handle.waitForLine(/^\| \.+0$/u)
      handle.holdOutput(true)
      const read = (): number =>
        world()
          .proxy.seen('GET', logOf(stage))
          .reduce((sum, { bytes }) => sum + bytes, 0)
      let before = -1
      await until(async () => {
        const [earlier, now] = [before, read()]
        before = now
        await new Promise((resolve) => setTimeout(resolve, 500))
        return earlier === now
      })
      // what pipes and sockets hold, and a few blocks on their way
      expect(before).toBeLessThan((blocks * size) / 2)
      handle.holdOutput(false)
      const result = await handle.finished
      expectSuccess(result)
      const written = readFileSync(result.outputs['log-file'] ?? '', 'utf8')
      const expected = Array.from({ length: blocks * perBlock }, (_, line) => text(line))
      expect(written === `${expected.join('\n')}\n`).toBe(true)
    })
  }, 180_000)

  test('a stream that stalls for good: the rest is read when the container has ended', async () => {
    const scenario = async (pod: PlayedPod): Promise<void> => {
      await pod.running()
      pod.log('one')
      pod.log('two')
    }
    await onStage(world(), { proxied: true, scenario }, async (stage) => {
      world().proxy.rule({ path: logOf(stage), times: 1 }, { do: 'stall', afterBytes: 20 })
      const handle = stage.run()
      const pod = await stage.play.next()
      await until(() => world().proxy.seen('GET', logOf(stage)).length > 0)
      pod.log('three')
      await pod.exit(0)
      const result = await handle.finished
      expectSuccess(result)
      expect(readFileSync(result.outputs['log-file'] ?? '', 'utf8')).toBe('one\ntwo\nthree\n')
      seen('log-stalls', result, /^\| /u)
    })
  }, 60_000)

  test('rotated while nobody could read: the loss is said between its times, on the console and in the summary', async () => {
    const scenario = async (pod: PlayedPod): Promise<void> => {
      await pod.running()
      pod.log('before')
    }
    await onStage(world(), { proxied: true, scenario }, async (stage) => {
      const handle = stage.run()
      const pod = await stage.play.next()
      await handle.waitForLine(/^\| before$/u)
      const undo = world().proxy.rule({ path: logOf(stage) }, { do: 'refuse' })
      pod.cutLogs()
      pod.log('nobody saw this')
      pod.rotate()
      pod.log('after')
      undo()
      await handle.waitForLine(/^\| after$/u)
      await pod.exit(0)
      const result = await handle.finished
      expect(result).toMatchObject({ exitCode: 0, outputs: { status: 'succeeded' } })
      expect(result.annotations.filter(({ level }) => level === 'warning')).toHaveLength(1)
      expect(result.annotations[0]?.message).toMatch(/is not whole: lines may be missing between \S+Z and \S+Z\.$/u)
      expect(result.summary).toContain('lines may be missing between')
      expect(readFileSync(result.outputs['log-file'] ?? '', 'utf8')).toBe('before\nafter\n')
      seen('log-rotated-unseen', result, /^\| /u)
    })
  }, 60_000)

  test('a log that cannot be read at all: said, and the verdict stands', async () => {
    await onStage(world(), { proxied: true, scenario: says('hello') }, async (stage) => {
      world().proxy.rule(
        { path: logOf(stage) },
        { do: 'respond', status: 500, message: 'Get "https://10.0.0.1:10250/": dial tcp: no route to host' }
      )
      const result = await stage.run().finished
      expect(errorsOf(result)).toEqual([])
      expect(result).toMatchObject({ exitCode: 0, outputs: { status: 'succeeded' } })
      expect(result.stdout).toMatch(/is not whole: .*no route to host/u)
    })
  }, 90_000)
})

describe('strange bytes', () => {
  test('a line of 3 MB, NULs, invalid UTF-8, a last line without an end: the file has them all', async () => {
    const huge = 'x'.repeat(3_000_000)
    const odd = Buffer.from([0x61, 0x00, 0xff, 0xfe, 0xc3, 0x28, 0x62])
    const scenario = async (pod: PlayedPod): Promise<void> => {
      await pod.running()
      pod.log(huge)
      pod.log(odd)
      pod.log('')
      pod.log('colour \u001b[31mred\u001b[0m')
      pod.log('the end', { open: true })
      await pod.exit(0)
    }
    await onStage(world(), { scenario }, async (stage) => {
      const result = await stage.run().finished
      expectSuccess(result)
      const expected = Buffer.concat([
        Buffer.from(`${huge}\n`),
        odd,
        Buffer.from('\n\ncolour \u001b[31mred\u001b[0m\nthe end\n')
      ])
      expect(readFileSync(result.outputs['log-file'] ?? '').equals(expected)).toBe(true)
      expect(result.raw.includes(0)).toBe(false)
      expect(result.stdout).toContain('| the end\n')
      seen('log-odd', result, /^\| (colour|the end)/u)
      expect(result.stdout.match(/x/gu)?.length).toBeGreaterThanOrEqual(3_000_000)
      expect(Buffer.byteLength(result.summary)).toBeLessThan(1024 * 1024)
      // eslint-disable-next-line no-control-regex -- that there are none is what this asks
      expect(result.summary).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/u)
    })
  }, 60_000)
})

describe('a log that says commands is text', () => {
  const tricks = [
    '::set-output name=image::evil',
    '::set-output name=status::succeeded',
    '##[error]x',
    '##[set-output name=image]evil',
    '::error::evil',
    '::warning file=a.py::evil',
    '::add-mask::a',
    '::add-mask::registry',
    '::save-state name=undo_1::{}',
    '::set-env name=PATH::/evil',
    '::add-path::/evil',
    '::group::evil',
    '::echo::on',
    '::stop-commands::evil',
    '::evil::',
    'progress 10%\r::set-output name=image::evil',
    '\r##[error]x\r\r::error::evil\r',
    '\u0085::error::evil',
    '\u2028::error::evil',
    '\u00ad::error::evil',
    '#\u00ad#[error]evil',
    '   ::error::evil',
    '\u0000::error::evil',
    '\u001b[2K::error::evil',
    '</pre><img src=x onerror=evil> `code` | [link](http://evil.example) @octocat #1 ::error::evil'
  ]

  test.each(['stream', 'none'])(
    'logs: %s',
    async (logs) => {
      await onStage(world(), { scenario: says(...tricks) }, async (stage) => {
        const handle = stage.run({ logs })
        const result = await handle.finished
        expectSuccess(result)
        expect(result.annotations).toEqual([])
        expect(result.outputs['image']).toMatch(/^registry\.example/u)
        expect(result.masks.filter((mask) => mask === 'a' || mask === 'registry')).toEqual([])
        expect(result.groups).toEqual([])
        expect(result.env).toEqual({})
        const names = new Set(result.executedCommands.map(({ name }) => name))
        for (const name of ['set-output', 'error', 'warning', 'set-env', 'add-path', 'save-state', 'group', 'echo'])
          expect(names).not.toContain(name)
        expect(result.summary).not.toMatch(/<img|<\/pre><|\[link\]/u)
        if (logs === 'stream') expect(result.stdout).toContain('| ::set-output name=image::evil\n')
        expect(readFileSync(result.outputs['log-file'] ?? '', 'utf8')).toBe(`${tricks.join('\n')}\n`)
        expect(await stage.leftovers()).toEqual([])
      })
    },
    60_000
  )

  test('in what the cluster says as well: waiting messages, events, termination messages, conditions', async () => {
    const evil = '::error::evil\n::set-output name=image::evil\r##[error]evil'
    const scenario = async (pod: PlayedPod): Promise<void> => {
      await pod.waiting('ErrImagePull', evil)
      await pod.event('Failed', `Failed to pull image "x": ${evil}`)
      await pod.condition('PodScheduled', 'False', 'Unschedulable', evil)
      await new Promise((resolve) => setTimeout(resolve, 2_500))
      await pod.exit(128, { reason: 'StartError', message: evil })
    }
    await onStage(world(), { scenario }, async (stage) => {
      const result = await stage.run().finished
      expect(result).toMatchObject({ exitCode: 1, outputs: { 'failure-reason': 'start-error' } })
      expect(errorsOf(result)).toHaveLength(1)
      expect(errorsOf(result)[0]).toContain('could not be started')
      expect(result.outputs['image']).toMatch(/^registry\.example/u)
      expect(result.runnerErrors).toEqual([])
    })
  }, 60_000)
})
