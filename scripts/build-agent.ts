/**
 * Builds the packages of the signing agent (docs/agent-packages.md): `npm run agent:build`, or with the names of some
 * targets only: `npm run agent:build -- linux-x64`. What is already there of the same content is left alone.
 */
import { join, resolve } from 'node:path'
import { type Built, buildAgentPackages } from './agent/build.ts'
import { clearPartial } from './agent/output.ts'
import { nameOf, targets } from './agent/targets.ts'

const data = resolve(process.env.MOTCUA_DATA ?? 'data')
const folder = resolve(process.env.MOTCUA_AGENT_PACKAGES ?? join(data, 'agent-packages'))
const print = (line: string) => console.log(line)
const ending = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) process.on(signal, () => ending.abort())

// What was being written when it was ended.
process.on('exit', () => ending.signal.aborted && clearPartial(folder))

try {
  const built = await buildAgentPackages({
    ...{ folder, cache: join(data, 'agent-runtimes'), wanted: wantedTargets(), print, signal: ending.signal },
  })
  process.exit(tell(built))
} catch (error) {
  if (!ending.signal.aborted) throw error
  print('stopped; what was there before is unchanged')
  process.exit(1)
}

function wantedTargets() {
  const all = targets()
  const names = process.argv.slice(2)
  const unknown = names.find(name => !all.some(target => nameOf(target) === name))
  if (unknown === undefined) return names.length === 0 ? all : all.filter(target => names.includes(nameOf(target)))
  console.error(`${unknown} is none of ${all.map(nameOf).join(', ')}`)
  process.exit(2)
}

/** The status to end with. */
function tell(built: Built): number {
  switch (built.kind) {
    case 'current':
      print(
        `${built.manifest.packages.length} packages of version ${built.manifest.version} are there already: ${folder}`,
      )
      return 0
    case 'taken':
      print(`they are being built by process ${built.pid}`)
      return 1
    case 'built':
      for (const { target, because } of built.missing) print(`not for ${target}: ${because}`)
      print(`${built.manifest.packages.length} packages of version ${built.manifest.version}: ${folder}`)
      return built.manifest.packages.length > 0 ? 0 : 1
  }
}
