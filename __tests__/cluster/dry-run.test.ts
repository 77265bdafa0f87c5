/** A dry run on real parts: the same text that a run would use, accepted by the real server, and nothing there afterwards. */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, test } from '@jest/globals'

import { errorsOf } from '../support/action.ts'
import { localImages, onStage, tagsOf } from '../support/cluster.ts'

test.concurrent(
  'nothing is built, pushed or made, and what is shown is what the server accepts',
  () =>
    onStage(async (stage) => {
      const inputs = {
        flow: 'flows/raises.py',
        'base-image': `${stage.registry}/python:3.11`,
        'registry-url': stage.registry,
        'image-name': `dry/${stage.unique}`,
        'job-env': 'MODE=yes',
        'job-secrets': 'PASSWORD=topsecret-0123456789',
        cleanup: 'never'
      }
      const dry = await stage.run({ ...inputs, 'dry-run': 'true' })
      expect(errorsOf(dry)).toEqual([])
      expect(dry).toMatchObject({ conclusion: 'success', left: [] })
      expect(dry.outputs).toMatchObject({ status: 'skipped', build: 'skipped', namespace: stage.namespace })
      expect(dry.stdout).toContain('The cluster accepts the Job')
      expect(await localImages(stage.unique)).toEqual([])
      expect(await tagsOf(stage, inputs['image-name'])).toBeUndefined()
      expect(dry.raw.toString().replaceAll('::add-mask::topsecret-0123456789\n', '')).not.toContain('topsecret')

      // the manifest that was kept means to Kubernetes' own YAML reader what it says
      const folder = /^Kept in (?<folder>\S+): /mu.exec(dry.stdout)?.groups?.['folder'] ?? ''
      const stored = await stage.cluster.kube.call(
        'POST',
        `/apis/batch/v1/namespaces/${stage.namespace}/jobs?dryRun=All&fieldValidation=Strict`,
        { body: await readFile(join(folder, 'job.yaml')), contentType: 'application/yaml' }
      )
      expect(stored).toMatchObject({
        metadata: { name: dry.outputs['job-name'], labels: { identifier: dry.outputs['identifier'] } },
        spec: {
          template: {
            spec: {
              containers: [{ image: `${stage.registry}/${inputs['image-name']}:${dry.outputs['image-tag'] ?? ''}` }]
            }
          }
        }
      })
      expect(JSON.stringify(stored)).toContain('{"name":"MODE","value":"yes"}')
      expect(await stage.leftovers()).toEqual([])
    }),
  3 * 60_000
)
