/** Scenarios 1 to 8: one flow of Prefect 3, from a file in a repository to the end of its Job. */

import { randomUUID } from 'node:crypto'
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { checkout, folder } from '../../paths.ts'
import { must } from '../../run.ts'
import { say } from '../../say.ts'
import type { OwnBuildKit } from '../../buildkit.ts'
import type { Ground, Place, Workshop } from '../ground.ts'
import { forgetImages } from '../node-door.ts'
import type { Round, Sample, Side } from '../record.ts'
import { type Turns, withOneScript } from '../rounds.ts'
import { jobFile, runTheAction, runTheScript } from '../sides.ts'

/** What a scenario is made of. */
interface Shape {
  /** Emptied before each side of each round. */
  readonly isCold?: boolean
  /** Nobody has built it before: no image, no record, nothing to find. */
  readonly isFirst?: boolean
  readonly changes?: 'flow' | 'dependency'
  /** The action builds with a BuildKit of its own. */
  readonly hasBuildKit?: boolean
  /** Both run one image that is there. */
  readonly isImage?: boolean
}

export type BuildScenario = '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8'

const shapes: Readonly<Record<BuildScenario, Shape>> = {
  1: { isCold: true, isFirst: true },
  2: { isCold: true },
  3: { isCold: true, changes: 'flow', hasBuildKit: true },
  4: { isCold: true, changes: 'flow' },
  5: {},
  6: { changes: 'flow' },
  7: { changes: 'dependency' },
  8: { isImage: true }
}

export const isBuild = (id: string): id is BuildScenario => id in shapes

/** Whether the runner is cold: whatever changed, the script builds and pushes all of it then. */
export const isCold = (id: string): id is BuildScenario => isBuild(id) && shapes[id].isCold === true

/** What the flow needs, all of it pinned. */
export const requirements = readFileSync(join(checkout(), 'dev/bench/flow/requirements.txt'), 'utf8')
  .split('\n')
  .filter((line) => /^[^#\s]/u.test(line))
/** Small packages that need nothing, one for each round with a new dependency; later rounds take two. */
const additions = [
  ...['boltons==24.1.0', 'wcwidth==0.2.13', 'inflection==0.5.1', 'iniconfig==2.0.0', 'more-itertools==10.5.0'],
  ...['natsort==8.4.0', 'parse==1.20.2', 'zipp==3.21.0', 'sortedcontainers==2.4.0', 'tabulate==0.9.0'],
  ...['toolz==1.0.0', 'xxhash==3.5.0']
]

/** The dependencies of a round; of -1, which is before the first one, what the flow needs. */
export function dependenciesOf(round: number): string[] {
  if (round < 0) return [...requirements]
  const turn = Math.floor(round / additions.length)
  const places = turn === 0 ? [round] : [round, round + turn]
  return [...requirements, ...places.flatMap((place) => additions[place % additions.length] ?? [])]
}

const variables = { PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS: '180', PREFECT_SERVER_ANALYTICS_ENABLED: 'false' }
const jobEnv = Object.entries(variables)
  .map(([name, value]) => `${name}=${value}`)
  .join('\n')

/** One scenario's two sides, on a ground that stands. */
class Sides {
  readonly #shape: Shape
  readonly #id: string
  readonly #workshop: Workshop
  readonly #place: Place
  readonly #buildKit: OwnBuildKit | undefined
  readonly #folder: string
  readonly #script: { folder: string; path: string; signal: AbortSignal }
  #image = ''

  constructor(
    id: BuildScenario,
    on: { workshop: Workshop; place: Place; buildKit: OwnBuildKit | undefined; folder: string; path: string },
    signal: AbortSignal
  ) {
    this.#id = id
    this.#shape = shapes[id]
    this.#workshop = on.workshop
    this.#place = on.place
    this.#buildKit = on.buildKit
    this.#folder = mkdtempSync(join(on.folder, 'sides-'))
    this.#script = { folder: this.#folder, path: on.path, signal }
  }

  /** Writes a side's files as the round wants them. Gives its folder. */
  #write(side: Side, dependencies: readonly string[]): string {
    const own = folder(this.#folder, side)
    const flow = join(own, 'flows/orders.py')
    mkdirSync(join(own, 'flows'), { recursive: true })
    cpSync(join(checkout(), 'dev/bench/flow/orders.py'), flow)
    if (this.#shape.changes === 'flow') appendFileSync(flow, `# ${randomUUID()}\n`)
    if (side === 'action') return own
    for (const [from, to] of [
      ['Dockerfile', 'Dockerfile'],
      ['dockerignore', '.dockerignore']
    ] as const)
      cpSync(join(checkout(), 'dev/bench/script', from), join(own, to))
    writeFileSync(join(own, 'requirements.txt'), `${dependencies.join('\n')}\n`)
    return own
  }

  /** Where both run one image: makes it, in the registry and on nobody's disk but the engine's. */
  async prebuild(): Promise<void> {
    if (this.#shape.isImage !== true) return
    const { engine, registry, base } = this.#workshop
    const context = this.#write('script', dependenciesOf(-1))
    const options = { env: engine.env, timeout: 20 * 60_000 }
    const target = `${registry.proxy.host}/prebuilt:1`
    await must('docker', ['build', '--quiet', '--tag', target, '--build-arg', `BASE=${base}`, context], options)
    await must('docker', ['push', '--quiet', target], options)
    this.#image = `${target}@${await registry.digestOf('prebuilt', '1')}`
  }

  async #empty(side: Side): Promise<void> {
    await this.#workshop.engine.empty()
    if (side === 'action') await this.#buildKit?.empty()
    // kubectl keeps there what it knows of the cluster
    rmSync(join(this.#folder, 'kube'), { recursive: true, force: true })
  }

  /** @param round -1: what came before the first round, untimed */
  async run(side: Side, round: number): Promise<Sample> {
    const { registry } = this.#workshop
    if (this.#shape.isCold === true && round >= 0) await this.#empty(side)
    const dependencies = dependenciesOf(this.#shape.changes === 'dependency' ? round : -1)
    const own = this.#write(side, dependencies)
    registry.proxy.take()
    const ran = side === 'action' ? this.#action(own, dependencies, round) : this.#byHand(own)
    const { sample } = await ran
    if (sample.flow === undefined) throw new Error('The flow did not say how long it took.')
    return { ...sample, bytes: registry.proxy.take() }
  }

  #action(workspace: string, dependencies: readonly string[], round: number) {
    const { engine, registry, base } = this.#workshop
    const { kubeconfig, namespace } = this.#place
    const name = this.#shape.isFirst === true ? `bench-${this.#id}-${round + 1}` : `bench-${this.#id}`
    const build = {
      flow: 'flows/orders.py',
      'base-image': base,
      'registry-url': registry.proxy.host,
      'image-name': name,
      'python-dependencies': dependencies.join('\n')
    }
    const what = this.#shape.isImage === true ? { image: this.#image } : build
    const inputs = { ...what, 'job-env': jobEnv, kubeconfig, namespace }
    return runTheAction({
      ...{ inputs, workspace, signal: this.#script.signal },
      env: { ...engine.env, ...this.#buildKit?.env }
    })
  }

  #byHand(context: string) {
    const { engine, registry, base } = this.#workshop
    const build = { CONTEXT: context, REPOSITORY: `${registry.proxy.host}/by-hand-${this.#id}`, BASE: base }
    const what = this.#shape.isImage === true ? { IMAGE: this.#image } : build
    const kube = { KUBECONFIG: this.#place.kubeconfig, KUBECACHEDIR: join(this.#folder, 'kube'), JOB: jobFile }
    return runTheScript({ ...engine.env, ...kube, ...what }, this.#script)
  }
}

/**
 * All rounds of some of these scenarios.
 * @param ids one; or several in which the script does the same, so that one run of it in each round is for all of them
 */
export async function builds(
  ids: readonly BuildScenario[],
  ground: Ground,
  turns: Turns
): Promise<ReadonlyMap<BuildScenario, Round[]>> {
  const [workshop, place, kubectl] = [await ground.workshop(), await ground.node(), await ground.kubectl()]
  const all: Sides[] = []
  for (const id of ids) {
    const buildKit = shapes[id].hasBuildKit === true ? await ground.buildKit() : undefined
    const on = { workshop, place, buildKit, folder: ground.folder, path: kubectl.folder }
    all.push(new Sides(id, on, turns.signal))
  }
  const sample = async (who: BuildScenario | 'script', round: number): Promise<Sample> => {
    const sides = all[who === 'script' ? 0 : ids.indexOf(who)]
    if (sides === undefined) throw new Error(`No scenario ${who} here.`)
    return sides.run(who === 'script' ? 'script' : 'action', round)
  }
  try {
    for (const sides of all) await sides.prebuild()
    // the node has the base then, whoever comes first; what is changed or new in a round is so all the same
    say(`  ${ids.join(', ')}: once without the clock`)
    for (const who of ['script', ...ids] as const) await sample(who, -1)
    return await withOneScript(ids, turns, sample)
  } finally {
    await forgetImages(workshop.registry.proxy.host)
  }
}
