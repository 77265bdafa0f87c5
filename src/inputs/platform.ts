/** `platform`: for which processor the image is built. */

import { notAccepted, type Report } from './problems.ts'

/** One Linux platform as BuildKit names it, or undefined after a report. */
export function parsePlatform(text: string, report: Report): string | undefined {
  const platform = text.toLowerCase()
  if (/^linux\/[a-z0-9]+(?:\/v\d+)?$/.test(platform)) return platform
  const hint = /[\s,]/.test(text)
    ? 'The Job runs one image, so one platform; use a matrix for several.'
    : /^[a-z0-9_]+$/.test(platform)
      ? `Did you mean linux/${architectures[platform] ?? platform}?`
      : undefined
  report(notAccepted(text, 'linux/amd64, linux/arm64 or another Linux platform', hint))
  return undefined
}

/** What people and `uname -m` call processors. */
const architectures: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  x64: 'amd64',
  aarch64: 'arm64',
  linux: 'amd64'
}
