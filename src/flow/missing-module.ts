/** A module that Python did not find → what to install for it. Pure. */

import type { Home } from './home.ts'
import { newModules } from './python-syntax.ts'
import { removedIn } from './standard-modules.ts'

/** Modules whose name on PyPI is another one. */
const distributions: Readonly<Record<string, string>> = {
  attr: 'attrs',
  Bio: 'biopython',
  bs4: 'beautifulsoup4',
  Crypto: 'pycryptodome',
  cv2: 'opencv-python',
  dateutil: 'python-dateutil',
  docx: 'python-docx',
  dotenv: 'python-dotenv',
  faiss: 'faiss-cpu',
  fitz: 'PyMuPDF',
  git: 'GitPython',
  github: 'PyGithub',
  gitlab: 'python-gitlab',
  googleapiclient: 'google-api-python-client',
  'google.auth': 'google-auth',
  'google.protobuf': 'protobuf',
  impala: 'impyla',
  jose: 'python-jose',
  jwt: 'PyJWT',
  kafka: 'kafka-python',
  ldap: 'python-ldap',
  magic: 'python-magic',
  mpl_toolkits: 'matplotlib',
  MySQLdb: 'mysqlclient',
  nacl: 'PyNaCl',
  OpenSSL: 'pyOpenSSL',
  PIL: 'Pillow',
  pkg_resources: 'setuptools',
  pptx: 'python-pptx',
  psycopg2: 'psycopg2-binary',
  serial: 'pyserial',
  skimage: 'scikit-image',
  sklearn: 'scikit-learn',
  slugify: 'python-slugify',
  snowflake: 'snowflake-connector-python',
  socks: 'PySocks',
  umap: 'umap-learn',
  usb: 'pyusb',
  websocket: 'websocket-client',
  yaml: 'PyYAML',
  zmq: 'pyzmq'
}

/** Names that several distributions share: `google.cloud.storage` is a distribution's own. */
const shared = ['google.cloud', 'azure', 'backports', 'ruamel']

/** Parts of Python's own library that older ones lack. */
export const newerPython = 'Set base-image to the Python that the flow is written for, such as python:3.12.'
export const otherPrefect =
  'The Prefect in the image is of another generation than the flow: set the input prefect to the version that the flow is written for.'

/** The module that a ModuleNotFoundError names. */
export function missingModule(message: string): string | undefined {
  return /^No module named '(?<name>[\p{ID_Start}_][\p{ID_Continue}.]*)'/u.exec(message)?.groups?.['name']
}

/** What to do so that the image has this module. */
export function moduleFix(module: string, home: Home): string {
  const top = module.split('.')[0] ?? module
  const folder = home.neighbours.get(top)
  if (folder !== undefined)
    return `It lies in the workspace: set source to ${folder === '.' ? '. (the whole workspace)' : folder}.`
  if (Object.hasOwn(newModules, top)) return `It is part of a newer Python. ${newerPython}`
  const removal = removedFix(top)
  if (removal !== undefined) return removal
  const known = distributionOf(module)
  if (known !== undefined) return `Add ${known} to python-dependencies: that is its name on PyPI.`
  // Python names the first part that it lacks
  if (module === top) return 'Add it to python-dependencies.'
  if (top === 'prefect') return otherPrefect
  return `The image has ${top}, but not this part of it: ask for another version of ${top} in python-dependencies.`
}

/** A module that left the standard library: a package of its name on PyPI would be somebody else's. */
function removedFix(module: string): string | undefined {
  const since = removedIn(module)
  if (since === undefined) return undefined
  const older = `set base-image to an older one, such as python:3.${String(since[1] - 1)}`
  // setuptools brings a copy of it under its old name
  const copy = module === 'distutils' ? ', or add setuptools to python-dependencies, which brings it' : ''
  return `It left Python in ${since.join('.')}: write the flow without it, ${copy === '' ? 'or ' : ''}${older}${copy}.`
}

/** The distribution of a module whose name on PyPI is known to be another one; undefined where it is not. */
export function distributionOf(module: string): string | undefined {
  const parts = module.split('.')
  for (const name of shared) {
    const own = parts[name.split('.').length]
    if (own !== undefined && module.startsWith(`${name}.`))
      return `${name.replaceAll('.', '-')}-${own.replaceAll('_', '-')}`
  }
  const prefixes = parts.map((_, index) => parts.slice(0, parts.length - index).join('.'))
  const found = prefixes.find((prefix) => Object.hasOwn(distributions, prefix))
  return found === undefined ? undefined : distributions[found]
}
