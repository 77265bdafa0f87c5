/** Names of Kubernetes objects, labels and contexts (apimachinery, util/validation/validation.go). */

import { parseList } from './list.ts'
import { parseMap } from './map.ts'
import { hasControlCharacters, notAccepted, type Report } from './problems.ts'
import { slug } from './slug.ts'

const dnsLabel = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/
const labelText = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?$/

/** DNS-1123 label, as namespaces and pod names are. */
export function isDnsLabel(text: string): boolean {
  return text.length <= 63 && dnsLabel.test(text)
}

/** DNS-1123 subdomain, as most objects' names are. */
export function isDnsSubdomain(text: string): boolean {
  return text.length <= 253 && text.split('.').every((part) => dnsLabel.test(part))
}

/** Value of a label: empty, or at most 63 characters with a letter or digit at both ends. */
export function isLabelValue(text: string): boolean {
  return text === '' || (text.length <= 63 && labelText.test(text))
}

/** Key of a label: a name of at most 63 characters, with an optional DNS subdomain and a slash before it. */
export function isLabelKey(text: string): boolean {
  const [name = '', prefix, ...more] = text.split('/').reverse()
  return more.length === 0 && name !== '' && isLabelValue(name) && (prefix === undefined || isDnsSubdomain(prefix))
}

const labelRule = 'lower-case letters, digits and -, with a letter or digit at both ends'

/** `namespace`, or undefined after a report. */
export function parseNamespace(text: string, report: Report): string | undefined {
  if (isDnsLabel(text)) return text
  report(notAccepted(text, `at most 63 ${labelRule}`))
  return undefined
}

/** `context`: any name that a kubeconfig can hold. */
export function parseContext(text: string, report: Report): string | undefined {
  if (!hasControlCharacters(text)) return text
  report(notAccepted(text, 'the name of a context in the kubeconfig, on one line'))
  return undefined
}

/** `job-name`: a prefix of any length, since the plan cuts it; or undefined after a report. */
export function parseJobName(text: string, report: Report): string | undefined {
  if (dnsLabel.test(text)) return text
  const legal = slug(text)
  report(notAccepted(text, labelRule, legal === '' ? undefined : `It would have to be ${legal.slice(0, 48)}.`))
  return undefined
}

/** `service-account`, or undefined after a report. */
export function parseObjectName(text: string, report: Report): string | undefined {
  if (isDnsSubdomain(text)) return text
  report(notAccepted(text, `the name of a Kubernetes object: ${labelRule}, in parts with a dot between them`))
  return undefined
}

/** `image-pull-secrets`, or undefined after a report. */
export function parseSecretNames(text: string, report: Report): readonly string[] | undefined {
  return parseList(
    text,
    report,
    isDnsSubdomain,
    `one name of a Secret a line: ${labelRule}, in parts with a dot between them`
  )
}

/** `queue`: the name of a LocalQueue, which travels as the value of a label; or undefined after a report. */
export function parseQueue(text: string, report: Report): string | undefined {
  if (isDnsLabel(text)) return text
  report(notAccepted(text, `the name of a LocalQueue: at most 63 ${labelRule}`))
  return undefined
}

/** `node-selector`: labels of nodes, or undefined after a report. */
export function parseNodeSelector(text: string, report: Report): ReadonlyMap<string, string> | undefined {
  return parseMap(text, report, {
    form: 'label=value',
    checkKey: (key) =>
      isLabelKey(key) ? undefined : notAccepted(key, 'the key of a label, such as disktype or kubernetes.io/arch'),
    checkValue: (value) =>
      isLabelValue(value)
        ? undefined
        : 'is not that of a label: at most 63 letters, digits, -, _ and ., with a letter or digit at both ends.'
  })
}
