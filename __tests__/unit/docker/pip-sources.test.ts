import { expect, test } from '@jest/globals'

import { explainPip } from '../../../src/docker/pip-failure.ts'

// outputs of real builds; lists, paths and names of hosts are shortened
test.each<[string, string, readonly string[], { reason?: string; what: string; why: string; fix: string }]>([
  [
    'a folder without a project, pip 26',
    'python:3.11',
    [
      'Obtaining file:/// (from -r /opt/docker-on-k8s/requirements.txt (line 1))',
      "ERROR: file:/// (from -r /opt/docker-on-k8s/requirements.txt (line 1)) does not appear to be a Python project: neither 'setup.py' nor 'pyproject.toml' found."
    ],
    {
      what: 'The dependency / could not be installed.',
      why: 'The folder / of the image has neither pyproject.toml nor setup.py.',
      fix: 'Correct the path, or name a package of the index.'
    }
  ],
  [
    'a folder without a project, pip 18',
    'python:3.6',
    ["Directory '.' is not installable. File 'setup.py' not found."],
    {
      what: 'The dependency . could not be installed.',
      why: 'The folder . of the image has neither pyproject.toml nor setup.py.',
      fix: 'Correct the path, or name a package of the index.'
    }
  ],
  [
    'a name with -e, pip 26',
    'python:3.11',
    [
      'ERROR: requests is not a valid editable requirement. It should either be a path to a local project or a VCS URL (beginning with bzr+http, bzr+https, bzr+ssh, bzr+sftp, bzr+ftp, bzr+lp, bzr+file, git+http, git+https, git+ssh, git+git, git+file, hg+file, hg+http, hg+https, hg+ssh, hg+static-http, svn+ssh, svn+http, svn+https, svn+svn, svn+file).'
    ],
    {
      what: 'The dependency requests could not be installed.',
      why: '"-e requests" is neither a folder with a Python project nor an address such as git+https://….',
      fix: 'Write the requirement without -e.'
    }
  ],
  [
    'a name with -e, pip 18',
    'python:3.6',
    ['requests should either be a path to a local project or a VCS url beginning with svn+, git+, hg+, or bzr+'],
    {
      what: 'The dependency requests could not be installed.',
      why: '"-e requests" is neither a folder with a Python project nor an address such as git+https://….',
      fix: 'Write the requirement without -e.'
    }
  ],
  [
    'a path that is not there, pip 26',
    'python:3.11',
    [
      "ERROR: Invalid requirement: './nodir': Expected package name at the start of dependency specifier",
      '    ./nodir',
      '    ^ (from line 1 of /opt/docker-on-k8s/requirements.txt)',
      "Hint: It looks like a path. File './nodir' does not exist."
    ],
    {
      what: 'The dependency ./nodir could not be installed.',
      why: 'The path ./nodir (line 1) does not exist in the image.',
      fix: 'Correct the path.'
    }
  ],
  [
    'a path that is not there, pip 18',
    'python:3.6',
    ["Invalid requirement: './nodir'", "It looks like a path. File './nodir' does not exist."],
    {
      what: 'The dependency ./nodir could not be installed.',
      why: 'The path ./nodir does not exist in the image.',
      fix: 'Correct the path.'
    }
  ],
  [
    'a wheel for another platform, pip 26',
    'python:3.11',
    ['ERROR: numpy-1.19.5-cp27-cp27m-win32.whl is not a supported wheel on this platform.'],
    {
      what: 'The dependency numpy-1.19.5-cp27-cp27m-win32.whl could not be installed.',
      why: "This wheel is for another Python or another platform than the base image's (Python 3.11).",
      fix: 'Choose the wheel that fits, name package and version instead, or set another base-image.'
    }
  ],
  [
    'a wheel for another platform, pip 18',
    'python:3.6',
    ['numpy-1.19.5-cp27-cp27m-win32.whl is not a supported wheel on this platform.'],
    {
      what: 'The dependency numpy-1.19.5-cp27-cp27m-win32.whl could not be installed.',
      why: "This wheel is for another Python or another platform than the base image's (Python 3.6).",
      fix: 'Choose the wheel that fits, name package and version instead, or set another base-image.'
    }
  ],
  [
    'no git, pip 26',
    'python:3.11',
    [
      'Collecting git+https://github.com/pallets/click.git@8.0.0 (from -r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  Cloning https://github.com/pallets/click.git (to revision 8.0.0) to ./tmp/pip-req-build-x',
      "  ERROR: Error [Errno 2] No such file or directory: 'git' while executing command git version",
      "ERROR: Cannot find command 'git' - do you have 'git' installed and in your PATH?"
    ],
    {
      what: 'The dependency git+https://github.com/pallets/click.git@8.0.0 could not be installed.',
      why: 'The requirement is fetched with git, and the base image has no git.',
      fix: 'Choose a base-image with git (python:3.13 has git, python:3.13-slim has not), or depend on a released version.'
    }
  ],
  [
    'no git, pip 18',
    'python:3.6',
    [
      'Collecting git+https://github.com/pallets/click.git@8.0.0 (from -r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  Cloning https://github.com/pallets/click.git (to revision 8.0.0) to /tmp/pip-req-build-x',
      "  Error [Errno 2] No such file or directory: 'git': 'git' while executing command git clone -q https://github.com/pallets/click.git /tmp/pip-req-build-x",
      "Cannot find command 'git' - do you have 'git' installed and in your PATH?"
    ],
    {
      what: 'The dependency git+https://github.com/pallets/click.git@8.0.0 could not be installed.',
      why: 'The requirement is fetched with git, and the base image has no git.',
      fix: 'Choose a base-image with git (python:3.13 has git, python:3.13-slim has not), or depend on a released version.'
    }
  ],
  [
    'a git server that is not reached, pip 26',
    'python:3.11',
    [
      'Collecting git+https://github.com/nosuch-org-xyz/nosuch-repo-xyz.git (from -r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  Cloning https://github.com/nosuch-org-xyz/nosuch-repo-xyz.git to ./tmp/pip-req-build-x',
      '  Running command git clone --filter=blob:none --quiet https://github.com/nosuch-org-xyz/nosuch-repo-xyz.git /tmp/pip-req-build-x',
      "  fatal: unable to access 'https://github.com/nosuch-org-xyz/nosuch-repo-xyz.git/': Could not resolve host: github.com",
      '  error: subprocess-exited-with-error',
      '  × git clone --filter=blob:none --quiet https://github.com/nosuch-org-xyz/nosuch-repo-xyz.git /tmp/pip-req-build-x did not run successfully.',
      '  │ exit code: 128',
      '  ╰─> No available output.',
      '  note: This error originates from a subprocess, and is likely not a problem with pip.',
      "ERROR: Failed to build 'git+https://github.com/nosuch-org-xyz/nosuch-repo-xyz.git' when git clone --filter=blob:none --quiet https://github.com/nosuch-org-xyz/nosuch-repo-xyz.git /tmp/pip-req-build-x"
    ],
    {
      reason: 'package-index-unavailable',
      what: 'The dependency git+https://github.com/nosuch-org-xyz/nosuch-repo-xyz.git could not be installed.',
      why: 'git cannot reach github.com: Could not resolve host: github.com.',
      fix: 'Run the workflow again; if it stays, check that the builder reaches github.com.'
    }
  ],
  [
    'a git server with a password, pip 26',
    'python:3.11',
    [
      'Collecting git+https://bob:****@pypi.example.com/x.git (from -r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  Cloning https://bob:****@pypi.example.com/x.git to ./tmp/pip-req-build-x',
      "  Running command git clone --filter=blob:none --quiet 'https://bob:****@pypi.example.com/x.git' /tmp/pip-req-build-x",
      "  fatal: unable to access 'https://pypi.example.com/x.git/': Failed to connect to 127.0.0.1 port 1 after 0 ms: Couldn't connect to server",
      '  error: subprocess-exited-with-error',
      "  × git clone --filter=blob:none --quiet 'https://bob:****@pypi.example.com/x.git' /tmp/pip-req-build-x did not run successfully.",
      '  │ exit code: 128',
      '  ╰─> No available output.',
      '  note: This error originates from a subprocess, and is likely not a problem with pip.',
      "ERROR: Failed to build 'git+https://bob:****@pypi.example.com/x.git' when git clone --filter=blob:none --quiet 'https://bob:****@pypi.example.com/x.git' /tmp/pip-req-build-x"
    ],
    {
      reason: 'package-index-unavailable',
      what: 'The dependency git+https://pypi.example.com/x.git could not be installed.',
      why: "git cannot reach pypi.example.com: Failed to connect to 127.0.0.1 port 1 after 0 ms: Couldn't connect to server.",
      fix: 'Run the workflow again; if it stays, check that the builder reaches pypi.example.com.'
    }
  ]
])('%s', (_name, baseImage, lines, expected) => {
  expect(explainPip(lines, { baseImage })).toEqual({ reason: 'dependency-not-installable', ...expected })
})
