/**
 * The fingerprint of an image: a hash of everything in the plan and the workspace that makes it. It names the image (the default
 * tag). `image/` adds what only a builder and registries know, and then a build can be skipped because of it.
 */

import { sha256OfJson } from './content.ts'
import type { Facts } from './facts.ts'
import type { MappedFacts } from './look.ts'
import type { BuildPlan, FlowPlan } from './types.ts'

/** For fields that say where an image goes and how it gets there, not what is in it. JSON leaves such a field out. */
const notPart = undefined

/** A field added to the image's plan must be added here too, or this does not compile. */
export type Ingredients<Planned> = { readonly [Field in keyof Planned]-?: unknown }

/** Raised when the same plan would make another image: another Dockerfile, another launcher protocol. */
const recipe = 3

type FileFactsOfImage = Pick<Facts, 'flow' | 'files' | 'source' | 'requirements' | 'own'>

/** A plan before it is known what is in it. */
export type Unnamed = Omit<BuildPlan, 'tag' | 'fingerprint' | 'dependenciesKey'>

/** SHA-256 in hexadecimal of what makes the image: names in it, contents and modes of its files, never paths of the runner. */
export function fingerprint(plan: Unnamed, facts: FileFactsOfImage): string {
  const ingredients: Ingredients<BuildPlan> = {
    kind: notPart,
    baseImage: plan.baseImage,
    dependencies: plan.dependencies,
    origins: notPart,
    requirements: requirementsIngredients(plan, facts),
    // which ones there are changes the steps; what they are must not be told by a tag
    buildSecrets: [...plan.buildSecrets.keys()],
    preparesPrefect: plan.preparesPrefect,
    // a list of pairs: the order of variables counts, as it does in the image
    env: [...plan.env],
    files: facts.files.map(contents),
    flow: plan.flow === undefined ? null : flowIngredients(plan.flow, facts),
    source: facts.source === undefined ? null : contents(facts.source),
    platform: plan.platform ?? null,
    healthCheck: notPart,
    repository: notPart,
    imageName: notPart,
    tag: notPart,
    hasOwnTag: notPart,
    push: notPart,
    rebuild: notPart,
    cacheFrom: notPart,
    cacheTo: notPart,
    // has to agree by itself where it counts, see `image/record.ts`
    day: notPart,
    fingerprint: notPart,
    dependenciesKey: notPart,
    timeout: notPart
  }
  return sha256OfJson([recipe, ingredients, plan.flow === undefined ? null : facts.own.launcher, facts.own.tools])
}

/** SHA-256 of what the steps are made of that install what the flow needs. */
export function dependenciesKey(plan: Unnamed, facts: Pick<Facts, 'requirements' | 'own'>): string {
  const { dependencies, buildSecrets, preparesPrefect, day } = plan
  const requirements = requirementsIngredients(plan, facts)
  const secrets = [...buildSecrets.keys()]
  return sha256OfJson([recipe, dependencies, requirements, secrets, preparesPrefect, facts.own.tools, day ?? null])
}

function requirementsIngredients({ requirements }: Unnamed, facts: Pick<Facts, 'requirements'>): unknown {
  if (requirements === undefined) return null
  const { file, folder, isHashed } = requirements
  return [file, folder ?? null, isHashed, facts.requirements?.items.map(contents)]
}

function contents({ entries }: MappedFacts): unknown {
  return entries.map(({ path, mode, sha256 }) => [path, mode, sha256 ?? null])
}

function flowIngredients(flow: FlowPlan, facts: Pick<Facts, 'flow'>): Ingredients<FlowPlan> {
  return {
    source: facts.flow === undefined ? null : [facts.flow.mode, facts.flow.sha256],
    repositoryPath: flow.repositoryPath,
    imagePath: flow.imagePath,
    name: flow.name ?? null,
    neighbours: notPart
  }
}
