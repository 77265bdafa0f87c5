/** `flow` and `files`: paths on the runner and in the image, as far as their text tells. Nothing is looked up here. */

import { posix } from 'node:path'

import { parseMap } from './map.ts'
import { counted, hasControlCharacters, notAccepted, shown, type Report } from './problems.ts'
import type { FileMapping, FlowReference } from './types.ts'

/** Folder in the image that belongs to the launcher. */
export const launcherFolder = '/opt/docker-on-k8s'

/** Folders that the container runtime mounts over, and files that it writes: what an image holds there is never seen. */
const mounted = ['/proc', '/sys', '/dev']
const written = ['/etc/hosts', '/etc/hostname', '/etc/resolv.conf']

/** `path.py` or `path.py:name`, or undefined after a report. */
export function parseFlow(text: string, report: Report): FlowReference | undefined {
  const accepted = 'path.py or path.py:name, relative to the workspace, such as flows/etl.py:daily'
  const at = text.indexOf('.py:')
  const path = at < 0 ? text : text.slice(0, at + 3)
  const name = at < 0 ? undefined : text.slice(at + 4)
  const hint = hintForFlow(path, name)
  if (hint === undefined) return name === undefined ? { path } : { path, name }
  report(notAccepted(text, accepted, hint))
  return undefined
}

function hintForFlow(path: string, name: string | undefined): string | undefined {
  if (hasControlCharacters(path)) return 'A path stands on one line, without control characters.'
  if (path.includes('\\')) return 'Paths are written with /.'
  if (!path.endsWith('.py')) return 'The file must end in .py.'
  if (path.includes(':')) return 'A colon stands only between the file and the name in it.'
  if (posix.basename(path) === '.py') return 'The file has no name before .py.'
  if (leavesWorkspace(path)) return 'It leaves the workspace.'
  if (name !== undefined && !isIdentifier(name))
    return `After the colon stands a Python name, which ${shown(name)} is not.`
  return undefined
}

/** `files`: sources with their exact places in the image, or undefined after a report. */
export function parseFiles(text: string, report: Report): readonly FileMapping[] | undefined {
  const { report: reportHere, isClean } = counted(report)
  const map = parseMap(text, reportHere, { form: 'source=/destination', checkKey: checkSource })
  const files: FileMapping[] = []
  for (const [source, given] of map ?? []) {
    // A path has no blanks at its ends; `a = /b` is meant as `a=/b`.
    const destination = given.trim()
    const problem = problemOfDestination(destination)
    if (problem !== undefined) reportHere(`the destination of ${shown(source)} ${problem}`)
    files.push({ source, destination: posix.normalize(destination) })
  }
  return isClean() ? files : undefined
}

function checkSource(source: string): string | undefined {
  const accepted = 'a file or folder, relative to the workspace or absolute'
  if (hasControlCharacters(source)) return notAccepted(source, accepted, 'A path has no control characters.')
  if (source === '') return `has an empty source; accepted: ${accepted}.`
  if (leavesWorkspace(source))
    return notAccepted(source, accepted, 'It leaves the workspace; give an absolute path for a file elsewhere.')
  return undefined
}

/** Says what is wrong with a path as a place in the image; undefined when nothing is. */
function problemOfDestination(path: string): string | undefined {
  const accepted = 'the exact final path in the image, absolute, such as /data/prices.csv'
  if (path === '') return `is missing; accepted: ${accepted}.`
  return hintForDestination(path, (hint) => `is ${shown(path)}; accepted: ${accepted}. ${hint}`)
}

function hintForDestination(path: string, say: (hint: string) => string): string | undefined {
  if (hasControlCharacters(path)) return say('A path has no control characters.')
  if (!path.startsWith('/')) return say('It must start with /.')
  if (path.split('/').includes('..')) return say('It must not hold "..".')
  const normal = posix.normalize(path)
  if (normal === '/') return say('The root folder itself cannot be replaced.')
  if (normal.endsWith('/'))
    return say('It must not end in /: the source gets exactly this path, no file goes into it by its own name.')
  if (isAtOrBelow(normal, launcherFolder)) return say(`${launcherFolder} belongs to the action.`)
  if (mounted.some((folder) => isAtOrBelow(normal, folder))) return say('Kubernetes mounts its own folder there.')
  if (written.includes(normal)) return say('Kubernetes writes its own file there.')
  return undefined
}

/** True when `path` is `folder` or lies in it; both absolute and normalized. */
export function isAtOrBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}

function leavesWorkspace(path: string): boolean {
  const normal = posix.normalize(path)
  return normal === '..' || normal.startsWith('../')
}

/** A Python name; which words Python keeps for itself depends on its version, so that is left to Python. */
function isIdentifier(text: string): boolean {
  return /^[\p{ID_Start}_]\p{ID_Continue}*$/u.test(text)
}
