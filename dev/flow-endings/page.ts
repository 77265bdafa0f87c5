/** The text of docs/flows.md: how flows are found, what goes along with them, and how each ending of each kind is told. */

import { readEndings, type FlowEnding } from './record.ts'

/** @param generated the line that says where the text comes from */
export function flowsPage(generated: string): string {
  return ['# Flows', generated, ...prose, matrix(readEndings())].join('\n\n')
}

const prose = [
  'What a repository needs so that its flow runs, and how the action tells how it ended. Everything here was run on a real node by the tests named at the end of each part.',

  '## What is run',
  'One file, given as `flow`. Its code runs once, whatever is found in it:',
  [
    '- With a name, as in `flows/etl.py:daily`, that flow or function is called with `parameters`. Coroutines and generators run to their end.',
    '- Without one, the only flow of the file: a function with `@flow` (Prefect 2 and 3), or a `Flow` object (Prefect 1 and before), which is run once and without its schedule. Flows that the file only imports do not count. With several flows, of which one may be a subflow of another, the run fails with their names.',
    '- What the text of the file tells for sure is said before the build: several flows and no name, a name that the file does not have, a file that only defines functions, parameters that the function does not know or that it needs. The rest is seen in the image.',
    '- A file that runs its flow itself, at its end or in its `__main__` block, and a plain script, run as they are; `args` become `sys.argv`.'
  ].join('\n'),
  'The working folder is `/flow`, which stands for the workspace: a file keeps its path under it. Python looks for modules in the folder of the flow, then in `source`, then in `/flow`.',

  '## What goes along',
  '`source` is the folder that goes along with the flow; it must hold the flow. When the flow imports a module of the workspace that would not go along, that is said before anything is built, with the `source` to set. Imports are read from the text, and those within functions, `if` and `try` do not count, nor do those of a file that is itself imported so. A module that has left the standard library counts where the base is known to lack it: `parser` on `python:3.13`.',
  'It is refused where nothing else can bring the module, and only warned about where something may: a package whose name is like it, one from an address or a path, a copy by `files`, `PYTHONPATH`, a volume of `job-template`, or a base image other than Docker Hub’s own `python`.',
  'From `source` and from folders in `files` stays out what `.dockerignore` says, that of the workspace and that of the folder itself; and always `.git`, `__pycache__` and virtual environments. A folder that is named itself goes in, whatever `.dockerignore` says of it. More than 100 MB warn, with what is largest.',
  'Tests: [cluster/repositories.test.ts](../__tests__/cluster/repositories.test.ts), [unit/plan/along.test.ts](../__tests__/unit/plan/along.test.ts).',

  '## Dependencies',
  '`python-dependencies` and `requirements` are installed in one step of pip, so that it sees what contradicts. A file with hashes goes alone and first, as pip would else want hashes of everything. `-r`, `-c`, `-e`, paths, `--find-links` and wheels of the workspace work in a requirements file: what it names is copied to its place under `/flow`. Paths are relative to the workspace, where people run pip, or to the folder of the file when they fit only there. A project whose version comes from git (`setuptools-scm`) needs `SETUPTOOLS_SCM_PRETEND_VERSION`, since `.git` is not there.',
  'Dependencies that stand in the flow’s own file, in a block `# /// script` as `uv run` reads it ([inline script metadata](https://packaging.python.org/en/latest/specifications/inline-script-metadata/)), are installed as well, but those that an input names, and Prefect where the input `prefect` is given. One line is one requirement, held to the rules of `python-dependencies`: options and local paths are refused, and credentials in a URL warn. Its `requires-python` is held against the base image.',
  '`build-secrets` are variables of the pip steps alone: `PIP_INDEX_URL`, `PIP_EXTRA_INDEX_URL`, or any name that a requirements file uses as `${NAME}`. `netrc` is given as a file. They go through a secret mount of BuildKit, so they are in no layer, no history and no cache; a test unpacks every blob of the image and searches it. BuildKit does not look at their values when it decides what is built already.',
  'Test: [cluster/private-index.test.ts](../__tests__/cluster/private-index.test.ts).',

  '## Prefect',
  '`prefect: auto` installs Prefect when the flow, or a module that goes along, imports it and nothing names it: neither `python-dependencies` nor the requirements file, and the base image is none of Prefect’s own. Code of Prefect 2 and 3 gets `prefect>=2,<4`, code of Prefect 1 and before `prefect<2` with the setuptools that it needs; pip takes the newest that the Python of the image runs. What both have is served by Prefect 1 and before where the Python is too old for later ones; code that goes on without Prefect 2 gets none there. The log says what was chosen and why.',
  'A base image whose name tells its Python (`python:3.6`) is refused before the build when it cannot run the flow: Prefect 2 or 3 on Python 3.6, or syntax, types and modules that came later. Syntax counts wherever it stands; types and modules where they are surely evaluated and imported, so not within functions, `if` and `try`, and of modules only those that nothing installed can bring. Files count that are surely imported and go along. Whatever is not certain is left to that Python, and so is Prefect’s generation with `prefect: none`.',
  'Without `PREFECT_API_URL` Prefect 2 and 3 start a server of their own in the pod, whose database is made while the image is built, beside the dependencies, and not at each run. In the same step packages get their bytecode, on all processors of the runner and in a layer of their own, unless the base image sets `PIP_NO_COMPILE`.',

  '## The health check',
  'With `health-check` the flow is imported and looked for in the image, before anything is pushed, and not run; a script is only compiled, and its imports are looked up. It is on when `run` is `false` or `image-tag` is set. Otherwise the run itself shows the same.',
  'Test: [cluster/health-check.test.ts](../__tests__/cluster/health-check.test.ts).',

  '## The result',
  'The output `result` is what the flow returned, as JSON: the value of a function or of a flow of Prefect 2 and 3; the message of a state that was returned by hand; the result of the only reference task of a flow of Prefect 1 and before. Scripts have none. It travels in the termination message of the pod, which takes 4 KiB; what is longer, or not JSON, is said and changes nothing else.',

  '## Endings',
  'A success is exit code 0 and nothing else: the final state of the flow decides, also when the code that ran the flow ignores it. An exception in a thread ends that thread alone, as everywhere in Python. The annotation stands at the deepest line that is the user’s own, with the exception as its title.'
]

function matrix(endings: readonly FlowEnding[]): string {
  const kinds = [...new Set(endings.map(({ kind }) => kind))]
  const parts = kinds.map((kind) => {
    const rows = endings.filter((each) => each.kind === kind).map(row)
    const head = [
      '| ending | | exit code | failure-reason | result | annotation |',
      '| --- | --- | --- | --- | --- | --- |'
    ]
    return [`### ${kind}`, [...head, ...rows].join('\n')].join('\n\n')
  })
  const test =
    'Test: [cluster/flow-endings.test.ts](../__tests__/cluster/flow-endings.test.ts), which compares each row.'
  return [...parts, test].join('\n\n')
}

function row({ ending, conclusion, exitCode, reason, result, annotation }: FlowEnding): string {
  const code = (text: string): string => (text === '' ? '' : `\`${text.replaceAll('|', '\\|')}\``)
  const cells = [
    ending,
    conclusion === 'success' ? 'green' : 'red',
    exitCode,
    code(reason),
    code(result),
    code(annotation)
  ]
  return `| ${cells.join(' | ')} |`
}
