import { expect, test } from '@jest/globals'

import { explainPip } from '../../../src/docker/pip-failure.ts'

// outputs of real builds; lists, paths and names of hosts are shortened
test.each<[string, string, readonly string[], { reason?: string; what: string; why: string; fix: string }]>([
  [
    'no login, pip 26',
    'python:3.11',
    [
      'Looking in indexes: http://pypi.example.com/simple/',
      'User for pypi.example.com: ERROR: Exception:',
      '    username = ask_input(f"User for {netloc}: ") if self.prompting else None',
      'EOFError: EOF when reading a line'
    ],
    {
      what: 'The Python dependencies could not be installed.',
      why: 'The package index pypi.example.com wants a login (401).',
      fix: 'Give the login through build-secrets, for example as netrc, or in PIP_INDEX_URL.'
    }
  ],
  [
    'no login, pip 21',
    'python:3.6',
    [
      'Looking in indexes: http://pypi.example.com/simple/',
      'User for pypi.example.com: ERROR: Exception:',
      '    username = ask_input(f"User for {netloc}: ")',
      'EOFError: EOF when reading a line'
    ],
    {
      what: 'The Python dependencies could not be installed.',
      why: 'The package index pypi.example.com wants a login (401).',
      fix: 'Give the login through build-secrets, for example as netrc, or in PIP_INDEX_URL.'
    }
  ],
  [
    'no login at the second index, pip 18',
    'python:3.6',
    [
      'Looking in indexes: https://pypi.org/simple, http://pypi.example.com/simple/',
      'User for pypi.example.com: Exception:',
      '    username = six.moves.input("User for %s: " % parsed.netloc)',
      'EOFError: EOF when reading a line'
    ],
    {
      what: 'The Python dependencies could not be installed.',
      why: 'The package index pypi.example.com wants a login (401).',
      fix: 'Give the login through build-secrets, for example as netrc, or in PIP_INDEX_URL.'
    }
  ],
  [
    'a wrong login, pip 26',
    'python:3.11',
    [
      'Looking in indexes: http://bob:****@pypi.example.com/simple/',
      'WARNING: 401 Error, Credentials not correct for http://pypi.example.com/simple/six/',
      'ERROR: Could not find a version that satisfies the requirement six (from versions: none)',
      'ERROR: No matching distribution found for six'
    ],
    {
      what: 'The dependency six could not be installed.',
      why: 'The package index pypi.example.com refuses the login (401).',
      fix: 'Give the login through build-secrets, for example as netrc, or in PIP_INDEX_URL.'
    }
  ],
  [
    'a wrong login, pip 21',
    'python:3.6',
    [
      'Looking in indexes: http://bob:****@pypi.example.com/simple/',
      'WARNING: 401 Error, Credentials not correct for http://pypi.example.com/simple/six/',
      'ERROR: Could not find a version that satisfies the requirement six (from versions: none)',
      'ERROR: No matching distribution found for six'
    ],
    {
      what: 'The dependency six could not be installed.',
      why: 'The package index pypi.example.com refuses the login (401).',
      fix: 'Give the login through build-secrets, for example as netrc, or in PIP_INDEX_URL.'
    }
  ],
  [
    'files that are refused, pip 26',
    'python:3.11',
    [
      'Looking in indexes: http://pypi.example.com/simple/',
      'Collecting six (from -r /opt/docker-on-k8s/requirements.txt (line 2))',
      '  ERROR: HTTP error 403 while getting http://pypi.example.com/simple/six-1.16.0-py2.py3-none-any.whl (from http://pypi.example.com/simple/six/)',
      'ERROR: Could not install requirement six from http://pypi.example.com/simple/six-1.16.0-py2.py3-none-any.whl (from -r /opt/docker-on-k8s/requirements.txt (line 2)) because of HTTP error 403 Client Error: Forbidden for url: http://pypi.example.com/simple/six-1.16.0-py2.py3-none-any.whl for URL http://pypi.example.com/simple/six-1.16.0-py2.py3-none-any.whl (from http://pypi.example.com/simple/six/)'
    ],
    {
      what: 'The dependency six could not be installed.',
      why: 'The package index pypi.example.com refuses access (403).',
      fix: 'Give the login through build-secrets, for example as netrc, or in PIP_INDEX_URL.'
    }
  ],
  [
    'files that are refused, pip 18',
    'python:3.6',
    [
      'Looking in indexes: http://pypi.example.com/simple/',
      'Collecting six (from -r /opt/docker-on-k8s/requirements.txt (line 2))',
      '  HTTP error 403 while getting http://pypi.example.com/simple/six-1.16.0-py2.py3-none-any.whl (from http://pypi.example.com/simple/six/)',
      '  Could not install requirement six from http://pypi.example.com/simple/six-1.16.0-py2.py3-none-any.whl (from -r /opt/docker-on-k8s/requirements.txt (line 2)) because of error 403 Client Error: Forbidden for url: http://pypi.example.com/simple/six-1.16.0-py2.py3-none-any.whl',
      'Could not install requirement six from http://pypi.example.com/simple/six-1.16.0-py2.py3-none-any.whl (from -r /opt/docker-on-k8s/requirements.txt (line 2)) because of HTTP error 403 Client Error: Forbidden for url: http://pypi.example.com/simple/six-1.16.0-py2.py3-none-any.whl for URL http://pypi.example.com/simple/six-1.16.0-py2.py3-none-any.whl (from http://pypi.example.com/simple/six/)'
    ],
    {
      what: 'The dependency six could not be installed.',
      why: 'The package index pypi.example.com refuses access (403).',
      fix: 'Give the login through build-secrets, for example as netrc, or in PIP_INDEX_URL.'
    }
  ],
  [
    'an address that is wrong, pip 26',
    'python:3.11',
    [
      'Collecting https://files.pythonhosted.org/packages/nosuch/six-9.tar.gz (from -r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  ERROR: HTTP error 404 while getting https://files.pythonhosted.org/packages/nosuch/six-9.tar.gz',
      'ERROR: Could not install requirement https://files.pythonhosted.org/packages/nosuch/six-9.tar.gz (from -r /opt/docker-on-k8s/requirements.txt (line 1)) because of HTTP error 404 Client Error: Not Found for url: https://files.pythonhosted.org/packages/nosuch/six-9.tar.gz for URL https://files.pythonhosted.org/packages/nosuch/six-9.tar.gz'
    ],
    {
      what: 'The dependency https://files.pythonhosted.org/packages/nosuch/six-9.tar.gz could not be installed.',
      why: 'The server files.pythonhosted.org has no such file (404).',
      fix: 'Correct the address in python-dependencies, or name package and version instead.'
    }
  ],
  [
    'an address that is wrong, pip 18',
    'python:3.6',
    [
      'Collecting https://files.pythonhosted.org/packages/nosuch/six-9.tar.gz (from -r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  HTTP error 404 while getting https://files.pythonhosted.org/packages/nosuch/six-9.tar.gz',
      '  Could not install requirement https://files.pythonhosted.org/packages/nosuch/six-9.tar.gz (from -r /opt/docker-on-k8s/requirements.txt (line 1)) because of error 404 Client Error: Not Found for url: https://files.pythonhosted.org/packages/nosuch/six-9.tar.gz',
      'Could not install requirement https://files.pythonhosted.org/packages/nosuch/six-9.tar.gz (from -r /opt/docker-on-k8s/requirements.txt (line 1)) because of HTTP error 404 Client Error: Not Found for url: https://files.pythonhosted.org/packages/nosuch/six-9.tar.gz for URL https://files.pythonhosted.org/packages/nosuch/six-9.tar.gz'
    ],
    {
      what: 'The dependency https://files.pythonhosted.org/packages/nosuch/six-9.tar.gz could not be installed.',
      why: 'The server files.pythonhosted.org has no such file (404).',
      fix: 'Correct the address in python-dependencies, or name package and version instead.'
    }
  ]
])('%s', (_name, baseImage, lines, expected) => {
  expect(explainPip(lines, { baseImage })).toEqual({ reason: 'dependency-not-installable', ...expected })
})
