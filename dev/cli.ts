import { parseArgs } from 'node:util'
import type { Wanted } from './clusters.ts'
import { startParts, statusOfParts, stopParts } from './parts.ts'

const usage = `Usage: script/up [--cluster node|control-plane|none]   starts what is missing: engine, registry, base images, cluster
       script/down                                        ends what this checkout has started
       node dev/cli.ts up|down|status`

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { cluster: { type: 'string', default: 'node' }, help: { type: 'boolean', default: false } }
  })
  const [command] = positionals
  if (values.help) {
    console.log(usage)
    return 0
  }
  if (command === 'up' && ['node', 'control-plane', 'none'].includes(values.cluster)) {
    const parts = await startParts({ cluster: values.cluster as Wanted })
    const { engine, buildx, registry, images, missing, cluster } = parts
    console.log(`engine    Docker ${engine.version}${engine.ours ? ' (started by us)' : ''}, buildx ${buildx}`)
    console.log(`registry  ${registry}`)
    console.log(`images    ${images.join(', ')}`)
    for (const each of missing) console.log(`missing   ${each}`)
    if (cluster !== undefined) console.log(`cluster   ${cluster.source}: export KUBECONFIG=${cluster.kubeconfig}`)
    return 0
  }
  if (command === 'down' || command === 'status') {
    for (const line of await (command === 'down' ? stopParts() : statusOfParts())) console.log(line)
    return 0
  }
  console.error(usage)
  return 2
}

// so that what must be put back at the end is put back
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130))

try {
  process.exitCode = await main()
} catch (error) {
  console.error(`\n✗ ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
