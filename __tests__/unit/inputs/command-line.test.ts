import { describe, expect, test } from '@jest/globals'

import { parseCommandLine } from '../../../src/inputs/command-line.ts'

const parse = (text: string): readonly string[] | undefined =>
  parseCommandLine(text, (problem) => {
    throw new Error(problem)
  })

describe('one line', () => {
  test.each([
    ['python -m etl', ['python', '-m', 'etl']],
    ['a   b\tc ', ['a', 'b', 'c']],
    [`'single $HOME \\ "x"'`, ['single $HOME \\ "x"']],
    ['"double \\"x\\" \\$HOME \\\\ \\n \'y\'"', ['double "x" $HOME \\ \\n \'y\'']],
    ['a\\ b \\| \\$x \\\\', ['a b', '|', '$x', '\\']],
    [`pre'mid'"post"`, ['premidpost']],
    [`'' "" x`, ['', '', 'x']],
    ['--name=größe 🚀', ['--name=größe', '🚀']],
    ['* ? ~ #x {a,b} !x a=b %', ['*', '?', '~', '#x', '{a,b}', '!x', 'a=b', '%']],
    ['cost 5$ "5$ "', ['cost', '5$', '5$ ']],
    ["'a|b' 'c && d'", ['a|b', 'c && d']],
    ['-x', ['-x']],
    ['-', ['-']]
  ])('%s', (text, words) => {
    expect(parse(text)).toEqual(words)
  })
})

describe('a list', () => {
  test.each([
    ['["sh", "-c", "echo $HOME && ls | wc"]', ['sh', '-c', 'echo $HOME && ls | wc']],
    ['[python, -c, 3.10, yes, 0x1F]', ['python', '-c', '3.10', 'yes', '0x1F']],
    ['- python\n- -m\n- "a b"\n- |\n  two\n  lines\n', ['python', '-m', 'a b', 'two\nlines\n']],
    ['["", "é\\n"]', ['', 'é\n']],
    ['- 1', ['1']]
  ])('%j', (text, words) => {
    expect(parse(text)).toEqual(words)
  })

  test('that is empty is none', () => {
    expect(parse('[]')).toBeUndefined()
  })
})
