/** What docs/inputs.md says about an input beyond its description in action.yml: forms, limits, an example. Markdown. */

import type { InputName } from '../src/inputs/table.ts'

const map =
  'Either `NAME=value` lines or a YAML or JSON map. It is YAML when the text starts with `{`, or when in its first line a colon and a space come before any `=`; the two do not mix. In lines the first `=` splits, blanks around the name go, and the value is kept exactly: quotes, `$`, `#`, backslashes and blanks are part of it. In YAML, the rules of YAML hold for quotes and comments, and scalars keep their text (`3.10` stays `3.10`, `yes` stays `yes`); lists, maps, null, anchors and tags are refused. A name may be there once only.'
const bare =
  'A line with a name alone takes the variable of that name from the `env:` of the step, which must be set and not empty.'
const duration =
  'Hours, minutes and seconds in this order, such as `90s`, `15m` or `1h30m`; a number without a unit is refused.'
const reference = '`[registry/]repository[:tag][@digest]`, with the repository in lower case.'

/** Paragraphs for each input that needs more than its description. */
export const inputNotes: Partial<Record<InputName, readonly string[]>> = {
  flow: [
    'The file must lie in the workspace, links followed, and end in `.py`. In the image it keeps its path under `/flow`, which is the working folder.',
    'After a colon stands the name of one flow or function of the file: `flows/etl.py:daily`.'
  ],
  'base-image': [reference],
  'registry-url': [
    '`https://` and `http://` are taken off and upper case is lowered, with a notice. Credentials in it are refused: log in with a step before. On Docker Hub it is `docker.io/ACCOUNT`.'
  ],
  'python-dependencies': [
    'Lines of a pip requirements file; blank lines and lines that start with `#` are dropped. `-r`, `-c`, `-e` and local paths are refused, since the checkout is not there when pip runs. Credentials in a URL end in a layer of the image, so they warn.'
  ],
  'image-name': [
    'In lower case, without registry and tag; `/` may separate parts. With the registry at most 255 characters.'
  ],
  'image-tag': ['At most 128 letters, digits, `_`, `.` and `-`, not starting with `.` or `-`.'],
  'env-vars': [
    map,
    bare,
    'Names are made of letters, digits and `_`, and do not start with a digit; those that start with `DOCKER_ON_K8S_` are used by the action. Values may not hold line breaks; those of `job-env` may.'
  ],
  files: [
    '`source=/destination` lines or a YAML or JSON map, told apart as for `env-vars`. A source is a file or a folder, relative to the workspace or absolute; patterns are not expanded. A source may itself be a link, within the workspace. Links inside a folder stay links, so they must be relative and stay in that folder.',
    'The destination is the exact final path: `data/prices.csv=/srv/prices.csv`. It is absolute, without `..`, and does not end in `/`. Two things may not land on one path, nor one inside the file of another; the flow may arrive again with its own folder, as in `flows=/flow/flows`.'
  ],
  push: ['Running a built image needs a registry, so `false` goes only with `run: false`.'],
  'build-timeout': [duration, 'At most `120h`.'],
  image: [
    reference,
    'Refused beside it: `flow` and everything that makes an image, from `base-image` to `build-timeout`.'
  ],
  run: ['With `false`, inputs of the Job have no effect, which warns.'],
  kubeconfig: ['Its tokens, keys and passwords are masked in the log, apart from those of fewer than 4 characters.'],
  namespace: ['At most 63 lower-case letters, digits and `-`, with a letter or digit at both ends.'],
  'job-name': [
    'Lower-case letters, digits and `-`, with a letter or digit at both ends. It is cut so that the names of pods have at most 63 characters.'
  ],
  command: [
    'A list starts with `[` or with `- ` and keeps the text of its items. One line is split at blanks; single quotes, double quotes and backslashes work as in a shell, and nothing is expanded. What only a shell can do (`|`, `&&`, `>`, `$NAME`, and so on) is refused unless it is quoted: for that, write `["sh", "-c", "…"]`.'
  ],
  args: ['They replace the arguments that the image has of its own.'],
  'job-env': [map, bare, 'Names as for `env-vars`. A variable of this name in the image is overridden.'],
  cpu: ['In cores (`1`, `0.5`) or thousandths of one (`500m`). One quantity is request and limit at once.'],
  memory: [
    'With a unit: `Ki`, `Mi`, `Gi`, `Ti`, `Pi`, or `k`, `M`, `G`, `T`, `P`. One quantity is request and limit at once. Less than `1Mi` is refused: `512` would be 512 bytes.'
  ],
  'node-selector': ['`label=value` lines or a YAML or JSON map, told apart as for `env-vars`.'],
  wait: ['With `false`, `logs` and `cleanup` have no effect, which warns.'],
  logs: ['`false` is the same as `none`.'],
  timeout: [duration, 'At most `120h`, or `8760h` with `wait: false`.'],
  'start-timeout': [duration, 'At most `120h`.'],
  cleanup: ['`false` is the same as `never`.'],
  ttl: [duration, 'From `10m` to `8760h`.']
}
