import { expect, test } from '@jest/globals'

import { explainPip } from '../../../src/docker/pip-failure.ts'

// outputs of real builds; lists, paths and names of hosts are shortened
test.each<[string, string, readonly string[], { reason?: string; what: string; why: string; fix: string }]>([
  [
    'no such host, pip 26',
    'python:3.11',
    [
      'Looking in indexes: https://nosuch.invalid/simple',
      "WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NameResolutionError(\"HTTPSConnection(host='nosuch.invalid', port=443): Failed to resolve 'nosuch.invalid' ([Errno -2] Name or service not known)\")': /simple/six/",
      'ERROR: Could not find a version that satisfies the requirement six (from versions: none)',
      'ERROR: No matching distribution found for six'
    ],
    {
      reason: 'package-index-unavailable',
      what: 'The dependency six could not be installed.',
      why: 'The package index nosuch.invalid cannot be reached: its name cannot be resolved (DNS).',
      fix: 'Run the workflow again; if it stays, check that the builder reaches the index (DNS, proxy, certificates).'
    }
  ],
  [
    'no such host, pip 21',
    'python:3.6',
    [
      'Looking in indexes: https://nosuch.invalid/simple',
      "WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection object at 0x7f99c0aae4d0>: Failed to establish a new connection: [Errno -2] Name or service not known',)': /simple/six/",
      'ERROR: Could not find a version that satisfies the requirement six (from versions: none)',
      'ERROR: No matching distribution found for six'
    ],
    {
      reason: 'package-index-unavailable',
      what: 'The dependency six could not be installed.',
      why: 'The package index nosuch.invalid cannot be reached: its name cannot be resolved (DNS).',
      fix: 'Run the workflow again; if it stays, check that the builder reaches the index (DNS, proxy, certificates).'
    }
  ],
  [
    'no such host, pip 18',
    'python:3.6',
    [
      'Looking in indexes: https://nosuch.invalid/simple',
      "  Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError('<pip._vendor.urllib3.connection.VerifiedHTTPSConnection object at 0x7fe9eb809f50>: Failed to establish a new connection: [Errno -2] Name or service not known',)': /simple/six/",
      '  Could not find a version that satisfies the requirement six (from -r /opt/docker-on-k8s/requirements.txt (line 2)) (from versions: )',
      'No matching distribution found for six (from -r /opt/docker-on-k8s/requirements.txt (line 2))'
    ],
    {
      reason: 'package-index-unavailable',
      what: 'The dependency six could not be installed.',
      why: 'The package index nosuch.invalid cannot be reached: its name cannot be resolved (DNS).',
      fix: 'Run the workflow again; if it stays, check that the builder reaches the index (DNS, proxy, certificates).'
    }
  ],
  [
    'refused, pip 26',
    'python:3.11',
    [
      'Looking in indexes: http://bob:****@pypi.example.com/simple',
      "WARNING: Retrying (Retry(total=1, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError(\"HTTPConnection(host='pypi.example.com', port=443): Failed to establish a new connection: [Errno 111] Connection refused\")': /simple/six/",
      "WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError(\"HTTPConnection(host='pypi.example.com', port=443): Failed to establish a new connection: [Errno 111] Connection refused\")': /simple/six/",
      'ERROR: Could not find a version that satisfies the requirement six (from versions: none)',
      'ERROR: No matching distribution found for six'
    ],
    {
      reason: 'package-index-unavailable',
      what: 'The dependency six could not be installed.',
      why: 'The package index pypi.example.com cannot be reached: it refuses connections.',
      fix: 'Run the workflow again; if it stays, check that the builder reaches the index (DNS, proxy, certificates).'
    }
  ],
  [
    'refused, pip 21',
    'python:3.6',
    [
      'Looking in indexes: http://bob:****@pypi.example.com/simple',
      "WARNING: Retrying (Retry(total=1, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPConnection object at 0x7f17be463b50>: Failed to establish a new connection: [Errno 111] Connection refused',)': /simple/six/",
      "WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPConnection object at 0x7f17be469290>: Failed to establish a new connection: [Errno 111] Connection refused',)': /simple/six/",
      'ERROR: Could not find a version that satisfies the requirement six (from versions: none)',
      'ERROR: No matching distribution found for six'
    ],
    {
      reason: 'package-index-unavailable',
      what: 'The dependency six could not be installed.',
      why: 'The package index pypi.example.com cannot be reached: it refuses connections.',
      fix: 'Run the workflow again; if it stays, check that the builder reaches the index (DNS, proxy, certificates).'
    }
  ],
  [
    'no answer, pip 26',
    'python:3.11',
    [
      'Looking in indexes: http://pypi.example.com/simple/',
      "WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by 'ReadTimeoutError(\"HTTPConnectionPool(host='pypi.example.com', port=443): Read timed out. (read timeout=2.0)\")': /simple/six/",
      'ERROR: Could not find a version that satisfies the requirement six (from versions: none)',
      'ERROR: No matching distribution found for six'
    ],
    {
      reason: 'package-index-unavailable',
      what: 'The dependency six could not be installed.',
      why: 'The package index pypi.example.com cannot be reached: it does not answer in time.',
      fix: 'Run the workflow again; if it stays, check that the builder reaches the index (DNS, proxy, certificates).'
    }
  ],
  [
    'no answer, pip 18',
    'python:3.6',
    [
      'Looking in indexes: http://pypi.example.com/simple/',
      "  Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by 'ReadTimeoutError(\"HTTPConnectionPool(host='pypi.example.com', port=443): Read timed out. (read timeout=2.0)\",)': /simple/six/",
      '  Could not find a version that satisfies the requirement six (from -r /opt/docker-on-k8s/requirements.txt (line 2)) (from versions: )',
      'No matching distribution found for six (from -r /opt/docker-on-k8s/requirements.txt (line 2))'
    ],
    {
      reason: 'package-index-unavailable',
      what: 'The dependency six could not be installed.',
      why: 'The package index pypi.example.com cannot be reached: it does not answer in time.',
      fix: 'Run the workflow again; if it stays, check that the builder reaches the index (DNS, proxy, certificates).'
    }
  ],
  [
    'no TLS, pip 26',
    'python:3.11',
    [
      'Looking in indexes: https://pypi.example.com/simple',
      "WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by 'SSLError(SSLError(1, '[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:992)'))': /simple/six/",
      'Could not fetch URL https://pypi.example.com/simple/six/: There was a problem confirming the ssl certificate: [SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:992) - skipping',
      'ERROR: Could not find a version that satisfies the requirement six (from versions: none)',
      'ERROR: No matching distribution found for six'
    ],
    {
      reason: 'package-index-unavailable',
      what: 'The dependency six could not be installed.',
      why: 'The package index pypi.example.com cannot be reached: TLS fails.',
      fix: 'Check that the address of the index is right: https:// only where it speaks TLS.'
    }
  ],
  [
    'no TLS, pip 21',
    'python:3.6',
    [
      'Looking in indexes: https://pypi.example.com/simple',
      "WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by 'SSLError(SSLError(1, '[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:852)'),)': /simple/six/",
      "Could not fetch URL https://pypi.example.com/simple/six/: There was a problem confirming the ssl certificate: HTTPSConnectionPool(host='pypi.example.com', port=443): Max retries exceeded with url: /simple/six/ (Caused by SSLError(SSLError(1, '[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:852)'),)) - skipping",
      'ERROR: Could not find a version that satisfies the requirement six (from versions: none)',
      'ERROR: No matching distribution found for six'
    ],
    {
      reason: 'package-index-unavailable',
      what: 'The dependency six could not be installed.',
      why: 'The package index pypi.example.com cannot be reached: TLS fails.',
      fix: 'Check that the address of the index is right: https:// only where it speaks TLS.'
    }
  ],
  [
    '503, pip 18',
    'python:3.6',
    [
      'Looking in indexes: http://pypi.example.com/simple/',
      'Collecting six (from -r /opt/docker-on-k8s/requirements.txt (line 2))',
      "Could not install packages due to an EnvironmentError: HTTPConnectionPool(host='pypi.example.com', port=443): Max retries exceeded with url: /simple/six/ (Caused by ResponseError('too many 503 error responses',))"
    ],
    {
      reason: 'package-index-unavailable',
      what: 'The Python dependencies could not be installed.',
      why: 'The package index pypi.example.com answers with error 503.',
      fix: 'Run the workflow again; if it stays, check that the builder reaches the index (DNS, proxy, certificates).'
    }
  ],
  [
    'a download that breaks off, pip 26',
    'python:3.11',
    [
      'Looking in indexes: http://pypi.example.com/simple/',
      'Collecting six (from -r /opt/docker-on-k8s/requirements.txt (line 2))',
      '  WARNING: Connection interrupted while downloading.',
      '  WARNING: Connection interrupted while downloading.',
      '  WARNING: Connection interrupted while downloading.',
      '  WARNING: Connection interrupted while downloading.',
      '  WARNING: Connection interrupted while downloading.',
      '  WARNING: Connection interrupted while downloading.',
      'error: incomplete-download',
      '× Download failed after 6 attempts because not enough bytes were received (100 bytes/5.0 kB)',
      '╰─> URL: http://pypi.example.com/simple/six-1.16.0-py2.py3-none-any.whl'
    ],
    {
      reason: 'package-index-unavailable',
      what: 'The Python dependencies could not be installed.',
      why: 'A download from pypi.example.com broke off.',
      fix: 'Run the workflow again; if it stays, check that the builder reaches the index (DNS, proxy, certificates).'
    }
  ],
  [
    'a download that breaks off, pip 23',
    'python:3.11',
    [
      'Looking in indexes: http://pypi.example.com/simple/',
      'Collecting six',
      "ERROR: Wheel 'six' located at /tmp/pip-unpack-x/six-1.16.0-py2.py3-none-any.whl is invalid."
    ],
    {
      reason: 'package-index-unavailable',
      what: 'The Python dependencies could not be installed.',
      why: 'A download from pypi.example.com broke off.',
      fix: 'Run the workflow again; if it stays, check that the builder reaches the index (DNS, proxy, certificates).'
    }
  ],
  [
    'a download that breaks off, pip 21',
    'python:3.6',
    [
      'Looking in indexes: http://pypi.example.com/simple/',
      'Collecting six',
      'ERROR: Exception:',
      'zipfile.BadZipFile: File is not a zip file'
    ],
    {
      reason: 'package-index-unavailable',
      what: 'The Python dependencies could not be installed.',
      why: 'A download from pypi.example.com broke off.',
      fix: 'Run the workflow again; if it stays, check that the builder reaches the index (DNS, proxy, certificates).'
    }
  ],
  [
    'a download that breaks off, pip 18',
    'python:3.6',
    [
      'Looking in indexes: http://pypi.example.com/simple/',
      'Collecting six (from -r /opt/docker-on-k8s/requirements.txt (line 2))',
      'zipfile.BadZipFile: File is not a zip file'
    ],
    {
      reason: 'package-index-unavailable',
      what: 'The Python dependencies could not be installed.',
      why: 'A download from pypi.example.com broke off.',
      fix: 'Run the workflow again; if it stays, check that the builder reaches the index (DNS, proxy, certificates).'
    }
  ]
])('%s', (_name, baseImage, lines, expected) => {
  expect(explainPip(lines, { baseImage })).toEqual({ reason: 'dependency-not-installable', ...expected })
})
