import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeConfigFile } from '../../../dev/config-file.ts'
import { containerdConfiguration } from '../../../dev/containerd.ts'
import { isShimOf, mountsBelow } from '../../../dev/node-cleanup.ts'
import { rulesToRemove, strandedBridges } from '../../../dev/node-network.ts'
import { folder } from '../../../dev/paths.ts'
import { claimSlot, holdsSlot, knownSlot, releaseSlot, slotOf } from '../../../dev/slot.ts'

let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'node-test-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

describe('slots', () => {
  const registry = () => join(dir, 'claims')
  const owner = (name: string) => folder(dir, name)

  test('two nodes share nothing that the machine has once', () => {
    const [a, b] = [claimSlot(owner('a'), registry()), claimSlot(owner('b'), registry())]
    for (const key of ['number', 'address', 'subnet', 'bridge', 'id', 'state'] as const) expect(a[key]).not.toBe(b[key])
    expect(a.bridge.length).toBeLessThanOrEqual(15)
  })

  test('a node keeps its slot', () => {
    claimSlot(owner('a'), registry())
    const second = claimSlot(owner('b'), registry())
    expect(claimSlot(owner('b'), registry())).toEqual(second)
    releaseSlot(second, owner('b'), registry())
    expect(claimSlot(owner('b'), registry())).toEqual(second)
    expect(knownSlot(owner('b'))).toEqual(second)
  })

  test('a slot that was given back and taken by another is neither held nor given back again', () => {
    const first = claimSlot(owner('a'), registry())
    releaseSlot(first, owner('a'), registry())
    const other = claimSlot(owner('b'), registry())
    expect(other.number).toBe(first.number)
    releaseSlot(first, owner('a'), registry())
    expect([holdsSlot(first, owner('a'), registry()), holdsSlot(other, owner('b'), registry())]).toEqual([false, true])
    expect(claimSlot(owner('a'), registry()).number).not.toBe(first.number)
  })

  test('the slot of a checkout that is no more is taken over', () => {
    const first = claimSlot(owner('a'), registry())
    rmSync(owner('a').concat('/slot.json'))
    rmSync(join(dir, 'a'), { recursive: true })
    expect(claimSlot(owner('b'), registry()).number).toBe(first.number)
  })
})

test('a bridge in the subnet of the slot that another checkout left is found; nothing else is', () => {
  const slot = { ...slotOf(2, 'a'), bridge: 'dok-aaaaaaaa' }
  const line = (name: string, address: string) =>
    `431: ${name}    inet ${address} brd 10.200.2.255 scope global ${name}\\       valid_lft forever preferred_lft forever`
  const shown = [
    line('dok-bbbbbbbb', '10.200.2.1/24'),
    line('dok-aaaaaaaa', '10.200.2.1/24'),
    line('dok-cccccccc', '10.200.22.1/24'),
    line('docker0', '10.200.2.1/24'),
    line('eth0', '192.0.2.2/24')
  ].join('\n')
  expect(strandedBridges(shown, slot)).toEqual(['dok-bbbbbbbb'])
  expect(strandedBridges('', slot)).toEqual([])
})

test('another configuration is another file, and the old one goes', () => {
  const first = writeConfigFile(dir, 'kubelet.yaml', 'a')
  expect(writeConfigFile(dir, 'kubelet.yaml', 'a')).toBe(first)
  writeFileSync(join(dir, 'kubelet-mine.yaml'), '')
  const second = writeConfigFile(dir, 'kubelet.yaml', 'b')
  expect(existsSync(first)).toBe(false)
  expect(readdirSync(dir).sort()).toEqual([second.slice(dir.length + 1), 'kubelet-mine.yaml'].sort())
})

test("containerd's configuration quotes what it is given", () => {
  const slot = slotOf(7, '/a/b')
  const text = containerdConfiguration({
    root: '/a "b"/root',
    slot,
    pauseImage: 'p',
    plugins: 'q',
    network: 'n',
    hosts: 'h'
  })
  expect(text).toContain('root = "/a \\"b\\"/root"\n')
  expect(text).toContain(`address = "${slot.state}/containerd.sock"`)
})

test.each([
  [
    ['/usr/bin/containerd-shim-runc-v2', '-namespace', 'k8s.io', '-id', 'x', '-address', '/run/a/containerd.sock'],
    true
  ],
  [['containerd-shim', '-address', '/run/a/containerd.sock'], true],
  [
    ['/usr/bin/containerd-shim-runc-v2', '-namespace', 'k8s.io', '-id', 'x', '-address', '/run/b/containerd.sock'],
    false
  ],
  [['/usr/bin/containerd-shim-runc-v2', '-id', '/run/a/containerd.sock'], false],
  [['/run/a/containerd.sock'], false],
  [['vim', '-address', '/run/a/containerd.sock'], false],
  [[''], false]
])('shim of ours: %j %s', (args, expected) => expect(isShimOf('/run/a/containerd.sock', args)).toBe(expected))

test('mounts below our folders, innermost first, escapes undone', () => {
  const line = (path: string) => `36 35 98:0 / ${path} rw,noatime shared:1 - tmpfs tmpfs rw`
  const info = ['/', '/run/ours', '/run/ours/a\\040b', '/run/ours-not', '/run/ours/a\\040b/c', '/home/x']
    .map(line)
    .join('\n')
  expect(mountsBelow(info, ['/run/ours', '/home'])).toEqual([
    '/home/x',
    '/run/ours/a b/c',
    '/run/ours/a b',
    '/run/ours'
  ])
})

test("only this network's rules are removed", () => {
  const rule = (network: string, chain: string) =>
    `-A POSTROUTING -s 10.200.1.2/32 -m comment --comment "name: \\"${network}\\" id: \\"abc\\"" -j ${chain}`
  const saved = [
    '-N CNI-01',
    '-N CNI-02',
    rule('ours', 'CNI-01'),
    rule('ours-too', 'CNI-02'),
    '-A POSTROUTING -s 172.17.0.0/16 -j MASQUERADE'
  ].join('\n')
  expect(rulesToRemove(saved, 'ours')).toEqual([
    [
      '-D',
      'POSTROUTING',
      '-s',
      '10.200.1.2/32',
      '-m',
      'comment',
      '--comment',
      'name: "ours" id: "abc"',
      '-j',
      'CNI-01'
    ],
    ['-F', 'CNI-01'],
    ['-X', 'CNI-01']
  ])
})
