import { expect, test } from '@jest/globals'

import { explainPip } from '../../../src/docker/pip-failure.ts'
import type { PipFacts } from '../../../src/docker/pip-text.ts'

const conflict = (...demands: string[]): string[] => [
  'The conflict is caused by:',
  ...demands.map((each) => `    ${each}`),
  'To fix this you could try to:'
]
const ours = '/opt/docker-on-k8s/requirements.txt'

test.each<[string, readonly string[], PipFacts['asked'], string, string]>([
  [
    'nothing is known',
    conflict('The user requested prefect<4 and >=2', 'The user requested prefect==1.4'),
    undefined,
    'The dependencies ask for both prefect<4,>=2 and prefect==1.4.',
    'Keep one of the two lines.'
  ],
  [
    'pip shows our own file alone',
    [
      `Collecting urllib3==1.20 (from -r ${ours} (line 2))`,
      ...conflict('The user requested urllib3==1.20', 'requests 2.31.0 depends on urllib3!=1.25.0, <3 and >=1.21.1')
    ],
    { origins: new Map(), file: 'requirements.txt' },
    'requests 2.31.0 wants urllib3!=1.25.0,<3,>=1.21.1, but the dependencies ask for urllib3==1.20.',
    'Change urllib3==1.20 in the dependencies, or choose another version of requests.'
  ],
  [
    'pip shows the requirements file',
    [
      'Collecting urllib3==1.20 (from -r /flow/req/base.txt (line 2))',
      ...conflict('The user requested urllib3==1.20', 'requests 2.31.0 depends on urllib3<3 and >=1.21.1')
    ],
    undefined,
    'requests 2.31.0 wants urllib3<3,>=1.21.1, but req/base.txt asks for urllib3==1.20.',
    'Change urllib3==1.20 in req/base.txt, or choose another version of requests.'
  ],
  [
    'an old pip shows both files',
    [
      `Double requirement given: requests==2.26.0 (from -r ${ours} (line 2)) (already in requests==2.25.1 (from -r /flow/r.txt (line 1)), name='requests')`
    ],
    { origins: new Map([['requests==2.26.0', 'python-dependencies']]), file: 'r.txt' },
    'r.txt asks for requests==2.25.1, but python-dependencies asks for requests==2.26.0.',
    'Change one of the two, or leave requests to one of them.'
  ],
  [
    'only the requirements file can have it',
    conflict('The user requested prefect<4 and >=2', 'The user requested prefect==1.4'),
    { origins: new Map([['prefect>=2,<4', 'the input prefect']]), file: 'requirements.txt' },
    'The dependencies ask for both prefect<4,>=2 and prefect==1.4.',
    'Keep one of the two lines.'
  ],
  [
    'the requirements file against a package',
    conflict('The user requested pydantic==1.10', 'prefect 3.0.0 depends on pydantic<3.0.0 and >=2.7'),
    { origins: new Map([['prefect>=2,<4', 'the input prefect']]), file: 'requirements.txt' },
    'prefect 3.0.0 wants pydantic<3.0.0,>=2.7, but requirements.txt asks for pydantic==1.10.',
    'Change pydantic==1.10 in requirements.txt, or choose another version of prefect.'
  ],
  [
    'prefect: auto',
    conflict('prefect-aws 0.1 depends on prefect==1.4', 'The user requested prefect<4 and >=2'),
    {
      origins: new Map([
        ['prefect-aws==0.1', 'python-dependencies'],
        ['prefect>=2,<4', 'the input prefect']
      ]),
      file: undefined
    },
    'prefect-aws 0.1 wants prefect==1.4, but the input prefect asks for prefect<4,>=2.',
    'Change prefect<4,>=2 in the input prefect, or choose another version of prefect-aws.'
  ],
  [
    'the flow itself',
    conflict('The user requested Rich[x]>=2; python_version > "3" and extra', 'y 1 depends on rich<2'),
    { origins: new Map([['rich[x] >=2', 'flows/etl.py (# /// script)']]), file: undefined },
    'y 1 wants rich<2, but flows/etl.py (# /// script) asks for Rich[x]>=2; python_version > "3" and extra.',
    'Change Rich[x]>=2; python_version > "3" and extra in flows/etl.py (# /// script), or choose another version of y.'
  ]
])('what asks for it is named: %s', (_what, lines, from, why, fix) => {
  expect(explainPip(lines, { baseImage: 'python:3.11', asked: from })).toMatchObject({ why, fix })
})
