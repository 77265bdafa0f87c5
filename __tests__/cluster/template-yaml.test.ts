/** What a template's YAML means is what the real API server reads in it: the same text is sent as YAML, and what it stored compared. */

import { request } from 'node:https'

import { expect, test } from '@jest/globals'

import { readYaml } from '../../src/plan/template-yaml.ts'
import { onStage, type Stage } from '../support/cluster.ts'

const scalars = [
  ...['0440', '00', '08', '0o17', '0x1F', '-0x1F', '0b101', '1_000', '+5', '-0', '12', '-7', '9007199254740991'],
  ...[
    '1.5',
    '.5',
    '-.5',
    '1.',
    '1e3',
    '1.5E-3',
    '01.5',
    '1_0.5',
    '.5_0',
    '.5_',
    '._5',
    '1._5',
    '0x',
    '0b2',
    '0o8',
    '1e',
    '+',
    '.',
    '..',
    '_1',
    '1__0'
  ],
  ...['on', 'off', 'yes', 'No', 'y', 'N', 'true', 'FALSE', 'tRue', 'oN', 'null', '~', 'Null', 'nULL', ''],
  ...[
    '2001-12-14',
    '2001-12-14T21:59:43Z',
    '12:30:45',
    '1:30',
    '3.10',
    'v1',
    '500m',
    '1Gi',
    'a b',
    '1 2',
    '<<',
    '=',
    '!!str 5',
    '! 5',
    '"on"',
    "'0440'"
  ]
]
const text = `
${scalars.map((scalar, index) => `s${String(index)}: ${scalar}`).join('\n')}
base: &base { a: 1, b: [x, 0440] }
other: &other { b: 2, c: 3 }
merged: { <<: *base, d: on }
several: { <<: [*base, *other], a: 9 }
alias: *base
literal: |
  on
  0440
folded: >-
  one
  two
multi: one
  two
quoted: "a\\tb\\u00e9"
"on": key in quotes
? asked
: answer
`

/** Sends a ControllerRevision, whose data may be anything, as YAML; changes nothing. @returns its data as stored */
async function storedData({ cluster, namespace }: Stage, data: string): Promise<unknown> {
  const { server, ca, token } = cluster.kube.access
  const body = `apiVersion: apps/v1\nkind: ControllerRevision\nmetadata: {name: any}\nrevision: 1\ndata:\n${data.replaceAll(/^(?=.)/gmu, '  ')}`
  const url = `${server}/apis/apps/v1/namespaces/${namespace}/controllerrevisions?dryRun=All`
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/yaml', accept: 'application/json' }
  const answer = await new Promise<string>((resolve, reject) => {
    const sent = request(url, { method: 'POST', ca, headers, timeout: 30_000 }, (response) => {
      let got = ''
      response
        .setEncoding('utf8')
        .on('data', (chunk: string) => (got += chunk))
        .on('end', () => resolve(got))
    })
    sent.on('error', reject).end(body)
  })
  const object = JSON.parse(answer) as { data?: unknown; message?: string }
  return object.data ?? object.message
}

test(
  'YAML is read as the API server reads it',
  () =>
    onStage(async (stage) => {
      const problems: string[] = []
      const read = readYaml(text, (problem) => problems.push(problem))
      expect(problems).toEqual([])
      expect(read).toEqual(await storedData(stage, text))
    }),
  120_000
)
