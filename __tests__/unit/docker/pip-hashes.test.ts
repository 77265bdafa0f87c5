import { expect, test } from '@jest/globals'

import { explainPip } from '../../../src/docker/pip-failure.ts'

// outputs of real builds; lists, paths and names of hosts are shortened
test.each<[string, string, readonly string[], { reason?: string; what: string; why: string; fix: string }]>([
  [
    'a hash that differs, pip 26',
    'python:3.11',
    [
      'Collecting requests==2.25.1 (from -r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  Downloading requests-2.25.1-py2.py3-none-any.whl (61 kB)',
      'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated the package versions, please update the hashes. Otherwise, examine the package contents carefully; someone may have tampered with them.',
      '    requests==2.25.1 from https://files.pythonhosted.org/packages/x/requests-2.25.1-py2.py3-none-any.whl (from -r /opt/docker-on-k8s/requirements.txt (line 1)):',
      '        Expected sha256 0000000000000000000000000000000000000000000000000000000000000000',
      '             Got        c210084e36a42ae6b9219e00e48287def368a26d03a048ddad7bfee44f75871e'
    ],
    {
      what: 'The dependency requests==2.25.1 could not be installed.',
      why: 'The file that the package index gave for requests==2.25.1 does not have the hash that python-dependencies asks for.',
      fix: 'Check whether the hash belongs to this version; if it does, the file was changed on its way and must not be used.'
    }
  ],
  [
    'a hash that differs, pip 21',
    'python:3.6',
    [
      'Collecting requests==2.25.1',
      '  Downloading requests-2.25.1-py2.py3-none-any.whl (61 kB)',
      'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated the package versions, please update the hashes. Otherwise, examine the package contents carefully; someone may have tampered with them.',
      '    requests==2.25.1 from https://files.pythonhosted.org/packages/x/requests-2.25.1-py2.py3-none-any.whl#sha256=c210084e36a42ae6b9219e00e48287def368a26d03a048ddad7bfee44f75871e (from -r /opt/docker-on-k8s/requirements.txt (line 1)):',
      '        Expected sha256 0000000000000000000000000000000000000000000000000000000000000000',
      '             Got        c210084e36a42ae6b9219e00e48287def368a26d03a048ddad7bfee44f75871e'
    ],
    {
      what: 'The dependency requests==2.25.1 could not be installed.',
      why: 'The file that the package index gave for requests==2.25.1 does not have the hash that python-dependencies asks for.',
      fix: 'Check whether the hash belongs to this version; if it does, the file was changed on its way and must not be used.'
    }
  ],
  [
    'a hash that is missing, pip 26',
    'python:3.11',
    [
      'ERROR: Hashes are required in --require-hashes mode, but they are missing from some requirements. Here is a list of those requirements along with the hashes their downloaded archives actually had. Add lines like these to your requirements files to prevent tampering. (If you did not enable --require-hashes manually, note that it turns on automatically when any package has a hash.)',
      '    idna==2.10 --hash=sha256:b97d804b1e9b523befed77c48dacec60e6dcb0b5391d57af6a65a312a90648c0'
    ],
    {
      what: 'The dependency idna==2.10 could not be installed.',
      why: 'Other requirements have a --hash, so idna must have one as well.',
      fix: 'Add a --hash to idna, as pip-compile --generate-hashes writes it.'
    }
  ],
  [
    'a hash that is missing, pip 21',
    'python:3.6',
    [
      'ERROR: Hashes are required in --require-hashes mode, but they are missing from some requirements. Here is a list of those requirements along with the hashes their downloaded archives actually had. Add lines like these to your requirements files to prevent tampering. (If you did not enable --require-hashes manually, note that it turns on automatically when any package has a hash.)',
      '    idna==2.10 --hash=sha256:b97d804b1e9b523befed77c48dacec60e6dcb0b5391d57af6a65a312a90648c0'
    ],
    {
      what: 'The dependency idna==2.10 could not be installed.',
      why: 'Other requirements have a --hash, so idna must have one as well.',
      fix: 'Add a --hash to idna, as pip-compile --generate-hashes writes it.'
    }
  ],
  [
    'a pin that is missing, pip 26',
    'python:3.11',
    [
      'ERROR: In --require-hashes mode, all requirements must have their versions pinned with ==. These do not:',
      '    idna from https://files.pythonhosted.org/packages/x/idna-3.20-py3-none-any.whl (from -r /opt/docker-on-k8s/requirements.txt (line 2))'
    ],
    {
      what: 'The dependency idna could not be installed.',
      why: 'Other requirements have a --hash, so idna must be pinned with == and have one as well.',
      fix: 'Add idna==VERSION --hash=sha256:… to python-dependencies, as pip-compile --generate-hashes writes it.'
    }
  ],
  [
    'a pin that is missing, pip 21',
    'python:3.6',
    [
      'ERROR: In --require-hashes mode, all requirements must have their versions pinned with ==. These do not:',
      '    idna from https://files.pythonhosted.org/packages/x/idna-3.10-py3-none-any.whl#sha256=946d195a0d259cbba61165e88e65941f16e9b36ea6ddb97f00452bae8b1287d3 (from -r /opt/docker-on-k8s/requirements.txt (line 2))'
    ],
    {
      what: 'The dependency idna could not be installed.',
      why: 'Other requirements have a --hash, so idna must be pinned with == and have one as well.',
      fix: 'Add idna==VERSION --hash=sha256:… to python-dependencies, as pip-compile --generate-hashes writes it.'
    }
  ]
])('%s', (_name, baseImage, lines, expected) => {
  expect(explainPip(lines, { baseImage })).toEqual({ reason: 'dependency-not-installable', ...expected })
})
