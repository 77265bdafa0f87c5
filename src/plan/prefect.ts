/** Which Prefect an image gets. Pure. */

import type { Inputs } from '../inputs/types.ts'
import type { Facts } from './facts.ts'
import { isTooOldForModern, meantGeneration } from './python-version.ts'
import { nameOf } from './requirements-file.ts'

/** What pip is asked for, and why, as a sentence for the log. */
export interface PrefectChoice {
  readonly requirements: readonly string[]
  readonly why: string | undefined
  /** What is wrong with the input. */
  readonly problem?: string
}

/** `<4`: what a later Prefect does with today's flows nobody knows. pip takes the newest that the Python of the image runs. */
const requirements = {
  modern: ['prefect>=2,<4'],
  // it imports pkg_resources, which setuptools 81 no longer has and Python 3.12 does not bring, and asks for neither
  classic: ['prefect<2', 'setuptools<81']
} as const

/** `prefect: auto`: installed when the flow imports it and nothing names it. @param inline requirements of the flow's own file */
export function choosePrefect(
  { prefect, pythonDependencies, requirements: path, baseImage }: Inputs,
  facts: Pick<Facts, 'code' | 'requirements'>,
  inline: readonly string[]
): PrefectChoice {
  if (prefect === 'none') return { requirements: [], why: undefined }
  const namedIn = pythonDependencies.some((line) => nameOf(line) === 'prefect')
    ? 'python-dependencies'
    : facts.requirements?.packages.has('prefect') === true
      ? (path ?? 'requirements')
      : inline.some((line) => nameOf(line) === 'prefect')
        ? 'the flow itself'
        : undefined
  if (prefect !== 'auto') {
    const asked = [`prefect${prefect.specifier}`]
    return namedIn === undefined
      ? { requirements: asked, why: undefined }
      : {
          requirements: asked,
          why: undefined,
          problem: `is given, and ${namedIn} names prefect as well; keep one of the two.`
        }
  }
  const found = facts.code?.prefect
  if (found === undefined) return { requirements: [], why: undefined }
  const where = `${found.file} line ${String(found.line)} imports it`
  if (namedIn !== undefined) return { requirements: [], why: `Prefect: as ${namedIn} says (${where}).` }
  if (isPrefectImage(baseImage)) return { requirements: [], why: `Prefect: that of ${baseImage} (${where}).` }
  const generation = meantGeneration(found, baseImage)
  // code that goes on without Prefect shall do so where there is none
  if (generation === 'modern' && !found.isSure && isTooOldForModern(baseImage)) {
    return {
      requirements: [],
      why: `Prefect: none is installed, since ${where} only perhaps, and ${baseImage} can run neither Prefect 2 nor 3.`
    }
  }
  const added = requirements[generation]
  const kind = generation === 'modern' ? 'Prefect 2 or 3' : 'Prefect 1 or before'
  return {
    requirements: added,
    why: `Prefect: ${added[0]} is installed, since ${where} as ${kind} is used, and nothing names a version. Set prefect to choose.`
  }
}

/** `prefecthq/prefect:3-latest` and copies of it. */
function isPrefectImage(reference: string): boolean {
  return /(?:^|\/)prefect(?:[:@]|$)/u.test(reference)
}
