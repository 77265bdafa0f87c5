/** Ends of builds that failed, as docker wrote them; names of things and long lists are shortened. */

const legacyPip = (python: string, ...output: string[]): string[] => [
  'Sending build context to Docker daemon  1.583kB',
  `Step 1/6 : FROM python:${python}`,
  ' ---> 3df7e72bc588',
  'Step 6/6 : RUN ["python3", "-m", "pip", "install", "--no-cache-dir", "--disable-pip-version-check", "-r", "/opt/docker-on-k8s/requirements.txt"]',
  ' ---> Running in 90c5010b5a2e',
  ...output.map((line, index) => (index === 0 ? `\u001b[91m${line}` : `\u001b[0m\u001b[91m${line}`)),
  '\u001b[0mRemoving intermediate container 90c5010b5a2e',
  "The command 'python3 -m pip install --no-cache-dir --disable-pip-version-check -r /opt/docker-on-k8s/requirements.txt' returned a non-zero code: 1"
]

/** Engine 20.10 with buildx 0.13 (BuildKit 0.8). */
const buildkitPip = (...output: string[]): string[] => [
  '#0 building with "default" instance using docker driver',
  '#3 [internal] load metadata for docker.io/library/python:3.11',
  '#3 DONE 0.0s',
  '#5 [2/4] RUN ["python3", "-m", "pip", "install", "--no-cache-dir", "--disable-pip-version-check", "pip>=21.3"]',
  "#5 0.712 WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by 'ReadTimeoutError(\"HTTPSConnectionPool(host='index.example', port=443): Read timed out. (read timeout=15)\")': /simple/pip/",
  '#5 DONE 3.1s',
  '#7 [4/4] RUN ["python3", "-m", "pip", "install", "--no-cache-dir", "--disable-pip-version-check", "-r", "/opt/docker-on-k8s/requirements.txt"]',
  ...output.map((line, index) => `#7 ${(index + 0.903).toFixed(3)} ${line}`),
  '#7 ERROR: executor failed running [python3 -m pip install --no-cache-dir --disable-pip-version-check -r /opt/docker-on-k8s/requirements.txt]: exit code: 1',
  '------',
  ' > [4/4] RUN ["python3", "-m", "pip", "install", "--no-cache-dir", "--disable-pip-version-check", "-r", "/opt/docker-on-k8s/requirements.txt"]:',
  ...output.map((line, index) => `${(index + 0.903).toFixed(3)} ${line}`),
  '------',
  'ERROR: failed to solve: executor failed running [python3 -m pip install --no-cache-dir --disable-pip-version-check -r /opt/docker-on-k8s/requirements.txt]: exit code: 1'
]

/** Docker 24 to 29 (BuildKit 0.12 and later). */
const newPip = (exitCode: number, ...output: string[]): string[] => [
  '#9 [4/4] RUN ["python3", "-m", "pip", "install", "--no-cache-dir", "--disable-pip-version-check", "-r", "/opt/docker-on-k8s/requirements.txt"]',
  ...output.map((line, index) => `#9 ${(index + 0.903).toFixed(3)} ${line}`),
  `#9 ERROR: process "python3 -m pip install --no-cache-dir --disable-pip-version-check -r /opt/docker-on-k8s/requirements.txt" did not complete successfully: exit code: ${exitCode}`,
  '------',
  ' > [4/4] RUN ["python3", "-m", "pip", "install", "--no-cache-dir", "--disable-pip-version-check", "-r", "/opt/docker-on-k8s/requirements.txt"]:',
  ...output.map((line, index) => `${(index + 0.903).toFixed(3)} ${line}`),
  '------',
  'Dockerfile:7',
  '--------------------',
  '   7 | >>> RUN ["python3", "-m", "pip", "install", "--no-cache-dir", "--disable-pip-version-check", "-r", "/opt/docker-on-k8s/requirements.txt"]',
  '--------------------',
  `ERROR: failed to solve: process "python3 -m pip install --no-cache-dir --disable-pip-version-check -r /opt/docker-on-k8s/requirements.txt" did not complete successfully: exit code: ${exitCode}`,
  '',
  'View build details: docker-desktop://dashboard/build/default/default/mlykfcxmlnue089xq2kbz07e6'
]

export const pip = { legacy: legacyPip, buildkit: buildkitPip, new: newPip }

const legacyBase = (image: string, error: string): string[] => [
  'Sending build context to Docker daemon  1.583kB',
  '',
  `Step 1/2 : FROM ${image}`,
  error
]

/** Engine 20.10 with buildx 0.13 (BuildKit 0.8). */
const buildkitBase = (image: string, error: string): string[] => [
  '#1 [internal] load build definition from Dockerfile',
  `#3 [internal] load metadata for ${image}`,
  `#3 ERROR: ${error}`,
  '------',
  ` > [internal] load metadata for ${image}:`,
  '------',
  `ERROR: failed to solve: rpc error: code = Unknown desc = failed to solve with frontend dockerfile.v0: failed to create LLB definition: ${error}`
]

const newBase = (image: string, error: string): string[] => [
  `#2 [internal] load metadata for ${image}`,
  `#2 ERROR: ${error}`,
  '------',
  ` > [internal] load metadata for ${image}:`,
  '------',
  'Dockerfile:1',
  '--------------------',
  `   1 | >>> FROM ${image}`,
  '--------------------',
  `ERROR: failed to solve: ${image}: failed to resolve source metadata for ${image}: ${error}`
]

export const base = { legacy: legacyBase, buildkit: buildkitBase, new: newBase }

/** A step that copies, or the export at the end, with nothing pushed. */
export const other = {
  new: (step: string, error: string): string[] => [
    `#10 ${step}`,
    `#10 ERROR: ${error}`,
    '------',
    ` > ${step}:`,
    '------',
    `ERROR: failed to solve: ${error}`
  ]
}
