import { expect, test } from '@jest/globals'

import { explainPip } from '../../../src/docker/pip-failure.ts'

// outputs of real builds; lists, paths and names of hosts are shortened
test.each<[string, string, readonly string[], { reason?: string; what: string; why: string; fix: string }]>([
  [
    'no requirement, pip 26',
    'python:3.11',
    [
      "ERROR: Invalid requirement: 'foo bar baz': Expected semicolon (after name with no version specifier) or end",
      '    foo bar baz'
    ],
    {
      what: 'The Python dependencies could not be installed.',
      why: '"foo bar baz" is not a requirement that pip understands.',
      fix: 'Write python-dependencies as pip requirements, one a line, such as pandas==2.2.3.'
    }
  ],
  [
    'no requirement, pip 21',
    'python:3.6',
    ["ERROR: Invalid requirement: 'foo bar baz' (from line 2 of /opt/docker-on-k8s/requirements.txt)"],
    {
      what: 'The Python dependencies could not be installed.',
      why: '"foo bar baz" (line 2) is not a requirement that pip understands.',
      fix: 'Write python-dependencies as pip requirements, one a line, such as pandas==2.2.3.'
    }
  ],
  [
    'no requirement, pip 18',
    'python:3.6',
    [
      "Invalid requirement: 'foo bar baz'",
      'pip._vendor.packaging.requirements.InvalidRequirement: Parse error at "\'bar baz\'": Expected stringEnd'
    ],
    {
      what: 'The Python dependencies could not be installed.',
      why: '"foo bar baz" is not a requirement that pip understands.',
      fix: 'Write python-dependencies as pip requirements, one a line, such as pandas==2.2.3.'
    }
  ],
  [
    'one =, pip 26',
    'python:3.11',
    [
      "ERROR: Invalid requirement: 'requests=2.1': Expected semicolon (after name with no version specifier) or end",
      '    requests=2.1',
      '            ^ (from line 1 of /opt/docker-on-k8s/requirements.txt)',
      'Hint: = is not a valid operator. Did you mean == ?'
    ],
    {
      what: 'The Python dependencies could not be installed.',
      why: '"requests=2.1" (line 1) is not a requirement that pip understands: a version is given with ==, not with =.',
      fix: 'Write requests==2.1.'
    }
  ],
  [
    'one =, pip 21',
    'python:3.6',
    [
      "ERROR: Invalid requirement: 'requests=2.1' (from line 1 of /opt/docker-on-k8s/requirements.txt)",
      'Hint: = is not a valid operator. Did you mean == ?'
    ],
    {
      what: 'The Python dependencies could not be installed.',
      why: '"requests=2.1" (line 1) is not a requirement that pip understands: a version is given with ==, not with =.',
      fix: 'Write requests==2.1.'
    }
  ],
  [
    'one =, pip 18',
    'python:3.6',
    ["Invalid requirement: 'requests=2.1'", '= is not a valid operator. Did you mean == ?'],
    {
      what: 'The Python dependencies could not be installed.',
      why: '"requests=2.1" is not a requirement that pip understands: a version is given with ==, not with =.',
      fix: 'Write requests==2.1.'
    }
  ],
  [
    'no option, pip 26',
    'python:3.11',
    ['Usage: __main__.py [options]', 'ERROR: Invalid requirement: --foo', '__main__.py: error: no such option: --foo'],
    {
      what: 'The Python dependencies could not be installed.',
      why: 'pip has no option --foo.',
      fix: 'Correct or remove the line with --foo in python-dependencies.'
    }
  ],
  [
    'no option, pip 18',
    'python:3.6',
    ['Usage: __main__.py [options]', 'Invalid requirement: --foo', '__main__.py: error: no such option: --foo'],
    {
      what: 'The Python dependencies could not be installed.',
      why: 'pip has no option --foo.',
      fix: 'Correct or remove the line with --foo in python-dependencies.'
    }
  ],
  [
    'a file that is not there, pip 26',
    'python:3.11',
    [
      "ERROR: Could not open requirements file: [Errno 2] No such file or directory: '/opt/docker-on-k8s/requirements/base.txt'"
    ],
    {
      what: 'The Python dependencies could not be installed.',
      why: 'A requirement names the file /opt/docker-on-k8s/requirements/base.txt, and it is not in the image.',
      fix: 'Put the lines of that file into python-dependencies itself.'
    }
  ],
  [
    'a file that is not there, pip 18',
    'python:3.6',
    [
      "Could not open requirements file: [Errno 2] No such file or directory: '/opt/docker-on-k8s/requirements/base.txt'"
    ],
    {
      what: 'The Python dependencies could not be installed.',
      why: 'A requirement names the file /opt/docker-on-k8s/requirements/base.txt, and it is not in the image.',
      fix: 'Put the lines of that file into python-dependencies itself.'
    }
  ],
  [
    'constraints that are not there, pip 26',
    'python:3.11',
    [
      "ERROR: Could not open constraint file: [Errno 2] No such file or directory: '/opt/docker-on-k8s/constraints.txt'"
    ],
    {
      what: 'The Python dependencies could not be installed.',
      why: 'A requirement names the file /opt/docker-on-k8s/constraints.txt, and it is not in the image.',
      fix: 'Put the lines of that file into python-dependencies itself.'
    }
  ]
])('%s', (_name, baseImage, lines, expected) => {
  expect(explainPip(lines, { baseImage })).toEqual({ reason: 'dependency-not-installable', ...expected })
})
