/** What the figures were seen on: sizes and versions, and nothing that tells whose machine it is. */

import { readFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'

import { findBuildx } from '../buildx.ts'
import { versionsIn } from '../cluster-binary.ts'
import { checkout } from '../paths.ts'
import { run } from '../run.ts'
import type { Machine } from './record.ts'
import { requirements } from './scenarios/builds.ts'

/** The first number with dots that a program says when it is asked for its version. */
async function versionOf(command: string, ...args: readonly string[]): Promise<string | undefined> {
  const answer = await run(command, args, { timeout: 20_000 })
  return answer.ok ? /\d+\.\d+(?:\.\d+)?/u.exec(answer.stdout)?.[0] : undefined
}

function versionIn(file: string, pattern: RegExp): string | undefined {
  return pattern.exec(readFileSync(join(checkout(), file), 'utf8'))?.[1]
}

/** @param python version of the base image's, once that is known */
export async function readMachine(python: string | undefined): Promise<Machine> {
  const { kubernetes } = versionsIn(readFileSync(join(checkout(), 'dev/cluster/go.mod'), 'utf8'))
  const facts: Record<string, string | undefined> = {
    cores: String(cpus().length),
    memory: `${Math.round(totalmem() / 1024 ** 3)} GiB`,
    'Docker engine': await versionOf('dockerd', '--version'),
    buildx: /^\d+\.\d+\.\d+/u.exec((await findBuildx()) ?? '')?.[0],
    BuildKit: versionIn('dev/buildkitd/go.mod', /moby\/buildkit v(\S+)/u),
    Kubernetes: kubernetes,
    kubectl: versionIn('dev/kubectl/go.mod', /k8s\.io\/kubectl v0\.(\S+)/u)?.replace(/^/u, '1.'),
    containerd: await versionOf('containerd', '--version'),
    Node: process.versions.node,
    'Python in the image': python,
    Prefect: requirements.find((line) => line.startsWith('prefect=='))?.slice('prefect=='.length)
  }
  return Object.fromEntries(
    Object.entries(facts).filter((fact): fact is [string, string] => fact[1] !== undefined && fact[1] !== '')
  )
}
