import { describe, expect, test } from '@jest/globals'

import { readInputs } from '../../../src/inputs/read.ts'
import { enoughInputs, inputEnv, problemsOf } from '../../support/inputs.ts'

describe('an input that does not exist', () => {
  test.each([
    ['python-dependancies', ' Did you mean python-dependencies?'],
    ['base-imgae', ' Did you mean base-image?'],
    ['registry_url-', ' Did you mean registry-url?'],
    ['build-time-out', ' Did you mean build-timeout?'],
    ['jobtemplate-', ' Did you mean job-template?'],
    ['dry-runs', ' Did you mean dry-run?'],
    ['job-secret', ' Did you mean job-secrets?'],
    ['pull-secrets', ' Did you mean pull-secret?'],
    ['no-such-thing', '']
  ])('with a dash fails: %s', (name, suggestion) => {
    expect(problemsOf(inputEnv({ ...enoughInputs, [name]: 'x' }))).toEqual([
      `- ${name}: is not an input of this action.${suggestion}`
    ])
  })

  test.each([
    ['flwo', ' Did you mean flow?'],
    ['base_image', ' Did you mean base-image?'],
    ['image name', ' Did you mean image-name?', 'image_name'],
    ['something', '']
  ])('without a dash warns: %s', (name, suggestion, shown = name) => {
    const { warnings } = readInputs(inputEnv({ ...enoughInputs, [name]: 'x' }))
    expect(warnings).toEqual([`"${shown}" is not an input of this action.${suggestion}`])
  })

  test('and is empty counts as absent', () => {
    expect(readInputs(inputEnv({ ...enoughInputs, 'python-dependancies': ' ', flwo: '' })).warnings).toEqual([])
  })
})
