/** The text of docs/performance.md, made of the kept rounds alone. Pure. */

import { rowsOf, type Row } from './figures.ts'
import { missedNotes } from './notes.ts'
import type { PerformanceRecord } from './record.ts'
import { ratio, side, target, verdict } from './words.ts'

/** @param generated the line that says where the text comes from */
export function performancePage(record: PerformanceRecord, generated: string): string {
  const rows = rowsOf(record.scenarios)
  return [
    '# Performance',
    generated,
    intro,
    '![Ratios to the script, round by round](performance/chart.svg)',
    '## Targets',
    'Ratios are the median of the rounds’ own ratios, with their quartiles; a target that names a size or a rate is of the action alone.',
    targets(rows),
    ...missed(rows),
    '## All figures',
    'The median of the rounds, and in brackets the least and the most. Ratios as above. The raw rounds: [rounds.json](performance/rounds.json).',
    ...sections(record, rows),
    '## The machine',
    machine(record),
    ...method
  ].join('\n\n')
}

const intro =
  'The built action against the script that it replaces (`docker build`, `docker push`, `kubectl apply`, `kubectl wait`, `kubectl logs`, `kubectl delete`), on one machine, each scenario in one run, in turns: each round has both, and the one that begins changes. Other machines, networks and clusters give other times; the ratios are the point.\n\n' +
  'Made by `./script/bench`, with `--rounds N` and `--only 3,5` for parts of it.'

const row = (...cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`

function targets(rows: readonly Row[]): string {
  const promised = rows.filter(({ figure }) => figure.target !== undefined)
  const reached = ({ figure, ratio: over, action }: Row): string =>
    figure.target?.of === 'ratio' ? ratio(over) : side(action, figure.unit)
  return [
    row('', 'scenario', 'figure', 'target', 'reached', ''),
    row(...Array<string>(6).fill('---')),
    ...promised.map((each) => {
      const { scenario, figure } = each
      const bound = target(figure.target, figure.unit)
      return row(scenario.id, scenario.title, figure.name, bound, reached(each), verdict(each) || 'not measured')
    })
  ].join('\n')
}

/** What was found out about targets that were missed. */
function missed(rows: readonly Row[]): string[] {
  const ids = new Set(rows.filter(({ isHit }) => isHit === false).map(({ scenario }) => scenario.id))
  const notes = [...ids].flatMap((id) => {
    const note = missedNotes[id]
    return note === undefined ? [] : [`**Scenario ${id}.** ${note}`]
  })
  return notes.length === 0 ? [] : ['### Where the time of missed targets goes', ...notes]
}

function sections({ scenarios }: PerformanceRecord, rows: readonly Row[]): string[] {
  return scenarios.flatMap(({ scenario: id, rounds, day, dist }) => {
    const own = rows.filter(({ scenario, action }) => scenario.id === id && action !== undefined)
    const [first] = own
    if (first === undefined) return []
    const isAlone = own.every(({ script }) => script === undefined)
    const { title, against } = first.scenario
    const heading = `### ${/^\d/u.test(id) ? `${id}: ` : ''}${title}`
    const seen = `${rounds.length} round${rounds.length === 1 ? '' : 's'}${isAlone ? '' : ` against ${against}`}, ${day}, dist ${dist}.`
    const lines = own.map(({ figure, ...each }) =>
      isAlone
        ? row(figure.name, side(each.action, figure.unit))
        : row(figure.name, side(each.script, figure.unit), side(each.action, figure.unit), ratio(each.ratio))
    )
    const head = isAlone ? ['figure', 'action'] : ['figure', against, 'action', 'ratio']
    return [heading, seen, [row(...head), row(...head.map(() => '---')), ...lines].join('\n')]
  })
}

function machine({ machine }: PerformanceRecord): string {
  const lines = Object.entries(machine).map(([name, value]) => row(name, value))
  return [row('', ''), row('---', '---'), ...lines].join('\n')
}

const method = [
  '## How it is measured',
  [
    '- **Total**: from the start of the process to its end. That of the action is main and post step together, as a workflow waits for both.',
    '- **The flow’s own time**: the flow’s file notes the time in its very first line, before it imports anything, and once more when its process ends; it prints the difference. So Prefect’s import, its temporary server and the 2.5 seconds of work belong to the flow, as they are the same on both sides. The start of the container and of Python, the action’s launcher in front of the flow, and the end of Python behind it belong to the overhead. The times that Kubernetes keeps of a container are whole seconds, and would hide the launcher.',
    '- **Overhead**: total without the flow’s own time.',
    '- **Build + push**: the stages that the action times itself, as its summary shows them (to 0.1 s below 10 s, else to 1 s); of the script its own laps. What they leave out, such as start-up and look-ups, is in *until the Job is there*: from the start of the process to the line that says so.',
    '- **Bytes**: bodies of requests and answers, counted by a proxy in front of the registry; base images are pulled through it as well. The node’s pulls come through a door of their own. Packages of pip come from the index, and are not counted.',
    '- **Cold**: before each side of each round `docker system prune -af --volumes` and `docker builder prune -af` empty a Docker engine that belongs to the benchmark alone, and a BuildKit of its own begins with an empty folder. Emptying is not timed. What the node has pulled stays, for both. Scenarios 1 to 4 are done in the same rounds, with one run of the script: on a cold runner it builds and pushes everything, whatever changed.',
    '- **Changed flow**: each run has a flow that was never built before. **Dependency added**: one more pinned package, another one in each round.',
    '- **The script** ([run.sh](../dev/bench/script/run.sh), [Dockerfile](../dev/bench/script/Dockerfile)) does as well as it can: the same base by digest, dependencies and Prefect’s database in layers before the flow, `.dockerignore`, quiet output, the same Job. It waits for success or failure, whichever comes first. It gives each image a tag of its own, and deletes its Job.',
    '- **Both** start with the same Docker, the same cluster and the same rights: those of a user who may do in one namespace what [rights](rights.md) names. Prefect sends nothing home.',
    '- **Bad input, idle post**: five starts of each in turns are one round, of which the median counts.',
    '- **1 GB of log**: from the first byte to the last byte in the file; lines of 200 bytes from the real pod, of 100 from the played one. A kubelet sends each line by itself, so the time goes by lines. Both write to files, and nobody reads the action’s output slower than it comes.'
  ].join('\n')
]
