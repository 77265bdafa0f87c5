import { readFileSync } from 'node:fs'

import { parse } from 'yaml'

import { jobFile } from './sides.ts'

interface Job {
  spec: Record<string, unknown> & { template: { spec: { containers: [Record<string, unknown>] } } }
}

/** The script's manifest with more in it, as text for its placeholders to be filled in. */
export function manifestWith(spec: Readonly<Record<string, unknown>>, command: readonly string[]): string {
  const job = parse(readFileSync(jobFile, 'utf8')) as Job
  Object.assign(job.spec, spec)
  const [container] = job.spec.template.spec.containers
  delete container['env']
  container['command'] = command
  return JSON.stringify(job)
}
