import { expect, test } from '@jest/globals'

import { explainPip } from '../../../src/docker/pip-failure.ts'

// outputs of real builds; lists, paths and names of hosts are shortened
test.each<[string, string, readonly string[], { reason?: string; what: string; why: string; fix: string }]>([
  [
    'a version that there is not, pip 21',
    'python:3.6',
    [
      'ERROR: Could not find a version that satisfies the requirement pandas==99.1 (from versions: 0.1, 1.1.3, 1.1.4, 1.1.5)',
      'ERROR: No matching distribution found for pandas==99.1'
    ],
    {
      what: 'The dependency pandas==99.1 could not be installed.',
      why: 'The package index has no version 99.1 of pandas for Python 3.6; the newest that it offers is 1.1.5.',
      fix: 'Set base-image to a newer Python, such as python:3.13-slim, if version 99.1 needs one; else choose a version that is offered.'
    }
  ],
  [
    'a version that there is not, pip 18',
    'python:3.6',
    [
      '  Could not find a version that satisfies the requirement pandas==99.1 (from -r /opt/docker-on-k8s/requirements.txt (line 1)) (from versions: 0.1, 1.1.3, 1.1.4, 1.1.5)',
      'No matching distribution found for pandas==99.1 (from -r /opt/docker-on-k8s/requirements.txt (line 1))'
    ],
    {
      what: 'The dependency pandas==99.1 could not be installed.',
      why: 'The package index has no version 99.1 of pandas for Python 3.6; the newest that it offers is 1.1.5.',
      fix: 'Set base-image to a newer Python, such as python:3.13-slim, if version 99.1 needs one; else choose a version that is offered.'
    }
  ],
  [
    'a version that there is not, pip 26',
    'python:3.11',
    [
      'ERROR: Ignored the following yanked versions: 3.0.4',
      'ERROR: Could not find a version that satisfies the requirement pandas==99.1 (from versions: 0.1, 3.1.0rc0, 3.1.0, 3.1.1)',
      'ERROR: No matching distribution found for pandas==99.1'
    ],
    {
      what: 'The dependency pandas==99.1 could not be installed.',
      why: 'The package index has no version 99.1 of pandas for Python 3.11; the newest that it offers is 3.1.1.',
      fix: 'Choose a version that is offered, or set base-image to a Python that the wanted version supports.'
    }
  ],
  [
    'metadata that a newer pip refuses, pip 26',
    'python:3.13',
    [
      'WARNING: Ignoring version 1.0.0 of prefect since it has invalid metadata:',
      'Requested prefect==1.0.0 from https://files.pythonhosted.org/packages/58/6a/prefect-1.0.0-py3-none-any.whl (from -r /flow/requirements.txt (line 1)) has invalid metadata: Expected matching RIGHT_PARENTHESIS for LEFT_PARENTHESIS, after version specifier',
      "    kubernetes (>=9.0.0a1.0) ; extra == 'all_extras'",
      '               ~~~~~~~~~~^',
      'Please use pip<24.1 if you need to use this version.',
      'ERROR: Ignored the following yanked versions: 2.7.4, 2.7.5, 2.82',
      'ERROR: Could not find a version that satisfies the requirement prefect==1.0.0 (from versions: 0.15.13, 1.0rc1, 1.0.0, 1.1.0, 3.9.1)',
      'ERROR: No matching distribution found for prefect==1.0.0'
    ],
    {
      what: 'The dependency prefect==1.0.0 could not be installed.',
      why: 'pip 24.1 and later do not accept the metadata of prefect 1.0.0.',
      fix: 'Choose a newer version of prefect, or set base-image to one with an older pip, such as python:3.11.'
    }
  ],
  [
    'a name that there is not, pip 26',
    'python:3.11',
    [
      'ERROR: Could not find a version that satisfies the requirement pandsa (from versions: none)',
      'ERROR: No matching distribution found for pandsa'
    ],
    {
      what: 'The dependency pandsa could not be installed.',
      why: 'The package index has no package named pandsa, or no file of it that fits Python 3.11.',
      fix: 'Correct the name pandsa; if it is right, set base-image to a Python that pandsa supports, or give the private index that has it.'
    }
  ],
  [
    'a name that there is not, pip 21',
    'python:3.6',
    [
      'ERROR: Could not find a version that satisfies the requirement pandsa (from versions: none)',
      'ERROR: No matching distribution found for pandsa'
    ],
    {
      what: 'The dependency pandsa could not be installed.',
      why: 'The package index has no package named pandsa, or no file of it that fits Python 3.6.',
      fix: 'Correct the name pandsa; if it is right, set base-image to a Python that pandsa supports, or give the private index that has it.'
    }
  ],
  [
    'a name that there is not, pip 18',
    'python:3.6',
    [
      '  Could not find a version that satisfies the requirement pandsa (from -r /opt/docker-on-k8s/requirements.txt (line 1)) (from versions: )',
      'No matching distribution found for pandsa (from -r /opt/docker-on-k8s/requirements.txt (line 1))'
    ],
    {
      what: 'The dependency pandsa could not be installed.',
      why: 'The package index has no package named pandsa, or no file of it that fits Python 3.6.',
      fix: 'Correct the name pandsa; if it is right, set base-image to a Python that pandsa supports, or give the private index that has it.'
    }
  ],
  [
    'a version for a newer Python, of which old pips say nothing, pip 21',
    'python:3.6',
    [
      'ERROR: Could not find a version that satisfies the requirement numpy==2.3.0 (from versions: 1.3.0, 1.19.3, 1.19.4, 1.19.5)',
      'ERROR: No matching distribution found for numpy==2.3.0'
    ],
    {
      what: 'The dependency numpy==2.3.0 could not be installed.',
      why: 'The package index has no version 2.3.0 of numpy for Python 3.6; the newest that it offers is 1.19.5.',
      fix: 'Set base-image to a newer Python, such as python:3.13-slim, if version 2.3.0 needs one; else choose a version that is offered.'
    }
  ],
  [
    'a version for a newer Python, of which old pips say nothing, pip 18',
    'python:3.6',
    [
      '  Could not find a version that satisfies the requirement numpy==2.3.0 (from -r /opt/docker-on-k8s/requirements.txt (line 2)) (from versions: 1.3.0, 1.19.3, 1.19.4, 1.19.5)',
      'No matching distribution found for numpy==2.3.0 (from -r /opt/docker-on-k8s/requirements.txt (line 2))'
    ],
    {
      what: 'The dependency numpy==2.3.0 could not be installed.',
      why: 'The package index has no version 2.3.0 of numpy for Python 3.6; the newest that it offers is 1.19.5.',
      fix: 'Set base-image to a newer Python, such as python:3.13-slim, if version 2.3.0 needs one; else choose a version that is offered.'
    }
  ],
  [
    'a version for a newer Python, pip 26',
    'python:3.11',
    [
      'ERROR: Ignored the following yanked versions: 2.4.0',
      'ERROR: Ignored the following versions that require a different python version: 1.21.2 Requires-Python >=3.7,<3.11; 1.21.3 Requires-Python >=3.7,<3.11; 1.21.4 Requires-Python >=3.7,<3.11; 1.21.5 Requires-Python >=3.7,<3.11; 1.21.6 Requires-Python >=3.7,<3.11; 2.5.0 Requires-Python >=3.12; 2.5.0rc1 Requires-Python >=3.12; 2.5.1 Requires-Python >=3.12; 2.5.2 Requires-Python >=3.12; 2.5.3 Requires-Pyt',
      'ERROR: Could not find a version that satisfies the requirement numpy==2.5.0 (from versions: 1.3.0, 2.4.4, 2.4.5, 2.4.6)',
      'ERROR: No matching distribution found for numpy==2.5.0'
    ],
    {
      what: 'The dependency numpy==2.5.0 could not be installed.',
      why: 'numpy 2.5.0 needs Python >=3.12, and the base image has Python 3.11.',
      fix: 'Set base-image to a Python that fits, such as python:3.12, or choose a version of numpy for Python 3.11.'
    }
  ],
  [
    'a version for older Pythons, pip 23',
    'python:3.11',
    [
      'ERROR: Ignored the following versions that require a different python version: 1.21.2 Requires-Python >=3.7,<3.11; 1.21.3 Requires-Python >=3.7,<3.11; 1.21.4 Requires-Python >=3.7,<3.11; 1.21.5 Requires-Python >=3.7,<3.11; 1.21.6 Requires-Python >=3.7,<3.11; 2.5.0 Requires-Python >=3.12; 2.5.0rc1 Requires-Python >=3.12; 2.5.1 Requires-Python >=3.12; 2.5.2 Requires-Python >=3.12; 2.5.3 Requires-Pyt',
      'ERROR: Could not find a version that satisfies the requirement numpy==1.21.6 (from versions: 1.3.0, 2.4.4, 2.4.5, 2.4.6)',
      'ERROR: No matching distribution found for numpy==1.21.6'
    ],
    {
      what: 'The dependency numpy==1.21.6 could not be installed.',
      why: 'numpy 1.21.6 needs Python >=3.7,<3.11, and the base image has Python 3.11.',
      fix: 'Set base-image to a Python that fits, such as python:3.10, or choose a version of numpy for Python 3.11.'
    }
  ],
  [
    'a range of versions for a newer Python, pip 26',
    'python:3.11',
    [
      'ERROR: Ignored the following yanked versions: 2.4.0',
      'ERROR: Ignored the following versions that require a different python version: 1.21.2 Requires-Python >=3.7,<3.11; 1.21.3 Requires-Python >=3.7,<3.11; 1.21.4 Requires-Python >=3.7,<3.11; 1.21.5 Requires-Python >=3.7,<3.11; 1.21.6 Requires-Python >=3.7,<3.11; 2.5.0 Requires-Python >=3.12; 2.5.0rc1 Requires-Python >=3.12; 2.5.1 Requires-Python >=3.12; 2.5.2 Requires-Python >=3.12; 2.5.3 Requires-Pyt',
      'ERROR: Could not find a version that satisfies the requirement numpy>=2.5 (from versions: 1.3.0, 2.4.4, 2.4.5, 2.4.6)',
      'ERROR: No matching distribution found for numpy>=2.5'
    ],
    {
      what: 'The dependency numpy>=2.5 could not be installed.',
      why: 'numpy 2.5.2 needs Python >=3.12, and the base image has Python 3.11.',
      fix: 'Set base-image to a Python that fits, such as python:3.12, or choose a version of numpy for Python 3.11.'
    }
  ],
  [
    'a range without a version, pip 26',
    'python:3.11',
    [
      'ERROR: Could not find a version that satisfies the requirement idna<100,>=99 (from versions: 0.2, 3.18, 3.19, 3.20)',
      'ERROR: No matching distribution found for idna<100,>=99'
    ],
    {
      what: 'The dependency idna<100,>=99 could not be installed.',
      why: 'The package index has no version of idna that satisfies <100,>=99 for Python 3.11; the newest that it offers is 3.20.',
      fix: 'Choose a version that is offered, or set base-image to a Python that the wanted version supports.'
    }
  ],
  [
    'wheels for other Pythons only, pip 26',
    'python:3.11',
    [
      'ERROR: Could not find a version that satisfies the requirement tensorflow==1.15 (from versions: 2.12.0rc0, 2.21.0rc1, 2.21.0, 2.22.0rc0)',
      'ERROR: No matching distribution found for tensorflow==1.15'
    ],
    {
      what: 'The dependency tensorflow==1.15 could not be installed.',
      why: 'The package index has no version 1.15 of tensorflow for Python 3.11; the newest that it offers is 2.21.0.',
      fix: 'Choose a version that is offered, or set base-image to a Python that the wanted version supports.'
    }
  ],
  [
    'a version that is none, pip 21',
    'python:3.6',
    [
      'ERROR: Could not find a version that satisfies the requirement requests==2.x.y-abc_! (from versions: 0.2.0, 2.26.0, 2.27.0, 2.27.1)',
      'ERROR: No matching distribution found for requests==2.x.y-abc_!'
    ],
    {
      what: 'The dependency requests==2.x.y-abc_! could not be installed.',
      why: 'The package index has no version 2.x.y-abc_! of requests for Python 3.6; the newest that it offers is 2.27.1.',
      fix: 'Set base-image to a newer Python, such as python:3.13-slim, if version 2.x.y-abc_! needs one; else choose a version that is offered.'
    }
  ],
  [
    'an index that refuses (403) without a word of pip, pip 26',
    'python:3.11',
    [
      'Looking in indexes: http://bob:****@pypi.example.com/simple/',
      'ERROR: Could not find a version that satisfies the requirement six (from versions: none)',
      'ERROR: No matching distribution found for six'
    ],
    {
      what: 'The dependency six could not be installed.',
      why: 'The package index pypi.example.com gave no file of six that fits Python 3.11: there is none, or the request was refused or failed, which pip does not tell.',
      fix: 'Correct the name six, or check the address of the index and the login for it (build-secrets).'
    }
  ],
  [
    'an index that refuses (403) without a word of pip, pip 18',
    'python:3.6',
    [
      'Looking in indexes: http://pypi.example.com/simple/',
      '  Could not find a version that satisfies the requirement six (from -r /opt/docker-on-k8s/requirements.txt (line 2)) (from versions: )',
      'No matching distribution found for six (from -r /opt/docker-on-k8s/requirements.txt (line 2))'
    ],
    {
      what: 'The dependency six could not be installed.',
      why: 'The package index pypi.example.com gave no file of six that fits Python 3.6: there is none, or the request was refused or failed, which pip does not tell.',
      fix: 'Correct the name six, or check the address of the index and the login for it (build-secrets).'
    }
  ],
  [
    'a private package, and the second index refuses, pip 26',
    'python:3.11',
    [
      'Looking in indexes: https://pypi.org/simple, http://pypi.example.com/simple/',
      'ERROR: Could not find a version that satisfies the requirement nosuch-private-pkg (from versions: none)',
      'ERROR: No matching distribution found for nosuch-private-pkg'
    ],
    {
      what: 'The dependency nosuch-private-pkg could not be installed.',
      why: 'The package indexes pypi.org and pypi.example.com gave no file of nosuch-private-pkg that fits Python 3.11: there is none, or the request was refused or failed, which pip does not tell.',
      fix: 'Correct the name nosuch-private-pkg, or check the address of the index and the login for it (build-secrets).'
    }
  ]
])('%s', (_name, baseImage, lines, expected) => {
  expect(explainPip(lines, { baseImage })).toEqual({ reason: 'dependency-not-installable', ...expected })
})
