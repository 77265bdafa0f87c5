import { describe, expect, test } from '@jest/globals'

import { explainFailure } from '../../../src/docker/failures.ts'
import type { FailureReason } from '../../../src/failure.ts'
import { pip } from './build-outputs.ts'

const facts = { baseImage: 'python:3.11', repository: 'ghcr.io/team/flow' }
const explain = (output: readonly string[]) => explainFailure('build', output, facts)

const noVersion = [
  'ERROR: Could not find a version that satisfies the requirement nosuch==9 (from versions: none)',
  'ERROR: No matching distribution found for nosuch==9'
]
const oldNoVersion = [
  'Collecting nosuch==9',
  '  Could not find a version that satisfies the requirement nosuch==9 (from versions: )',
  'No matching distribution found for nosuch==9'
]
const refused = (total: number): string =>
  `WARNING: Retrying (Retry(total=${total}, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPConnection object at 0x7fa9a3a61dd0>: Failed to establish a new connection: [Errno 111] Connection refused')': /simple/requests/`
const deadIndex = [
  refused(4),
  refused(0),
  'ERROR: Could not find a version that satisfies the requirement requests (from versions: none)',
  'ERROR: No matching distribution found for requests'
]

describe('pip', () => {
  test.each<[string, readonly string[], FailureReason]>([
    ['no such package, legacy builder', pip.legacy('3.11', ...noVersion), 'dependency-not-installable'],
    ['no such package, BuildKit', pip.buildkit(...noVersion), 'dependency-not-installable'],
    ['no such package, new BuildKit', pip.new(1, ...noVersion), 'dependency-not-installable'],
    ['no such package, pip 18', pip.legacy('3.6', ...oldNoVersion), 'dependency-not-installable'],
    ['no such package, pip 18, BuildKit', pip.buildkit(...oldNoVersion), 'dependency-not-installable'],
    ['an index that refuses, legacy builder', pip.legacy('3.11', ...deadIndex), 'package-index-unavailable'],
    ['an index that refuses, BuildKit', pip.buildkit(...deadIndex), 'package-index-unavailable'],
    ['a retry that helped, then no such package', pip.buildkit(refused(4), ...noVersion), 'dependency-not-installable'],
    [
      'a download that broke off',
      pip.new(
        2,
        'ERROR: Exception:',
        'pip._vendor.urllib3.exceptions.ProtocolError: ("Connection broken: IncompleteRead(1024 bytes read, 2048 more expected)", IncompleteRead(1024 bytes read, 2048 more expected))'
      ),
      'package-index-unavailable'
    ],
    [
      'a certificate that pip does not trust',
      pip.new(
        1,
        "Could not fetch URL https://index.example/simple/x/: There was a problem confirming the ssl certificate: HTTPSConnectionPool(host='index.example', port=443): Max retries exceeded with url: /simple/x/ (Caused by SSLError(SSLCertVerificationError(1, 'certificate verify failed'))) - skipping",
        ...noVersion
      ),
      'package-index-unavailable'
    ],
    [
      'an index with an error of its own',
      pip.new(
        1,
        'ERROR: HTTP error 503 while getting https://files.example/x-1.tar.gz',
        'ERROR: 503 Server Error: Service Unavailable for url: https://files.example/x-1.tar.gz'
      ),
      'package-index-unavailable'
    ],
    [
      'versions that contradict each other',
      pip.new(
        1,
        'ERROR: Cannot install requests==2.31.0 and urllib3==2.9.9 because these package versions have conflicting dependencies.',
        'ERROR: ResolutionImpossible: for help visit https://pip.pypa.io/en/latest/topics/dependency-resolution/#dealing-with-dependency-conflicts'
      ),
      'dependency-not-installable'
    ],
    [
      'a line that is no requirement',
      pip.buildkit("ERROR: Invalid requirement: 'foo bar'"),
      'dependency-not-installable'
    ],
    [
      'another Python',
      pip.new(1, "ERROR: Package 'flow' requires a different Python: 3.6.15 not in '>=3.8'"),
      'dependency-not-installable'
    ],
    [
      'a package that does not compile',
      pip.new(
        1,
        "  error: command 'gcc' failed: No such file or directory",
        '  ERROR: Failed building wheel for psycopg2',
        'ERROR: Could not build wheels for psycopg2, which is required to install pyproject.toml-based projects'
      ),
      'dependency-not-installable'
    ],
    [
      'a package that does not compile, pip 18',
      pip.legacy('3.6', 'Command "python setup.py egg_info" failed with error code 1 in /tmp/pip-install-x/psycopg2/'),
      'dependency-not-installable'
    ],
    [
      'git that is missing',
      pip.buildkit(
        "  ERROR: Error [Errno 2] No such file or directory: 'git' while executing command git version",
        "ERROR: Cannot find command 'git' - do you have 'git' installed and in your PATH?"
      ),
      'dependency-not-installable'
    ],
    ['something unknown', pip.new(1, 'ERROR: Something that nobody has seen'), 'dependency-not-installable'],
    ['a base without pip', pip.new(1, '/usr/bin/python3: No module named pip'), 'build-failed'],
    [
      'a base without Python, BuildKit 0.8',
      pip.buildkit(
        'runc run failed: unable to start container process: exec: "python3": executable file not found in $PATH'
      ),
      'build-failed'
    ],
    [
      'a base without Python, legacy builder',
      [
        ...pip.legacy('x').slice(0, -2),
        'failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "python3": executable file not found in $PATH: unknown'
      ],
      'build-failed'
    ],
    ['a step that was killed', pip.new(137, 'Collecting torch', 'Killed'), 'build-failed'],
    [
      'a full disk',
      pip.new(
        1,
        "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device: '/usr/local/x'"
      ),
      'disk-full'
    ]
  ])('%s', (_name, output, reason) => {
    const { failure, part, isPassing } = explain(output)
    expect({ reason: failure.reason, part, isPassing }).toEqual({ reason, part: 'pip', isPassing: false })
    expect(failure.fix).toBeTruthy()
  })

  test.each([
    ['legacy builder', pip.legacy('3.11', ...noVersion)],
    ['BuildKit', pip.buildkit(...noVersion)]
  ])('says the same of the output of each builder: %s', (_name, output) => {
    expect(explain(output).failure).toMatchObject({
      what: 'The dependency nosuch==9 could not be installed.',
      why: 'The package index has no package named nosuch, or no file of it that fits Python 3.11.'
    })
  })

  test('quotes what it does not understand, without numbers, colours, repeats and credentials', () => {
    const unknown = ['ERROR: Nobody has seen https://bob:s3cret@pypi.example.com/simple', 'ERROR: ever']
    const why = 'Nobody has seen https://pypi.example.com/simple; ever'
    expect(explain(pip.legacy('3.11', ...unknown)).failure.why).toBe(why)
    expect(explain(pip.buildkit(...unknown)).failure.why).toBe(why)
  })

  test('of the upgrade of pip itself it says so, and why', () => {
    const output = pip
      .buildkit(...deadIndex)
      .map((line) => line.replace('"-r", "/opt/docker-on-k8s/requirements.txt"', '"pip>=21.3"'))
    expect(explain(output).failure).toMatchObject({
      reason: 'package-index-unavailable',
      what: 'pip could not be upgraded in the image.',
      why: 'The package index pypi.org cannot be reached: it refuses connections.'
    })
  })

  test('shortens the list of versions', () => {
    const versions = Array.from({ length: 300 }, (_, index) => `1.${index}`).join(', ')
    // the wanted version is in the list: something that pip does not tell was wrong with it
    const line = `ERROR: Could not find a version that satisfies the requirement x==1.5 (from versions: ${versions})`
    expect(explain(pip.buildkit(line)).failure.why).toBe(
      'Could not find a version that satisfies the requirement x==1.5 (from versions: …, 1.297, 1.298, 1.299)'
    )
  })

  test('a list of versions that is longer than a line names no newest one', () => {
    // boto3 has so many; a line is kept in pieces of 16384
    const line = 'ERROR: Could not find a version that satisfies the requirement boto3==99 (from versions: 0.0.1, 1.44.'
    expect(explain(pip.buildkit(line, '7, 1.44.8)')).failure.why).toBe(
      'The package index has no version 99 of boto3 for Python 3.11.'
    )
  })
})
