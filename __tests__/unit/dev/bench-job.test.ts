import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from '@jest/globals'
import { parse } from 'yaml'

import { checkout } from '../../../dev/paths.ts'
import { jobManifest } from '../../../src/job/manifest.ts'
import { protocolEnvironment } from '../../../src/flow/protocol.ts'
import { makeJobPlan } from '../../support/inputs.ts'

interface Job {
  spec: { template: { metadata: { labels?: unknown }; spec: { containers: [{ env: { name: string }[] }] } } }
}

/** Without what tells one run from another: labels, and the launcher's own variables. */
function bare(job: Job): unknown {
  const { spec } = structuredClone(job)
  delete spec.template.metadata.labels
  const [container] = spec.template.spec.containers
  const own: readonly string[] = Object.values(protocolEnvironment)
  container.env = container.env.filter(({ name }) => !own.includes(name))
  return spec
}

test('the script’s Job is the one that the action makes', () => {
  const written = parse(readFileSync(join(checkout(), 'dev/bench/script/job.yaml'), 'utf8')) as Job
  const env = new Map([
    ['PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS', '180'],
    ['PREFECT_SERVER_ANALYTICS_ENABLED', 'false']
  ])
  const times = { timeout: 6 * 3_600_000, startTimeout: 10 * 60_000, ttl: 86_400 }
  const plan = makeJobPlan({ name: 'NAME', labels: { identifier: 'id' }, annotations: {}, env, ...times })
  const made = jobManifest(plan, { image: 'IMAGE_REFERENCE' }) as unknown as Job
  expect(bare(written)).toEqual(bare(made))
})
