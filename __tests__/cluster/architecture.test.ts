/** A program for another processor, on the real node: how a node says so, and what becomes of it. */

import { expect, test } from '@jest/globals'

import { errorsOf } from '../support/action.ts'
import { onStage, type Stage } from '../support/cluster.ts'
import { seen } from '../support/seen.ts'

const minutes = 60_000

/** The least that a kernel takes for an ELF program, for the processor that this machine does not have. */
const foreignProgram = (): string => {
  const header = Buffer.alloc(64)
  header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1])
  header.writeUInt16LE(2, 16)
  // e_machine: 183 is AArch64, 62 is x86-64
  header.writeUInt16LE(process.arch === 'arm64' ? 62 : 183, 18)
  header.writeUInt32LE(1, 20)
  return header.toString('hex')
}

/** An init container writes the program, the flow's container is to run it. */
const template = ({ registry }: Stage): string => `spec:
  template:
    spec:
      volumes: [{ name: bin, emptyDir: {} }]
      initContainers:
        - name: install
          image: ${registry}/python:3.11
          command: [python3, -c, "import os; open('/bin-of-flow/flow','wb').write(bytes.fromhex('${foreignProgram()}')); os.chmod('/bin-of-flow/flow', 0o755)"]
          volumeMounts: [{ name: bin, mountPath: /bin-of-flow }]
      containers:
        - name: flow
          volumeMounts: [{ name: bin, mountPath: /bin-of-flow }]
`

test(
  'a program for another processor: the reason says so, whichever way the node tells it',
  () =>
    onStage(async (stage) => {
      const ran = await stage.run({
        image: `${stage.registry}/python:3.11`,
        command: '["/bin-of-flow/flow"]',
        'job-template': template(stage)
      })
      expect(ran).toMatchObject({ conclusion: 'failure', left: [], runnerErrors: [] })
      expect(ran.outputs).toMatchObject({ 'failure-reason': 'wrong-architecture' })
      expect(errorsOf(ran)).toHaveLength(1)
      expect(errorsOf(ran)[0]).toContain('exec format error')
      seen('wrong-architecture', ran)
    }),
  3 * minutes
)
