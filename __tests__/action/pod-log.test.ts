import { expect, test } from '@jest/globals'

import { stamp } from '../../dev/played-log.ts'
import { followLog } from '../../src/cluster/pod-log.ts'
import { jobManifest, usePortWorld } from '../support/port-world.ts'

const world = usePortWorld()

test('100,000 lines, each once and in order, with the stream cut ten times', async () => {
  const { kubelet, namespace, proxy, reach } = world()
  const cluster = await reach(proxy.kubeconfig)
  const play = kubelet.play(namespace, (pod) => pod.running())
  await cluster.create('jobs', jobManifest('long-log'))
  const pod = await play.next()
  const name = pod.object.metadata.name
  proxy.clear()
  const before = proxy.seen('GET', /\/log$/).length
  for (let cut = 0; cut < 10; cut += 1) {
    proxy.rule(
      { path: /\/log$/, times: 1, after: cut },
      { do: cut % 3 === 2 ? 'end' : 'cut', afterBytes: 1_000_000 + cut * 77_777 }
    )
  }
  const total = 100_000
  let line = 0
  const base = BigInt(Date.now()) * 1_000_000n
  const expected: string[] = []
  const terminated = new AbortController()
  const write = (): void => {
    if (line === total) {
      void pod.exit(0).then(() => terminated.abort())
      return
    }
    const texts = Array.from({ length: 1_000 }, () => {
      const at = stamp(base + BigInt(line) * 100_000n)
      const text = `line ${line} ${'ä'.repeat(line % 40)}`
      expected.push(text)
      line += 1
      return `${at} ${text}\n`
    })
    pod.logOf('main').add({ last: stamp(base + BigInt(line - 1) * 100_000n), bytes: Buffer.from(texts.join('')) })
    setTimeout(write, 5)
  }
  write()
  const blocks: Buffer[] = []
  const lost: unknown[] = []
  const end = await followLog({
    cluster,
    pod: name,
    container: 'main',
    terminated: terminated.signal,
    signal: new AbortController().signal,
    deliver: (block) => {
      blocks.push(block)
    },
    lost: (between) => lost.push(between)
  })
  expect(
    proxy
      .seen('GET', /\/log$/)
      .slice(before)
      .filter(({ action }) => action !== 'pass').length
  ).toBe(10)
  expect(lost).toEqual([])
  expect(end).toEqual({ lines: total, complete: true })
  expect(Buffer.concat(blocks).toString()).toBe(`${expected.join('\n')}\n`)
}, 120_000)
