import { expect, test } from '@jest/globals'

import { explainPip } from '../../../src/docker/pip-failure.ts'

// outputs of real builds; lists, paths and names of hosts are shortened
test.each<[string, string, readonly string[], { reason?: string; what: string; why: string; fix: string }]>([
  [
    'pg_config, pip 26',
    'python:3.11',
    [
      'Collecting psycopg2==2.9.9 (from -r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  Downloading psycopg2-2.9.9.tar.gz (384 kB)',
      "  Installing build dependencies: finished with status 'done'",
      "  Getting requirements to build wheel: finished with status 'error'",
      '  error: subprocess-exited-with-error',
      '  × Getting requirements to build wheel did not run successfully.',
      '  ╰─> [21 lines of output]',
      '      Error: pg_config executable not found.',
      '      [end of output]',
      "ERROR: Failed to build 'psycopg2' when getting requirements to build wheel"
    ],
    {
      what: 'The dependency psycopg2 2.9.9 could not be built.',
      why: 'pip found no ready-made wheel of psycopg2 2.9.9 for Python 3.11, and building it needs pg_config, which the base image does not have.',
      fix: 'Depend on psycopg2-binary instead, or choose a base-image that has pg_config.'
    }
  ],
  [
    'pg_config, pip 23',
    'python:3.11',
    [
      'Collecting psycopg2==2.9.9',
      '  Downloading psycopg2-2.9.9.tar.gz (384 kB)',
      "  Preparing metadata (setup.py): finished with status 'error'",
      '  error: subprocess-exited-with-error',
      '  × python setup.py egg_info did not run successfully.',
      '  ╰─> [23 lines of output]',
      '      Error: pg_config executable not found.',
      '      [end of output]',
      'error: metadata-generation-failed',
      '× Encountered error while generating package metadata.',
      '╰─> See above for output.'
    ],
    {
      what: 'The dependency psycopg2 2.9.9 could not be built.',
      why: 'pip found no ready-made wheel of psycopg2 2.9.9 for Python 3.11, and building it needs pg_config, which the base image does not have.',
      fix: 'Depend on psycopg2-binary instead, or choose a base-image that has pg_config.'
    }
  ],
  [
    'mysql_config, pip 26',
    'python:3.11',
    [
      'Collecting mysqlclient==2.1.1 (from -r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  Downloading mysqlclient-2.1.1.tar.gz (88 kB)',
      "  Installing build dependencies: finished with status 'done'",
      "  Getting requirements to build wheel: finished with status 'error'",
      '  error: subprocess-exited-with-error',
      '  × Getting requirements to build wheel did not run successfully.',
      '  ╰─> [32 lines of output]',
      '      /bin/sh: 1: mysql_config: not found',
      '      /bin/sh: 1: mariadb_config: not found',
      '      /bin/sh: 1: mysql_config: not found',
      '          raise OSError("{} not found".format(_mysql_config_path))',
      '      OSError: mysql_config not found',
      '      [end of output]',
      "ERROR: Failed to build 'mysqlclient' when getting requirements to build wheel"
    ],
    {
      what: 'The dependency mysqlclient 2.1.1 could not be built.',
      why: 'pip found no ready-made wheel of mysqlclient 2.1.1 for Python 3.11, and building it needs mysql_config, which the base image does not have.',
      fix: 'Choose a version of mysqlclient that has a wheel for Python 3.11, or a base-image that has mysql_config.'
    }
  ],
  [
    'mysql_config, pip 21',
    'python:3.6',
    [
      'Collecting mysqlclient==2.1.1',
      '  Downloading mysqlclient-2.1.1.tar.gz (88 kB)',
      "  Preparing metadata (setup.py): finished with status 'error'",
      '  ERROR: Command errored out with exit status 1:',
      '  Complete output (15 lines):',
      '  /bin/sh: 1: mysql_config: not found',
      '  /bin/sh: 1: mariadb_config: not found',
      '  /bin/sh: 1: mysql_config: not found',
      '      raise OSError("{} not found".format(_mysql_config_path))',
      '  OSError: mysql_config not found',
      'WARNING: Discarding https://files.pythonhosted.org/packages/x/mysqlclient-2.1.1.tar.gz#sha256=828757e419fb11dd6c5ed2576ec92c3efaa93a0f7c39e263586d1ee779c3d782 (from https://pypi.org/simple/mysqlclient/) (requires-python:>=3.5). Command errored out with exit status 1: python setup.py egg_info Check the logs for full command output.',
      'ERROR: Could not find a version that satisfies the requirement mysqlclient==2.1.1 (from versions: 1.3.0, 2.1.0rc1, 2.1.0, 2.1.1)',
      'ERROR: No matching distribution found for mysqlclient==2.1.1'
    ],
    {
      what: 'The dependency mysqlclient 2.1.1 could not be built.',
      why: 'pip found no ready-made wheel of mysqlclient 2.1.1 for Python 3.6, and building it needs mysql_config, which the base image does not have.',
      fix: 'Choose a version of mysqlclient that has a wheel for Python 3.6, or a base-image that has mysql_config.'
    }
  ],
  [
    'mysql_config, pip 18',
    'python:3.6',
    [
      'Collecting mysqlclient==2.1.1 (from -r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  Downloading https://files.pythonhosted.org/packages/x/mysqlclient-2.1.1.tar.gz (88kB)',
      '    Complete output from command python setup.py egg_info:',
      '    /bin/sh: 1: mysql_config: not found',
      '    /bin/sh: 1: mariadb_config: not found',
      '    /bin/sh: 1: mysql_config: not found',
      '        raise OSError("{} not found".format(_mysql_config_path))',
      '    OSError: mysql_config not found',
      'Command "python setup.py egg_info" failed with error code 1 in /tmp/pip-install-x/mysqlclient/'
    ],
    {
      what: 'The dependency mysqlclient 2.1.1 could not be built.',
      why: 'pip found no ready-made wheel of mysqlclient 2.1.1 for Python 3.6, and building it needs mysql_config, which the base image does not have.',
      fix: 'Choose a version of mysqlclient that has a wheel for Python 3.6, or a base-image that has mysql_config.'
    }
  ],
  [
    'a package that was renamed, pip 26',
    'python:3.11',
    [
      'Collecting sklearn (from -r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  Downloading sklearn-0.0.post12.tar.gz (2.6 kB)',
      "  Installing build dependencies: finished with status 'done'",
      "  Getting requirements to build wheel: finished with status 'error'",
      '  error: subprocess-exited-with-error',
      '  × Getting requirements to build wheel did not run successfully.',
      "      The 'sklearn' PyPI package is deprecated, use 'scikit-learn'",
      "      rather than 'sklearn' for pip commands.",
      "      - use 'pip install scikit-learn' rather than 'pip install sklearn'",
      '      [end of output]',
      "ERROR: Failed to build 'sklearn' when getting requirements to build wheel"
    ],
    {
      what: 'The dependency sklearn could not be built.',
      why: 'The package sklearn is deprecated; its successor is scikit-learn.',
      fix: 'Write scikit-learn instead of sklearn; if no line of yours names it, one of your dependencies does.'
    }
  ],
  [
    'what the build itself needs, pip 26',
    'python:3.11',
    [
      'Looking in links: /opt/docker-on-k8s',
      'Processing ./opt/docker-on-k8s/sdist-1.0.tar.gz (from -r /opt/docker-on-k8s/requirements.txt (line 3))',
      '  Installing build dependencies: started',
      "  Installing build dependencies: finished with status 'error'",
      '  error: subprocess-exited-with-error',
      '  × installing build dependencies for sdist did not run successfully.',
      '  │ exit code: 1',
      '  ╰─> [3 lines of output]',
      '      Looking in links: /opt/docker-on-k8s',
      '      ERROR: Could not find a version that satisfies the requirement nosuch-backend>=9 (from versions: none)',
      '      ERROR: No matching distribution found for nosuch-backend>=9',
      '      [end of output]',
      '  note: This error originates from a subprocess, and is likely not a problem with pip.',
      "ERROR: Failed to build 'sdist' when installing build dependencies for sdist"
    ],
    {
      what: 'The dependency sdist 1.0 could not be built.',
      why: 'The package index has no package named nosuch-backend, or no file of it that fits Python 3.11.',
      fix: 'Correct the name nosuch-backend; if it is right, set base-image to a Python that nosuch-backend supports, or give the private index that has it.'
    }
  ],
  [
    'what the build itself needs, pip 21',
    'python:3.6',
    [
      'Looking in links: /opt/docker-on-k8s',
      'Processing /opt/docker-on-k8s/sdist-1.0.tar.gz',
      '  Installing build dependencies: started',
      "  Installing build dependencies: finished with status 'error'",
      '  ERROR: Command errored out with exit status 1:',
      "   command: /usr/local/bin/python3 /usr/local/lib/python3.6/site-packages/pip install --ignore-installed --no-user --prefix /tmp/pip-build-env-x/overlay --no-warn-script-location --no-binary :none: --only-binary :none: --no-index --find-links /opt/docker-on-k8s -- 'nosuch-backend>=9'",
      '       cwd: None',
      '  Complete output (3 lines):',
      '  Looking in links: /opt/docker-on-k8s',
      '  ERROR: Could not find a version that satisfies the requirement nosuch-backend>=9 (from versions: none)',
      '  ERROR: No matching distribution found for nosuch-backend>=9',
      '  ----------------------------------------',
      "WARNING: Discarding file:///opt/docker-on-k8s/sdist-1.0.tar.gz. Command errored out with exit status 1: /usr/local/bin/python3 /usr/local/lib/python3.6/site-packages/pip install --ignore-installed --no-user --prefix /tmp/pip-build-env-x/overlay --no-warn-script-location --no-binary :none: --only-binary :none: --no-index --find-links /opt/docker-on-k8s -- 'nosuch-backend>=9' Check the logs for full command output.",
      'ERROR: Could not find a version that satisfies the requirement sdist (from versions: 1.0)',
      'ERROR: No matching distribution found for sdist'
    ],
    {
      what: 'The dependency sdist 1.0 could not be built.',
      why: 'The package index has no package named nosuch-backend, or no file of it that fits Python 3.6.',
      fix: 'Correct the name nosuch-backend; if it is right, set base-image to a Python that nosuch-backend supports, or give the private index that has it.'
    }
  ],
  [
    'what the build itself needs, pip 18',
    'python:3.6',
    [
      'Looking in links: /opt/docker-on-k8s',
      'Collecting sdist (from -r /opt/docker-on-k8s/requirements.txt (line 3))',
      '  Installing build dependencies: started',
      "  Installing build dependencies: finished with status 'error'",
      '  Complete output from command /usr/local/bin/python3 -m pip install --ignore-installed --no-user --prefix /tmp/pip-build-env-x --no-warn-script-location --no-binary :none: --only-binary :none: --no-index --find-links /opt/docker-on-k8s -- nosuch-backend>=9:',
      '  Looking in links: /opt/docker-on-k8s',
      '  Collecting nosuch-backend>=9',
      '    Could not find a version that satisfies the requirement nosuch-backend>=9 (from versions: )',
      '  No matching distribution found for nosuch-backend>=9',
      '  ----------------------------------------',
      'Command "/usr/local/bin/python3 -m pip install --ignore-installed --no-user --prefix /tmp/pip-build-env-x --no-warn-script-location --no-binary :none: --only-binary :none: --no-index --find-links /opt/docker-on-k8s -- nosuch-backend>=9" failed with error code 1 in None'
    ],
    {
      what: 'The dependency nosuch-backend>=9 could not be installed.',
      why: 'The package index has no package named nosuch-backend, or no file of it that fits Python 3.6.',
      fix: 'Correct the name nosuch-backend; if it is right, set base-image to a Python that nosuch-backend supports, or give the private index that has it.'
    }
  ]
])('%s', (_name, baseImage, lines, expected) => {
  expect(explainPip(lines, { baseImage })).toEqual({ reason: 'dependency-not-installable', ...expected })
})
