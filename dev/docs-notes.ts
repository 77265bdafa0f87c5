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
  parameters: [
    'A map as YAML 1.2 or JSON, at most 64 KiB; unlike in other maps values have types: `3` is a number, `"3"` and `2026-01-31` are texts, `null`, lists and maps are what they are in JSON. Anchors, aliases, tags and numbers that JSON cannot carry exactly are refused.',
    'They travel in the Job, not in the image: another value needs no new image. The names are checked against the flow, before the build where the text of its file tells them, else before it runs: a name that it does not know, or one that it needs, ends the run as `invalid-input`; of Prefect 2 and 3 the values are checked as well. A script, and a file that runs its flow itself, take none.',
    'With `image` the image must be one that this action built from a flow.'
  ],
  'base-image': [reference],
  'registry-url': [
    '`https://` and `http://` are taken off and upper case is lowered, with a notice. Credentials in it are refused: log in with a step before. On Docker Hub it is `docker.io/ACCOUNT`.'
  ],
  'python-dependencies': [
    'Lines of a pip requirements file; blank lines and lines that start with `#` are dropped. `-r`, `-c`, `-e` and local paths are refused: they go into a file that `requirements` names. Credentials in a URL end in a layer of the image, so they warn; give them through `build-secrets`.'
  ],
  requirements: [
    'A file as pip reads it with `-r`. What it names in the workspace (`-r`, `-c`, `-e`, paths, `--find-links`, wheels) goes along; nothing may lie outside. Paths are relative to the workspace, or to the folder of the file when they fit only there. Other kinds of files (`pyproject.toml`, `poetry.lock`, `uv.lock`, `Pipfile`, conda) are refused with what to do. More: [flows](flows.md#dependencies).'
  ],
  prefect: [
    'A version alone means that version, and all below it that are not said: `3.4` is `==3.4.*`. Named here and among the dependencies at once is refused; in the flow’s own block `# /// script` it gives way, also to `none`. More: [flows](flows.md#prefect).'
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
  source: [
    'It lies in the workspace, and the flow in it. In the image it keeps its path under `/flow`. What stays out: [flows](flows.md#what-goes-along).'
  ],
  'health-check': ['Needs `flow`. More: [flows](flows.md#the-health-check).'],
  rebuild: [
    'What is remembered where, and what is trusted: [reuse](reuse.md). Without rights on ConfigMaps in the namespace, and with `run: false`, nothing is reused.'
  ],
  'cache-from': [
    'One a line, each as `docker buildx build --cache-from` takes it. Needs docker buildx. Secrets are refused in it: they go through the `env:` of the step. `type=gha` works without more. Has no effect with `rebuild: true`.',
    yaml('cache-from: type=registry,ref=ghcr.io/octo/etl:cache')
  ],
  'cache-to': [
    'One a line, each as `docker buildx build --cache-to` takes it. The builder of an engine without the containerd image store can write `type=inline` only; others need `docker/setup-buildx-action` before this step.',
    yaml('cache-to: type=registry,ref=ghcr.io/octo/etl:cache,mode=max')
  ],
  'build-secrets': [
    map,
    bare,
    'Names as for `job-secrets`. Needs docker buildx on the runner. The pip of the image `python:3.6`, before it is upgraded, does not read `netrc`. More: [flows](flows.md#dependencies).'
  ],
  platform: ['One platform. Another than that of the builder needs emulation there (`docker/setup-qemu-action`).'],
  push: ['Running a built image needs a registry, so `false` goes only with `run: false`.'],
  'build-timeout': [duration, 'At most `120h`.'],
  image: [
    reference,
    'Refused beside it: `flow` and everything that makes an image, from `base-image` to `build-timeout`.'
  ],
  run: ['With `false`, inputs of the Job have no effect, which warns.'],
  kubeconfig: [
    'More on its forms, plugins and proxies: [kubeconfig](kubeconfig.md).',
    'Its tokens, keys and passwords are masked in the log, apart from those of fewer than 4 characters.'
  ],
  namespace: ['At most 63 lower-case letters, digits and `-`, with a letter or digit at both ends.'],
  'job-name': [
    'Lower-case letters, digits and `-`, with a letter or digit at both ends. It is cut so that the names of pods have at most 63 characters.'
  ],
  command: [
    'A list starts with `[` or with `- ` and keeps the text of its items. One line is split at blanks; single quotes, double quotes and backslashes work as in a shell, and nothing is expanded. What only a shell can do (`|`, `&&`, `>`, `$NAME`, and so on) is refused unless it is quoted: for that, write `["sh", "-c", "…"]`.'
  ],
  args: ['They replace the arguments that the image has of its own.'],
  'job-env': [map, bare, 'Names as for `env-vars`. A variable of this name in the image is overridden.'],
  'job-secrets': [
    'Forms and names as for `env-vars`, with values that may hold line breaks, 1 MiB in all. A variable of this name in the image is overridden; a name that is in `job-env` as well is refused.',
    yaml('job-secrets: |', '  API_TOKEN=${{ secrets.API_TOKEN }}', '  DB_PASSWORD=${{ secrets.DB_PASSWORD }}'),
    'A value of several lines goes through the `env:` of the step and its name alone. An empty value warns, since that is what a secret that does not exist gives; in a dry run a missing one is taken for empty.',
    'More: [secrets](secrets.md).'
  ],
  cpu: ['In cores (`1`, `0.5`) or thousandths of one (`500m`). One quantity is request and limit at once.'],
  memory: [
    'With a unit: `Ki`, `Mi`, `Gi`, `Ti`, `Pi`, or `k`, `M`, `G`, `T`, `P`. One quantity is request and limit at once. Less than `1Mi` is refused: `512` would be 512 bytes.'
  ],
  'node-selector': ['`label=value` lines or a YAML or JSON map, told apart as for `env-vars`.'],
  'image-pull-secrets': [
    'Lower-case letters, digits, `-` and `.`; a name may be there once only. The Secrets are of the type `kubernetes.io/dockerconfigjson`.'
  ],
  'pull-secret': ['`false` is the same as `none`.', 'More: [pull secrets](pull-secret.md).'],
  queue: [
    'At most 63 lower-case letters, digits and `-`, with a letter or digit at both ends. The namespace must have a LocalQueue of this name.',
    'More, and how the clocks go while a Job is suspended: [queues](queues.md).'
  ],
  'job-template': [
    'It is a path when it has no line break, no colon with a space after it, and does not begin with `{`; relative to the workspace or absolute. Else it is the manifest itself.',
    yaml(
      'job-template: |',
      '  spec:',
      '    template:',
      '      spec:',
      '        tolerations:',
      '          - { key: dedicated, value: flows, effect: NoSchedule }'
    ),
    'What is merged, what is refused, and worked examples: [job templates](job-template.md).'
  ],
  wait: [
    'With `false`, `logs`, `cleanup` and `queue-timeout` have no effect, which warns; `start-timeout` only together with `timeout`, as a part of the deadline that the cluster keeps.'
  ],
  logs: ['`false` is the same as `none`.', 'More: [logs](logs.md).'],
  timeout: [duration, 'At most `120h`, or `8760h` with `wait: false`.'],
  'start-timeout': [duration, 'At most `120h`.'],
  'queue-timeout': [duration, 'At most `120h`. Without a queue it counts for Jobs that somebody suspends.'],
  cleanup: ['`false` is the same as `never`.'],
  ttl: [duration, 'From `10m` to `8760h`.'],
  'on-rerun': ['Which Jobs are meant, and what happens between the attempts: [re-runs](re-runs.md).'],
  'run-key': [
    'Any text, up to 64 KiB; it is hashed, and never shown. Jobs of a workflow and steps of a job are told apart without it, and the legs of a matrix by its default. Two calls of one reusable workflow are not: there, give it what differs between the calls.',
    yaml('run-key: ${{ inputs.region }} ${{ toJSON(matrix) }}'),
    'More: [re-runs](re-runs.md).'
  ],
  'dry-run': [
    'All other inputs are needed and checked as for a real run, since it shows what a real run would say. Only secrets may be missing, as they are for a pull request from a fork.',
    'More: [dry runs](dry-run.md).'
  ],
  'allow-untrusted-code': ['Read [untrusted code](untrusted-code.md) before you set it.']
}

/** Paragraphs for each output that needs more than its description. */
export const outputNotes: Readonly<Record<string, readonly string[]>> = {
  pods: [
    'One object for each pod that was seen, also of those that are gone. What is not known is left out.',
    table([
      ['key', 'type', 'meaning'],
      ['---', '---', '---'],
      ['`name`', 'string', 'Name of the pod.'],
      ['`node`', 'string', 'Name of its node.'],
      [
        '`phase`',
        'string',
        '`Pending`, `Running`, `Succeeded`, `Failed`, `Unknown`, or `Deleted` when the cluster no longer has it.'
      ],
      ['`exitCode`', 'number', 'Exit code of the container that decides.'],
      ['`reason`', 'string', 'Why it is as it is, in the words of Kubernetes: `OOMKilled`, `Evicted`, `Error`, …'],
      ['`startedAt`', 'string', 'When that container started, RFC 3339.'],
      ['`finishedAt`', 'string', 'When it ended, RFC 3339.']
    ]),
    '```json\n[{ "name": "etl-0b5f7b0e-x2x9k", "phase": "Failed", "node": "node-1", "exitCode": 137, "reason": "OOMKilled" }]\n```'
  ],
  'failure-reason': ['All reasons, with what to do: [failures](failures.md).'],
  'log-file': ['Its format, and how to keep it: [logs](logs.md). With `wait: false` and in a dry run there is none.']
}

/** A block of YAML. */
function yaml(...lines: readonly string[]): string {
  return ['```yaml', ...lines, '```'].join('\n')
}

function table(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
