import { existsSync, lstatSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { candidate, canInstall, distribution, hasApt, unpack } from './apt.ts'
import { run } from './run.ts'
import { say } from './say.ts'

/** A folder in which every docker CLI looks for plugins, whatever DOCKER_CONFIG says; in no package's hands. */
const plugins = '/usr/local/lib/docker/cli-plugins'

/** Debian 12 has no buildx of its own; this is the one of Debian 13, which runs on 12 as well. */
const fallback = { suite: 'trixie', version: '0.13.1+ds1-3' }

/** The version of buildx that the docker CLI finds; undefined when it has none. */
export async function findBuildx(): Promise<string | undefined> {
  const answer = await run('docker', ['buildx', 'version'], { timeout: 15_000 })
  return answer.ok ? (/\bv?(\d+\.\d+\.\d+\S*)/.exec(answer.stdout)?.[1] ?? answer.stdout.trim()) : undefined
}

async function fetchPlugin(): Promise<string> {
  // the release's own package where there is one (Ubuntu, Debian from 13 on)
  const own = await candidate('docker-buildx')
  if (own === undefined && distribution().id !== 'debian') throw new Error('apt knows no package docker-buildx')
  try {
    return await unpack('docker-buildx', own === undefined ? fallback : {})
  } catch (error) {
    if (own !== undefined) throw error
    // that very version may have left the mirror: take the suite's present one
    return unpack('docker-buildx', { suite: fallback.suite })
  }
}

/**
 * The docker CLI's buildx: the one that is there, or else (as root, with apt) the plugin file out of the distribution's
 * package, kept in our cache and linked to where docker looks. No package is installed, no apt source added.
 */
export async function ensureBuildx(): Promise<string> {
  const found = await findBuildx()
  if (found !== undefined) return found
  if (!canInstall()) {
    const how = hasApt()
      ? 'run this again as root, or install it: `sudo apt-get install docker-buildx`'
      : 'see https://docs.docker.com/build/install-buildx/'
    throw new Error(`docker has no buildx plugin, which the builds need: ${how}`)
  }
  say(`  buildx: fetching the docker-buildx package, unpacking its plugin, linking it into ${plugins}`)
  const file = join(await fetchPlugin(), 'usr/libexec/docker/cli-plugins/docker-buildx')
  if (!existsSync(file)) throw new Error(`the docker-buildx package has no ${file}`)
  mkdirSync(plugins, { recursive: true })
  const link = join(plugins, 'docker-buildx')
  // docker found none, so what lies here can only be a link of ours whose cache was cleared, or a broken file
  if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() === true) rmSync(link)
  symlinkSync(file, link)
  const now = await findBuildx()
  if (now === undefined) throw new Error(`docker does not take the buildx plugin in ${plugins}`)
  return now
}
