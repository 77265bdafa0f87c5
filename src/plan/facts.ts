/** What the plan must know about the workspace: the only part of planning that reads files. It changes nothing. */

import { realpath } from 'node:fs/promises'
import { resolve } from 'node:path'

import { ownFiles } from '../flow/launcher.ts'
import type { Inputs } from '../inputs/types.ts'
import { Problems, type Problem } from '../inputs/problems.ts'
import type { RunnerEnvironment } from '../runner/environment.ts'
import { sha256OfJson } from './content.ts'
import { gatherCode, type CodeFacts } from './code.ts'
import { readTemplate } from './job-template.ts'
import { Look, type FileFacts, type MappedFacts } from './look.ts'
import { pythonOf } from './python-version.ts'
import { gatherRequirements, type RequirementsFacts } from './requirements.ts'
import type { JobTemplate } from './types.ts'

export interface Facts {
  readonly flow: FileFacts | undefined
  /** The folder that goes along with the flow. */
  readonly source: (MappedFacts & { readonly repositoryPath: string }) | undefined
  readonly files: readonly MappedFacts[]
  readonly requirements: RequirementsFacts | undefined
  /** Hashes of what the action itself puts into images: the launcher; what steps of a build run. Empty where nothing is built. */
  readonly own: { readonly launcher: string; readonly tools: string }
  /** Of the flow and what it imports. */
  readonly code: CodeFacts | undefined
  /** What `job-template` holds. */
  readonly template?: JobTemplate | undefined
  /** What is wrong in the workspace; `makePlan` reports it together with its own problems. */
  readonly problems: readonly Problem[]
}

/**
 * Looks up flow, source, files and requirements. Never throws for what a user can mend: that is in `problems`.
 * Flow and sources may be links themselves, within the workspace; links in a folder stay links, and must stay in that folder.
 */
export async function gatherFacts(inputs: Inputs, environment: RunnerEnvironment): Promise<Facts> {
  const problems = new Problems()
  // without a Job nobody needs a template
  const template = inputs.run ? inputs.jobTemplate : undefined
  const given = template?.kind === 'text' ? readTemplate(template.text, problems.at('job-template')) : undefined
  const own = inputs.image === undefined ? await hashesOfOurs() : { launcher: '', tools: '' }
  const nothing: Omit<Facts, 'problems'> = {
    own,
    flow: undefined,
    source: undefined,
    files: [],
    requirements: undefined,
    code: undefined,
    template: given
  }
  const first = firstOf(inputs, template?.kind === 'path')
  if (first === undefined) return { ...nothing, problems: problems.list }
  const workspace = await realpath(environment.workspace).catch(() => undefined)
  if (workspace === undefined) {
    problems.add({ input: first, text: 'the workspace does not exist; run actions/checkout before this step.' })
    return { ...nothing, problems: problems.list }
  }
  const look = new Look(resolve(environment.workspace), workspace, problems)
  const flow = inputs.flow === undefined ? undefined : await look.file(inputs.flow.path, 'flow')
  const source = inputs.source === undefined ? undefined : await look.folder(inputs.source)
  const files: MappedFacts[] = []
  for (const { source: path, destination } of inputs.files) {
    const found = await look.mapped(path, destination)
    if (found !== undefined) files.push(found)
  }
  const requirements =
    inputs.requirements === undefined
      ? undefined
      : await gatherRequirements(inputs.requirements, look, problems.at('requirements'))
  return {
    own,
    flow,
    source,
    files,
    requirements,
    code:
      flow === undefined
        ? undefined
        : await gatherCode({
            flow: flow.source,
            source: source?.source,
            workspace,
            python: pythonOf(inputs.baseImage)
          }),
    template: template?.kind === 'path' ? await look.template(template.path) : given,
    problems: problems.list
  }
}

async function hashesOfOurs(): Promise<Facts['own']> {
  const { launcher, tools } = await ownFiles()
  return { launcher: sha256OfJson([...launcher]), tools: sha256OfJson([...tools]) }
}

/** The first input that needs the workspace. */
function firstOf(inputs: Inputs, hasTemplatePath: boolean): string | undefined {
  if (inputs.flow !== undefined) return 'flow'
  if (inputs.source !== undefined) return 'source'
  if (inputs.files.length > 0) return 'files'
  if (inputs.requirements !== undefined) return 'requirements'
  return hasTemplatePath ? 'job-template' : undefined
}
