import { expect, test } from '@jest/globals'

import { explainFailure } from '../../../src/docker/failures.ts'
import { withoutCredentials } from '../../../src/docker/pip-text.ts'
import { pip } from './build-outputs.ts'

test.each([
  ['https://bob:s3cret@pypi.example.com/simple', 'https://pypi.example.com/simple'],
  ['https://bob:****@pypi.example.com/simple', 'https://pypi.example.com/simple'],
  ['https://s3cret@pypi.example.com:8443/x@v1', 'https://pypi.example.com:8443/x@v1'],
  ['https://bob:s3c@ret@pypi.example.com/x', 'https://pypi.example.com/x'],
  ['https://bob:s3c/ret@pypi.example.com/x', 'https://pypi.example.com/x'],
  ["https://bob:s3c'ret@pypi.example.com/x", 'https://pypi.example.com/x'],
  ['https//bob:s3cret@pypi.example.com/x', 'https//pypi.example.com/x'],
  ['x @ https://pypi.example.com/x.whl?sig=s3cret#sha256=1', 'x @ https://pypi.example.com/x.whl'],
  ['a http://a:s3cret@one/simple, https://b:s3cret@two/simple', 'a http://one/simple, https://two/simple'],
  ['git+https://github.com/a/b.git@v1', 'git+https://github.com/a/b.git@v1'],
  // from a port and a ref it cannot be told
  ['https://user:12345/abc@host/x', 'https://host/x'],
  ['https://pypi.example.com:8080/x@v1', 'https://v1'],
  ['user:12345/abc@host/x', 'host/x'],
  ['https://pypi.example.com:8080/x', 'https://pypi.example.com:8080/x'],
  ['https://pypi.example.com:8080/x a@b', 'https://pypi.example.com:8080/x a@b'],
  ["'https://pypi.example.com:8080/x' 'a@b'", "'https://pypi.example.com:8080/x' 'a@b'"],
  ['https://pypi.example.com:8080', 'https://pypi.example.com:8080']
])('%s', (text, expected) => {
  expect(withoutCredentials(text)).toBe(expected)
})

const address = 'https://bob:s3cret@pypi.example.com'
const none = 'ERROR: Could not find a version that satisfies the requirement six (from versions: none)'
test.each<[string, readonly string[]]>([
  ['the index', [`Looking in indexes: ${address}/simple, https://s3cret@two.example.com/simple`, none]],
  ['a wrong login', [`WARNING: 401 Error, Credentials not correct for ${address}/simple/six/`, none]],
  ['a prompt', [`Looking in indexes: ${address}/simple`, 'EOFError: EOF when reading a line']],
  ['a file that is refused', [`  ERROR: HTTP error 403 while getting ${address}/six-1.whl?token=s3cret`]],
  ['a file that is not there', [`  ERROR: HTTP error 404 while getting ${address}/six-1.whl?token=s3cret`]],
  ['an outage', [`Could not fetch URL ${address}/six/: connection error: timed out - skipping`, none]],
  ['a line', [`ERROR: Invalid requirement: '--index ${address}/simple': Expected a name`]],
  ['a line that is no URL', ["ERROR: Invalid requirement: 'https//bob:s3cret@pypi.example.com': Expected a name"]],
  ['a wheel', [`ERROR: ${address}/x-1-cp27-none-win32.whl is not a supported wheel on this platform.`]],
  ['git that is missing', [`Collecting git+${address}/x.git`, "ERROR: Cannot find command 'git'"]],
  [
    'a git server',
    [
      `Collecting x@ git+${address}/x.git`,
      `  Running command git clone --quiet '${address}/x.git' /tmp/x`,
      `  fatal: unable to access '${address}/x.git/': Could not resolve host: pypi.example.com`
    ]
  ],
  [
    'a hash',
    [
      'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.',
      `    ${address}/x-1.tar.gz (from -r /opt/docker-on-k8s/requirements.txt (line 1)):`
    ]
  ],
  [
    'a conflict',
    [
      'The conflict is caused by:',
      `    The user requested x 1.0 (from ${address}/x-1.0.tar.gz)`,
      '    y 1.0 depends on x>=2'
    ]
  ],
  ['an error of a build', ['  ERROR: Failed building wheel for x', `      RuntimeError: cannot load ${address}/lib`]],
  ['something unknown', [`ERROR: Nobody has seen ${address}/simple`]]
])('no message holds credentials: %s', (_name, lines) => {
  const { failure } = explainFailure('build', pip.new(1, ...lines), { baseImage: 'python:3.11', repository: 'x/y' })
  expect(`${failure.what} ${String(failure.why)} ${String(failure.fix)}`).not.toMatch(/s3cret|bob/u)
})
