/**
 * The fingerprint of an image: a hash of everything that makes it. Two builds with one fingerprint make images that do the same.
 *
 * What it does not hold yet: the digest behind `base-image`, the date when dependencies are not pinned, and the launcher's
 * own text. So it names an image (the default tag), and nothing may be skipped because of it.
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
const recipe = 2

type FileFactsOfImage = Pick<Facts, 'flow' | 'files' | 'source' | 'requirements'>

/** SHA-256 in hexadecimal of what makes the image: names in it, contents and modes of its files, never paths of the runner. */
export function fingerprint(plan: Omit<BuildPlan, 'tag'>, facts: FileFactsOfImage): string {
  const ingredients: Ingredients<BuildPlan> = {
    kind: notPart,
    baseImage: plan.baseImage,
    dependencies: plan.dependencies,
    origins: notPart,
    requirements:
      plan.requirements === undefined
        ? null
        : [
            plan.requirements.file,
            plan.requirements.folder ?? null,
            plan.requirements.isHashed,
            facts.requirements?.items.map(contents)
          ],
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
    push: notPart,
    timeout: notPart
  }
  return sha256OfJson([recipe, ingredients])
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
