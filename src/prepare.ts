/** The first part of a run: inputs read, secrets masked, the plan made. Nothing is built or sent before all of it is right. */

import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'

import { readInputs } from './inputs/read.ts'
import { secretsOf } from './inputs/secrets.ts'
import { gatherFacts } from './plan/facts.ts'
import { makePlan } from './plan/plan.ts'
import { isEventOfStrangers, judgeTrust } from './plan/trust.ts'
import type { Plan } from './plan/types.ts'
import { workspaceUses } from './plan/workspace-use.ts'
import { browseUrl } from './report/origin.ts'
import type { Report } from './report/report.ts'
import type { Session } from './runner/session.ts'

/** @throws Failure `invalid-input` with every problem found; `untrusted-code` */
export async function prepare(
  { environment, env, folder, identifier, writer }: Session,
  report: Report
): Promise<Plan> {
  // before anything else: what is wrong with an input is said in a message, and that must not show a secret
  const secrets = secretsOf(env)
  for (const value of secrets.values) writer.mask(value)
  const { inputs, notices, warnings } = readInputs(env)
  for (const notice of notices) writer.notice(notice)
  for (const warning of [...secrets.warnings, ...warnings]) writer.warning(warning)
  const facts = await gatherFacts(inputs, environment)
  const today = new Date().toISOString().slice(0, 10)
  const plan = makePlan({ inputs, environment, identifier, nonce: randomUUID(), today, facts })
  for (const note of plan.notes) writer.info(note)
  for (const warning of plan.warnings) writer.warning(warning)
  if (inputs.flow !== undefined) report.flow = inputs.flow.path
  const browse = browseUrl(environment)
  if (browse !== undefined) report.browse = browse
  if (plan.image.kind === 'build') {
    report.imageName = plan.image.imageName
    report.imageTag = plan.image.tag
  }
  if (plan.job !== undefined) {
    report.jobName = plan.job.name
    report.logs = plan.job.logs
  }
  if (isEventOfStrangers(environment.eventName)) {
    const warning = judgeTrust({
      ...environment,
      uses: await workspaceUses(inputs, facts, environment, env),
      isAllowed: inputs.allowUntrustedCode,
      isDryRun: inputs.dryRun
    })
    if (warning !== undefined) writer.warning(warning)
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return plan
}
