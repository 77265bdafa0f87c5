/** Names of Python's own modules, of 3.6 to 3.14 (sys.stdlib_module_names and the lists of what was removed). */

import { compareVersions, newModules, type PythonVersion } from './python-syntax.ts'

const names = new Set(
  `
  __future__ _thread abc aifc annotationlib antigravity argparse array ast asynchat asyncio asyncore atexit
  audioop base64 bdb binascii binhex bisect builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs
  codeop collections colorsys compileall compression concurrent configparser contextlib contextvars copy copyreg
  crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis distutils doctest dummy_threading email
  encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch formatter fractions ftplib
  functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib
  imaplib imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3 linecache locale logging lzma
  macpath mailbox mailcap marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis
  nntplib nt ntpath nturl2path numbers opcode operator optparse os ossaudiodev parser pathlib pdb pickle
  pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile
  pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy sched
  secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3
  sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau symbol
  symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap this threading time timeit
  tkinter token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types typing unicodedata
  unittest urllib uu uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp
  zipfile zipimport zlib zoneinfo
`
    .trim()
    .split(/\s+/u)
)

/** Modules that left → the first Python without them. Source: `stdlib/VERSIONS` of python/typeshed. */
const removals: readonly (readonly [since: PythonVersion, names: string])[] = [
  [[3, 8], 'macpath'],
  [[3, 9], 'dummy_threading'],
  [[3, 10], 'formatter parser symbol'],
  [[3, 11], 'binhex'],
  [[3, 12], 'asynchat asyncore distutils imp smtpd'],
  [
    [3, 13],
    'aifc audioop cgi cgitb chunk crypt imghdr lib2to3 mailcap msilib nis nntplib ossaudiodev pipes sndhdr spwd sunau telnetlib uu xdrlib'
  ]
]

const removed: ReadonlyMap<string, PythonVersion> = new Map(
  removals.flatMap(([since, list]) => list.split(' ').map((name) => [name, since] as const))
)

/** The first Python whose standard library no longer has this module; undefined where all of today have it, or none did. */
export function removedIn(name: string): PythonVersion | undefined {
  return removed.get(name)
}

/**
 * True when this top-level name is a module of the standard library.
 * @param python of this Python; undefined: of some Python of today or before
 */
export function isStandardModule(name: string, python?: PythonVersion): boolean {
  if (!names.has(name)) return false
  if (python === undefined) return true
  const [since, end] = [Object.hasOwn(newModules, name) ? newModules[name] : undefined, removed.get(name)]
  return (
    (since === undefined || compareVersions(python, since) >= 0) &&
    (end === undefined || compareVersions(python, end) < 0)
  )
}
