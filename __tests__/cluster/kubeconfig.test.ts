import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from '@jest/globals'
import { parse, stringify } from 'yaml'

import { clusterDir } from '../../dev/components.ts'
import { onStage, python, type Stage } from '../support/cluster.ts'

/** One short run on the real node for each kind of user beside the token that all other tests have. */
const users: [name: string, user: (stage: Stage) => object][] = [
  [
    'a client certificate',
    () => {
      const data = (name: string): string => readFileSync(join(clusterDir('node'), 'pki', name)).toString('base64')
      return { 'client-certificate-data': data('client.crt'), 'client-key-data': data('client.key') }
    }
  ],
  [
    'a credential plugin',
    ({ kubeconfig }) => {
      const token = /token: "?([^"\n]+)/u.exec(kubeconfig)?.[1]
      const answer = JSON.stringify({ apiVersion: 'client.authentication.k8s.io/v1beta1', status: { token } })
      return { exec: { apiVersion: 'client.authentication.k8s.io/v1beta1', command: 'echo', args: [answer] } }
    }
  ]
]

/** The kubeconfig with other fields of its user. */
function withUser(kubeconfig: string, user: object): string {
  const config = parse(kubeconfig) as object
  return stringify({ ...config, users: [{ name: 'local', user }] })
}

test.concurrent.each(users)(
  '%s',
  async (_name, user) => {
    await onStage(async (stage) => {
      const kubeconfig = withUser(stage.kubeconfig, user(stage))
      const ran = await stage.run({ kubeconfig, ...python(stage, 'print("by another login")') })
      expect(ran.outputs).toMatchObject({ status: 'succeeded' })
      expect(ran.stdout).toContain('| by another login\n')
      expect(ran.left).toEqual([])
    })
  },
  90_000
)
