import { expect, test } from '@jest/globals'

import { explainPip } from '../../../src/docker/pip-failure.ts'
import type { PipFacts } from '../../../src/docker/pip-text.ts'

const all = ['urllib3==1.20', 'urllib3<1.20', 'pydantic==1.10', 'requests==2.25.1', 'requests==2.26.0']
const asked: PipFacts['asked'] = {
  origins: new Map(all.map((each) => [each, 'python-dependencies'])),
  file: undefined
}

// outputs of real builds; lists, paths and names of hosts are shortened
test.each<[string, string, readonly string[], { reason?: string; what: string; why: string; fix: string }]>([
  [
    'a package against the user, pip 26',
    'python:3.11',
    [
      'Collecting requests==2.31.0 (from -r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  Downloading requests-2.31.0-py3-none-any.whl (62 kB)',
      'Collecting urllib3==1.20 (from -r /opt/docker-on-k8s/requirements.txt (line 2))',
      '  Downloading urllib3-1.20-py2.py3-none-any.whl (111 kB)',
      'Collecting charset-normalizer<4,>=2 (from requests==2.31.0->-r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  Downloading charset_normalizer-3.5.3-cp311-cp311-manylinux1_x86_64.manylinux_2_28_x86_64.manylinux_2_5_x86_64.whl (263 kB)',
      'Collecting idna<4,>=2.5 (from requests==2.31.0->-r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  Downloading idna-3.20-py3-none-any.whl (69 kB)',
      'ERROR: Cannot install -r /opt/docker-on-k8s/requirements.txt (line 1) and urllib3==1.20 because these package versions have conflicting dependencies.',
      'The conflict is caused by:',
      '    The user requested urllib3==1.20',
      '    requests 2.31.0 depends on urllib3<3 and >=1.21.1',
      'Additionally, some packages in these conflicts have no matching distributions available for your environment:',
      '    urllib3',
      'To fix this you could try to:',
      "1. loosen the range of package versions you've specified",
      '2. remove package versions to allow pip to attempt to solve the dependency conflict',
      'ERROR: ResolutionImpossible: for help visit https://pip.pypa.io/en/latest/topics/dependency-resolution/#dealing-with-dependency-conflicts'
    ],
    {
      what: 'The Python dependencies contradict each other about urllib3.',
      why: 'requests 2.31.0 wants urllib3<3,>=1.21.1, but python-dependencies asks for urllib3==1.20.',
      fix: 'Change urllib3==1.20 in python-dependencies, or choose another version of requests.'
    }
  ],
  [
    'a package against the user, pip 23',
    'python:3.11',
    [
      'Collecting requests==2.31.0',
      '  Downloading requests-2.31.0-py3-none-any.whl (62 kB)',
      'Collecting urllib3==1.20',
      '  Downloading urllib3-1.20-py2.py3-none-any.whl (111 kB)',
      'Collecting charset-normalizer<4,>=2',
      '  Downloading charset_normalizer-3.5.3-cp311-cp311-manylinux1_x86_64.manylinux_2_28_x86_64.manylinux_2_5_x86_64.whl (263 kB)',
      'Collecting idna<4,>=2.5',
      '  Downloading idna-3.20-py3-none-any.whl (69 kB)',
      'ERROR: Cannot install -r /opt/docker-on-k8s/requirements.txt (line 1) and urllib3==1.20 because these package versions have conflicting dependencies.',
      'The conflict is caused by:',
      '    The user requested urllib3==1.20',
      '    requests 2.31.0 depends on urllib3<3 and >=1.21.1',
      'To fix this you could try to:',
      "1. loosen the range of package versions you've specified",
      '2. remove package versions to allow pip attempt to solve the dependency conflict',
      'ERROR: ResolutionImpossible: for help visit https://pip.pypa.io/en/latest/topics/dependency-resolution/#dealing-with-dependency-conflicts'
    ],
    {
      what: 'The Python dependencies contradict each other about urllib3.',
      why: 'requests 2.31.0 wants urllib3<3,>=1.21.1, but python-dependencies asks for urllib3==1.20.',
      fix: 'Change urllib3==1.20 in python-dependencies, or choose another version of requests.'
    }
  ],
  [
    'a package against the user, pip 21',
    'python:3.6',
    [
      'Collecting requests==2.25.1',
      '  Downloading requests-2.25.1-py2.py3-none-any.whl (61 kB)',
      'Collecting urllib3<1.20',
      '  Downloading urllib3-1.19.1-py2.py3-none-any.whl (104 kB)',
      'Collecting chardet<5,>=3.0.2',
      '  Downloading chardet-4.0.0-py2.py3-none-any.whl (178 kB)',
      'Collecting certifi>=2017.4.17',
      '  Downloading certifi-2025.4.26-py3-none-any.whl (159 kB)',
      'ERROR: Cannot install -r /opt/docker-on-k8s/requirements.txt (line 1) and urllib3<1.20 because these package versions have conflicting dependencies.',
      'The conflict is caused by:',
      '    The user requested urllib3<1.20',
      '    requests 2.25.1 depends on urllib3<1.27 and >=1.21.1',
      'To fix this you could try to:',
      "1. loosen the range of package versions you've specified",
      '2. remove package versions to allow pip attempt to solve the dependency conflict',
      'ERROR: ResolutionImpossible: for help visit https://pip.pypa.io/en/latest/user_guide/#fixing-conflicting-dependencies'
    ],
    {
      what: 'The Python dependencies contradict each other about urllib3.',
      why: 'requests 2.25.1 wants urllib3<1.27,>=1.21.1, but python-dependencies asks for urllib3<1.20.',
      fix: 'Change urllib3<1.20 in python-dependencies, or choose another version of requests.'
    }
  ],
  [
    'a package against a constraint, pip 26',
    'python:3.11',
    [
      'Collecting requests==2.31.0 (from -r /opt/docker-on-k8s/requirements.txt (line 2))',
      '  Downloading requests-2.31.0-py3-none-any.whl (62 kB)',
      'Collecting urllib3 (from -r /opt/docker-on-k8s/requirements.txt (line 3))',
      '  Downloading urllib3-1.20-py2.py3-none-any.whl (111 kB)',
      'Collecting charset-normalizer<4,>=2 (from requests==2.31.0->-r /opt/docker-on-k8s/requirements.txt (line 2))',
      '  Downloading charset_normalizer-3.5.3-cp311-cp311-manylinux1_x86_64.manylinux_2_28_x86_64.manylinux_2_5_x86_64.whl (263 kB)',
      'Collecting idna<4,>=2.5 (from requests==2.31.0->-r /opt/docker-on-k8s/requirements.txt (line 2))',
      '  Downloading idna-3.20-py3-none-any.whl (69 kB)',
      'ERROR: Cannot install -r /opt/docker-on-k8s/requirements.txt (line 2) and urllib3 because these package versions have conflicting dependencies.',
      'The conflict is caused by:',
      '    The user requested urllib3',
      '    requests 2.31.0 depends on urllib3<3 and >=1.21.1',
      '    The user requested (constraint) urllib3==1.20',
      'Additionally, some packages in these conflicts have no matching distributions available for your environment:',
      '    urllib3',
      'To fix this you could try to:',
      "1. loosen the range of package versions you've specified",
      '2. remove package versions to allow pip to attempt to solve the dependency conflict',
      'ERROR: ResolutionImpossible: for help visit https://pip.pypa.io/en/latest/topics/dependency-resolution/#dealing-with-dependency-conflicts'
    ],
    {
      what: 'The Python dependencies contradict each other about urllib3.',
      why: 'requests 2.31.0 wants urllib3<3,>=1.21.1, but a constraint allows only urllib3==1.20.',
      fix: 'Change urllib3==1.20 in the constraints, or choose another version of requests.'
    }
  ],
  [
    'prefect against the user, pip 26',
    'python:3.11',
    [
      'Collecting prefect==3.0.0 (from -r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  Downloading prefect-3.0.0-py3-none-any.whl (6.0 MB)',
      'Collecting pydantic==1.10 (from -r /opt/docker-on-k8s/requirements.txt (line 2))',
      '  Downloading pydantic-1.10.0-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl (14.1 MB)',
      'Collecting aiosqlite<1.0.0,>=0.17.0 (from prefect==3.0.0->-r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  Downloading aiosqlite-0.22.1-py3-none-any.whl (17 kB)',
      'Collecting alembic<2.0.0,>=1.7.5 (from prefect==3.0.0->-r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  Downloading alembic-1.20.1-py3-none-any.whl (270 kB)',
      'Collecting packaging<24.3,>=21.3 (from prefect==3.0.0->-r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  Downloading packaging-24.2-py3-none-any.whl (65 kB)',
      'Collecting pathspec>=0.8.0 (from prefect==3.0.0->-r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  Downloading pathspec-1.1.1-py3-none-any.whl (57 kB)',
      'Collecting pendulum<4,>=3.0.0 (from prefect==3.0.0->-r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  Downloading pendulum-3.3.0-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl (342 kB)',
      'Collecting prometheus-client>=0.20.0 (from prefect==3.0.0->-r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  Downloading prometheus_client-0.26.0-py3-none-any.whl (64 kB)',
      'ERROR: Cannot install -r /opt/docker-on-k8s/requirements.txt (line 1) and pydantic==1.10 because these package versions have conflicting dependencies.',
      'The conflict is caused by:',
      '    The user requested pydantic==1.10',
      '    prefect 3.0.0 depends on pydantic<3.0.0 and >=2.7',
      'Additionally, some packages in these conflicts have no matching distributions available for your environment:',
      '    pydantic',
      'To fix this you could try to:',
      "1. loosen the range of package versions you've specified",
      '2. remove package versions to allow pip to attempt to solve the dependency conflict',
      'ERROR: ResolutionImpossible: for help visit https://pip.pypa.io/en/latest/topics/dependency-resolution/#dealing-with-dependency-conflicts'
    ],
    {
      what: 'The Python dependencies contradict each other about pydantic.',
      why: 'prefect 3.0.0 wants pydantic<3.0.0,>=2.7, but python-dependencies asks for pydantic==1.10.',
      fix: 'Change pydantic==1.10 in python-dependencies, or choose another version of prefect.'
    }
  ],
  [
    'twice the same package, pip 26',
    'python:3.11',
    [
      'Collecting requests==2.25.1 (from -r /opt/docker-on-k8s/requirements.txt (line 1))',
      '  Downloading requests-2.25.1-py2.py3-none-any.whl (61 kB)',
      'ERROR: Cannot install requests==2.25.1 and requests==2.26.0 because these package versions have conflicting dependencies.',
      'The conflict is caused by:',
      '    The user requested requests==2.25.1',
      '    The user requested requests==2.26.0',
      'Additionally, some packages in these conflicts have no matching distributions available for your environment:',
      '    requests',
      'To fix this you could try to:',
      "1. loosen the range of package versions you've specified",
      '2. remove package versions to allow pip to attempt to solve the dependency conflict',
      'ERROR: ResolutionImpossible: for help visit https://pip.pypa.io/en/latest/topics/dependency-resolution/#dealing-with-dependency-conflicts'
    ],
    {
      what: 'The Python dependencies contradict each other about requests.',
      why: 'python-dependencies asks for both requests==2.25.1 and requests==2.26.0.',
      fix: 'Keep one of the two lines.'
    }
  ],
  [
    'twice the same package, pip 21',
    'python:3.6',
    [
      'Collecting requests==2.25.1',
      '  Downloading requests-2.25.1-py2.py3-none-any.whl (61 kB)',
      'ERROR: Cannot install requests==2.25.1 and requests==2.26.0 because these package versions have conflicting dependencies.',
      'The conflict is caused by:',
      '    The user requested requests==2.25.1',
      '    The user requested requests==2.26.0',
      'To fix this you could try to:',
      "1. loosen the range of package versions you've specified",
      '2. remove package versions to allow pip attempt to solve the dependency conflict',
      'ERROR: ResolutionImpossible: for help visit https://pip.pypa.io/en/latest/user_guide/#fixing-conflicting-dependencies'
    ],
    {
      what: 'The Python dependencies contradict each other about requests.',
      why: 'python-dependencies asks for both requests==2.25.1 and requests==2.26.0.',
      fix: 'Keep one of the two lines.'
    }
  ],
  [
    'twice the same package, pip 18',
    'python:3.6',
    [
      "Double requirement given: requests==2.26.0 (from -r /opt/docker-on-k8s/requirements.txt (line 2)) (already in requests==2.25.1 (from -r /opt/docker-on-k8s/requirements.txt (line 1)), name='requests')"
    ],
    {
      what: 'The Python dependencies contradict each other about requests.',
      why: 'python-dependencies asks for both requests==2.25.1 and requests==2.26.0.',
      fix: 'Keep one of the two lines.'
    }
  ]
])('%s', (_name, baseImage, lines, expected) => {
  expect(explainPip(lines, { baseImage, asked })).toEqual({ reason: 'dependency-not-installable', ...expected })
})
