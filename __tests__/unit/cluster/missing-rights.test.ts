import { describe, expect, test } from '@jest/globals'

import { forbidden, mergeRights, phrase, rightOf, rulesOf } from '../../../src/cluster/missing-rights.ts'

const jobs = (...verbs: string[]) => ({ verbs, resource: 'jobs', group: 'batch' })
const log = { verbs: ['get'], resource: 'pods/log', group: '' }

describe('what a user reads who lacks rights', () => {
  test('a service account without any right: one rule a resource, the useful ones too, and the binding', () => {
    const failure = forbidden({
      rights: [jobs('create'), jobs('get', 'delete')],
      useful: [log, jobs('watch')],
      namespace: 'flows',
      user: 'system:serviceaccount:ci:deployer',
      why: 'Because.'
    })
    expect(failure).toMatchObject({
      reason: 'forbidden',
      what: 'User system:serviceaccount:ci:deployer may not create, get or delete jobs in namespace flows.',
      why: 'Because.',
      fix: [
        'Add these rules to a Role that is bound to the user (docs/rbac of this action has whole ones):',
        '- { apiGroups: ["batch"], resources: ["jobs"], verbs: ["create", "get", "delete", "watch"] }',
        '- { apiGroups: [""], resources: ["pods/log"], verbs: ["get"] }',
        'In the RoleBinding the user is: { kind: ServiceAccount, name: "deployer", namespace: "ci" }'
      ].join('\n')
    })
  })

  test.each([
    ['alice@example.com', '{ kind: User, apiGroup: rbac.authorization.k8s.io, name: "alice@example.com" }'],
    ['a"b', 'name: "a\\"b"'],
    [
      'system:serviceaccount:only',
      '{ kind: User, apiGroup: rbac.authorization.k8s.io, name: "system:serviceaccount:only" }'
    ]
  ])('the subject of %s', (user, subject) => {
    expect(forbidden({ rights: [jobs('create')], namespace: 'flows', user }).fix).toContain(subject)
  })

  test('nobody known, in the whole cluster', () => {
    const failure = forbidden({ rights: [jobs('create'), log], namespace: undefined })
    expect(failure.what).toBe('The user of this kubeconfig may not create jobs, nor get pods/log in the whole cluster.')
    expect(failure.fix).toMatch(/^Add these rules to a ClusterRole that is bound to the user/u)
    expect(failure.fix).not.toContain('Binding')
  })
})

test('rights are read from the server’s words, or not at all', () => {
  const said = (what: string): string => `pods "x" is forbidden: User "u" cannot ${what}`
  expect(rightOf(said('get resource "pods/log" in API group "" in the namespace "ns"'))).toEqual({
    rights: [log],
    namespace: 'ns',
    user: 'u'
  })
  expect(rightOf(said('list resource "nodes" in API group "" at the cluster scope'))?.namespace).toBeUndefined()
  expect(rightOf('something else')).toBeUndefined()
})

test('rights of one resource become one, each verb once', () => {
  const merged = mergeRights([jobs('get'), log, jobs('get', 'list'), { ...log, resource: 'pods' }])
  expect(merged.map(phrase('and'))).toEqual(['get and list jobs', 'get pods/log', 'get pods'])
  expect(rulesOf([jobs('get'), jobs('list')])).toEqual([
    '- { apiGroups: ["batch"], resources: ["jobs"], verbs: ["get", "list"] }'
  ])
})
