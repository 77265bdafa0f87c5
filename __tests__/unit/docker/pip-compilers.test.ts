import { expect, test } from '@jest/globals'

import { explainPip } from '../../../src/docker/pip-failure.ts'

// outputs of real builds; lists, paths and names of hosts are shortened
test.each<[string, string, readonly string[], { reason?: string; what: string; why: string; fix: string }]>([
  [
    'a compiler, pip 26',
    'python:3.11',
    [
      'Collecting cryptography==3.4.8 (from -r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  Downloading cryptography-3.4.8.tar.gz (546 kB)',
      "  Installing build dependencies: finished with status 'done'",
      "  Getting requirements to build wheel: finished with status 'done'",
      "  Preparing metadata (pyproject.toml): finished with status 'done'",
      'Collecting cffi>=1.12 (from cryptography==3.4.8->-r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  Downloading cffi-2.1.1-cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64.whl (217 kB)',
      'Collecting pycparser (from cffi>=1.12->cryptography==3.4.8->-r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  Downloading pycparser-3.12-py3-none-any.whl (62 kB)',
      "  Building wheel for cryptography (pyproject.toml): finished with status 'error'",
      '  error: subprocess-exited-with-error',
      '  × Building wheel for cryptography (pyproject.toml) did not run successfully.',
      '  ╰─> [152 lines of output]',
      "      error: [Errno 2] No such file or directory: 'x86_64-linux-gnu-gcc'",
      '      [end of output]',
      '  ERROR: Failed building wheel for cryptography',
      'Failed to build cryptography',
      'error: failed-wheel-build-for-install',
      '× Failed to build installable wheels for some pyproject.toml based projects',
      '╰─> cryptography'
    ],
    {
      what: 'The dependency cryptography 3.4.8 could not be built.',
      why: 'pip found no ready-made wheel of cryptography 3.4.8 for Python 3.11, and building it needs a C compiler (gcc), which the base image does not have.',
      fix: 'Choose a version of cryptography that has a wheel for Python 3.11, or a base-image that has a C compiler (gcc).'
    }
  ],
  [
    'Rust, pip 21',
    'python:3.6',
    [
      'Collecting cryptography==3.4.8',
      '  Downloading cryptography-3.4.8.tar.gz (546 kB)',
      "  Installing build dependencies: finished with status 'done'",
      "  Getting requirements to build wheel: finished with status 'done'",
      "  Preparing metadata (pyproject.toml): finished with status 'done'",
      'Collecting cffi>=1.12',
      '  Downloading cffi-1.15.1-cp36-cp36m-manylinux_2_5_x86_64.manylinux1_x86_64.whl (402 kB)',
      'Collecting pycparser',
      '  Downloading pycparser-2.21-py2.py3-none-any.whl (118 kB)',
      "  Building wheel for cryptography (pyproject.toml): finished with status 'error'",
      '  ERROR: Command errored out with exit status 1:',
      '  Complete output (162 lines):',
      "  error: can't find Rust compiler",
      '  ERROR: Failed building wheel for cryptography',
      'Failed to build cryptography',
      'ERROR: Could not build wheels for cryptography, which is required to install pyproject.toml-based projects'
    ],
    {
      what: 'The dependency cryptography 3.4.8 could not be built.',
      why: 'pip found no ready-made wheel of cryptography 3.4.8 for Python 3.6, and building it needs a Rust compiler (rustc), which the base image does not have.',
      fix: 'Choose a version of cryptography that has a wheel for Python 3.6, or a base-image that has a Rust compiler (rustc).'
    }
  ],
  [
    'Rust, pip 18',
    'python:3.6',
    [
      'Collecting cryptography==3.4.8 (from -r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  Downloading https://files.pythonhosted.org/packages/x/cryptography-3.4.8.tar.gz (546kB)',
      "  Installing build dependencies: finished with status 'done'",
      'Collecting cffi>=1.12 (from cryptography==3.4.8->-r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  Downloading https://files.pythonhosted.org/packages/x/cffi-1.15.1-cp36-cp36m-manylinux_2_5_x86_64.manylinux1_x86_64.whl (402kB)',
      'Collecting pycparser (from cffi>=1.12->cryptography==3.4.8->-r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  Downloading https://files.pythonhosted.org/packages/x/pycparser-2.21-py2.py3-none-any.whl (118kB)',
      "    Running setup.py install for cryptography: finished with status 'error'",
      "    Complete output from command /usr/local/bin/python3 -u -c \"import setuptools, tokenize;__file__='/tmp/pip-install-x/cryptography/setup.py';f=getattr(tokenize, 'open', open)(__file__);code=f.read().replace('\\r\\n', '\\n');f.close();exec(compile(code, __file__, 'exec'))\" install --record /tmp/pip-record-x/install-record.txt --single-version-externally-managed --compile:",
      "    error: can't find Rust compiler",
      "Command \"/usr/local/bin/python3 -u -c \"import setuptools, tokenize;__file__='/tmp/pip-install-x/cryptography/setup.py';f=getattr(tokenize, 'open', open)(__file__);code=f.read().replace('\\r\\n', '\\n');f.close();exec(compile(code, __file__, 'exec'))\" install --record /tmp/pip-record-x/install-record.txt --single-version-externally-managed --compile\" failed with error code 1 in /tmp/pip-install-x/cryptography/"
    ],
    {
      what: 'The dependency cryptography 3.4.8 could not be built.',
      why: 'pip found no ready-made wheel of cryptography 3.4.8 for Python 3.6, and building it needs a Rust compiler (rustc), which the base image does not have.',
      fix: 'Choose a version of cryptography that has a wheel for Python 3.6, or a base-image that has a Rust compiler (rustc).'
    }
  ],
  [
    'Rust, pip 26',
    'python:3.11',
    [
      'Collecting tokenizers==0.13.3 (from -r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  Downloading tokenizers-0.13.3.tar.gz (314 kB)',
      "  Installing build dependencies: finished with status 'done'",
      "  Getting requirements to build wheel: finished with status 'done'",
      "  Preparing metadata (pyproject.toml): finished with status 'done'",
      "  Building wheel for tokenizers (pyproject.toml): finished with status 'error'",
      '  error: subprocess-exited-with-error',
      '  × Building wheel for tokenizers (pyproject.toml) did not run successfully.',
      '  ╰─> [49 lines of output]',
      "      error: can't find Rust compiler",
      '      [end of output]',
      '  ERROR: Failed building wheel for tokenizers',
      'Failed to build tokenizers',
      'error: failed-wheel-build-for-install',
      '× Failed to build installable wheels for some pyproject.toml based projects',
      '╰─> tokenizers'
    ],
    {
      what: 'The dependency tokenizers 0.13.3 could not be built.',
      why: 'pip found no ready-made wheel of tokenizers 0.13.3 for Python 3.11, and building it needs a Rust compiler (rustc), which the base image does not have.',
      fix: 'Choose a version of tokenizers that has a wheel for Python 3.11, or a base-image that has a Rust compiler (rustc).'
    }
  ],
  [
    'headers, pip 26',
    'python:3.11',
    [
      'Collecting psutil==5.6.0 (from -r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  Downloading psutil-5.6.0.tar.gz (426 kB)',
      "  Installing build dependencies: finished with status 'done'",
      "  Getting requirements to build wheel: finished with status 'done'",
      "  Preparing metadata (pyproject.toml): finished with status 'done'",
      "  Building wheel for psutil (pyproject.toml): finished with status 'error'",
      '  error: subprocess-exited-with-error',
      '  × Building wheel for psutil (pyproject.toml) did not run successfully.',
      '  ╰─> [39 lines of output]',
      '      psutil/_psutil_common.c:9:10: fatal error: Python.h: No such file or directory',
      "      error: Command '['x86_64-linux-gnu-gcc', '-Wsign-compare', '-DNDEBUG', '-g', '-fwrapv', '-O2', '-Wall', '-g', '-fstack-protector-strong', '-Wformat', '-Werror=format-security', '-g', '-fwrapv', '-O2', '-fPIC', '-DPSUTIL_POSIX=1', '-DPSUTIL_VERSION=560', '-DPSUTIL_LINUX=1', '-I/usr/include/python3.11', '-c', 'psutil/_psutil_common.c', '-o', 'build/temp.linux-x86_64-cpython-311/psutil/_psutil_",
      '      [end of output]',
      '  ERROR: Failed building wheel for psutil',
      'Failed to build psutil',
      'error: failed-wheel-build-for-install',
      '× Failed to build installable wheels for some pyproject.toml based projects',
      '╰─> psutil'
    ],
    {
      what: 'The dependency psutil 5.6.0 could not be built.',
      why: "pip found no ready-made wheel of psutil 5.6.0 for Python 3.11, and building it needs Python's header files (Python.h), which the base image does not have.",
      fix: "Choose a version of psutil that has a wheel for Python 3.11, or a base-image that has Python's header files (Python.h)."
    }
  ],
  [
    'a compiler, pip 21',
    'python:3.6',
    [
      'Collecting psutil==5.6.0',
      '  Downloading psutil-5.6.0.tar.gz (426 kB)',
      "  Preparing metadata (setup.py): finished with status 'done'",
      "    Running setup.py install for psutil: finished with status 'error'",
      '    ERROR: Command errored out with exit status 1:',
      '    Complete output (40 lines):',
      "    unable to execute 'gcc': No such file or directory",
      "    error: command 'gcc' failed with exit status 1",
      "ERROR: Command errored out with exit status 1: /usr/local/bin/python3 -u -c 'import io, os, sys, setuptools, tokenize; sys.argv[0] = '\"'\"'/tmp/pip-install-x/psutil_x/setup.py'\"'\"'; __file__='\"'\"'/tmp/pip-install-x/psutil_x/setup.py'\"'\"';f = getattr(tokenize, '\"'\"'open'\"'\"', open)(__file__) if os.path.exists(__file__) else io.StringIO('\"'\"'from setuptools import setup; setup()'\"'\"');code = f.read()"
    ],
    {
      what: 'The dependency psutil 5.6.0 could not be built.',
      why: 'pip found no ready-made wheel of psutil 5.6.0 for Python 3.6, and building it needs a C compiler (gcc), which the base image does not have.',
      fix: 'Choose a version of psutil that has a wheel for Python 3.6, or a base-image that has a C compiler (gcc).'
    }
  ],
  [
    'a compiler, pip 18',
    'python:3.6',
    [
      'Collecting psutil==5.6.0 (from -r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  Downloading https://files.pythonhosted.org/packages/x/psutil-5.6.0.tar.gz (426kB)',
      "    Running setup.py install for psutil: finished with status 'error'",
      "    Complete output from command /usr/local/bin/python3 -u -c \"import setuptools, tokenize;__file__='/tmp/pip-install-x/psutil/setup.py';f=getattr(tokenize, 'open', open)(__file__);code=f.read().replace('\\r\\n', '\\n');f.close();exec(compile(code, __file__, 'exec'))\" install --record /tmp/pip-record-x/install-record.txt --single-version-externally-managed --compile:",
      "    unable to execute 'gcc': No such file or directory",
      "    error: command 'gcc' failed with exit status 1",
      "Command \"/usr/local/bin/python3 -u -c \"import setuptools, tokenize;__file__='/tmp/pip-install-x/psutil/setup.py';f=getattr(tokenize, 'open', open)(__file__);code=f.read().replace('\\r\\n', '\\n');f.close();exec(compile(code, __file__, 'exec'))\" install --record /tmp/pip-record-x/install-record.txt --single-version-externally-managed --compile\" failed with error code 1 in /tmp/pip-install-x/psutil/"
    ],
    {
      what: 'The dependency psutil 5.6.0 could not be built.',
      why: 'pip found no ready-made wheel of psutil 5.6.0 for Python 3.6, and building it needs a C compiler (gcc), which the base image does not have.',
      fix: 'Choose a version of psutil that has a wheel for Python 3.6, or a base-image that has a C compiler (gcc).'
    }
  ],
  [
    'a compiler that works, and an old version, pip 26',
    'python:3.11',
    [
      'Collecting numpy==1.21.0 (from -r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  Downloading numpy-1.21.0.zip (10.3 MB)',
      "  Installing build dependencies: finished with status 'done'",
      "  Getting requirements to build wheel: finished with status 'done'",
      "  Preparing metadata (pyproject.toml): finished with status 'done'",
      "  Building wheel for numpy (pyproject.toml): finished with status 'error'",
      '  error: subprocess-exited-with-error',
      '  × Building wheel for numpy (pyproject.toml) did not run successfully.',
      '  ╰─> [225 lines of output]',
      '      RuntimeError: Broken toolchain: cannot link a simple C program',
      '      [end of output]',
      '  ERROR: Failed building wheel for numpy',
      'Failed to build numpy',
      'error: failed-wheel-build-for-install',
      '× Failed to build installable wheels for some pyproject.toml based projects',
      '╰─> numpy'
    ],
    {
      what: 'The dependency numpy 1.21.0 could not be built.',
      why: 'pip found no ready-made wheel of numpy 1.21.0 for Python 3.11, and building it needs a C compiler, which the base image does not have.',
      fix: 'Choose a version of numpy that has a wheel for Python 3.11, or a base-image that has a C compiler.'
    }
  ]
])('%s', (_name, baseImage, lines, expected) => {
  expect(explainPip(lines, { baseImage })).toEqual({ reason: 'dependency-not-installable', ...expected })
})
