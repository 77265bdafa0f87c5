import { describe, expect, test } from '@jest/globals'

import { readInlineMetadata } from '../../../src/flow/inline-metadata.ts'

const block = (...lines: string[]): string => ['# /// script', ...lines, '# ///', ''].join('\n')
const plain = { requiresPython: undefined }

describe('a block # /// script', () => {
  test.each<[string, string, unknown]>([
    ['none', 'import x', undefined],
    [
      'dependencies',
      block('# dependencies = ["prefect", "httpx>=0.2"]'),
      { ...plain, dependencies: ['prefect', 'httpx>=0.2'] }
    ],
    [
      'over several lines, after other comments',
      `#!/usr/bin/env python\n${block('# dependencies = [', '#   "a",', '#', '# ]')}`,
      { ...plain, dependencies: ['a'] }
    ],
    ['a Python', block('# requires-python = ">=3.12"'), { dependencies: [], requiresPython: '>=3.12' }],
    [
      'with Windows line ends',
      block('# dependencies = ["a"]').replaceAll('\n', '\r\n'),
      { ...plain, dependencies: ['a'] }
    ],
    ['tables of tools', block('# [tool.uv]', '# x = 1'), { ...plain, dependencies: [] }],
    ['without an end', '# /// script\n# dependencies = ["a"]\nimport x', undefined],
    ['of another type', '# /// other\n# dependencies = ["a"]\n# ///', undefined],
    [
      'an end within',
      block('# dependencies = ["a"]', '# ///', '# x = 1'),
      { problem: expect.stringContaining('not TOML') }
    ],
    ['no TOML', block('# dependencies = ['), { problem: 'has a block "# /// script" that is not TOML' }],
    ['no list', block('# dependencies = "a"'), { problem: expect.stringContaining('no list of texts') }],
    ['no text', block('# requires-python = 3.12'), { problem: expect.stringContaining('is no text') }],
    [
      'twice',
      block('# dependencies = ["a"]') + '\n' + block('# dependencies = ["b"]'),
      { problem: 'has several blocks "# /// script"' }
    ]
  ])('%s', (_what, text, expected) => {
    expect(readInlineMetadata(text)).toEqual(expected)
  })
})
