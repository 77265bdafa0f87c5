import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'

import { podSecurityFix } from '../../../src/cluster/pod-security.ts'

/** As Kubernetes 1.35 said it. */
const restricted = (containers: string): string =>
  `pods "etl-1" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (${containers} must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (${containers} must set securityContext.capabilities.drop=["ALL"]), runAsNonRoot != true (pod or ${containers} must set securityContext.runAsNonRoot=true), seccompProfile (pod or ${containers} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")`

describe('the lines that pass', () => {
  const yamlOf = (message: string): unknown => {
    const fix = podSecurityFix(message) ?? ''
    return parse(fix.slice(fix.indexOf('spec:')))
  }
  const podContext = { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } }
  const own = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } }
  const template = (spec: object): object => ({ spec: { template: { spec } } })

  test('for all that restricted asks for', () => {
    expect(yamlOf(restricted('container "flow"'))).toEqual(
      template({ securityContext: podContext, containers: [{ name: 'flow', securityContext: own }] })
    )
  })

  test('for each container that is named', () => {
    expect(yamlOf(restricted('containers "flow", "helper"'))).toEqual(
      template({
        securityContext: podContext,
        containers: [
          { name: 'flow', securityContext: own },
          { name: 'helper', securityContext: own }
        ]
      })
    )
  })

  test('for the pod alone', () => {
    const message =
      'violates PodSecurity "restricted:latest": runAsNonRoot != true (pod or container "flow" must set securityContext.runAsNonRoot=true)'
    expect(yamlOf(message)).toEqual(template({ securityContext: { runAsNonRoot: true, runAsUser: 1000 } }))
  })
})

test('what no line can mend is to be removed', () => {
  const message =
    'violates PodSecurity "baseline:latest": host namespaces (hostNetwork=true), hostPath volumes (volume "x"), privileged (container "flow" must not set securityContext.privileged=true)'
  expect(podSecurityFix(message)).toBe(
    'Remove from the job-template: privileged: true; volumes of the host (hostPath) and other restricted types; hostNetwork, hostPID and hostIPC.'
  )
})

test('a rule that is not known here', () => {
  expect(podSecurityFix('violates PodSecurity "restricted:latest": something new')).toBe(
    'Change what the message names, or use another `namespace`.'
  )
})

test('another refusal', () => {
  expect(podSecurityFix('admission webhook "x" denied the request')).toBeUndefined()
})
