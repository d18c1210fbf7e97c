import { fileURLToPath } from 'node:url'
import { AGENT_PORTS, agentOrigin } from '@motcua/contracts/agent.ts'
import { systemClock } from '@motcua/kit/clock.ts'
import { systemRandom } from '@motcua/kit/random.ts'
import { type Around, openTokens, type Started, startAgent } from './agent.ts'
import { listCertificates } from './commands/list-certificates.ts'
import { printedCertificates, printedPlaces, printedSites, printedStatus } from './commands/printed.ts'
import { status } from './commands/status.ts'
import { type AgentConfig, readConfig } from './config.ts'
import { tellIn } from './messages.ts'
import { allowedSites } from './sites/allowed-sites.ts'
import { loadKoffi } from './token/koffi.ts'
import { serveLibrary } from './token/pkcs11-child.ts'
import { AGENT_VERSION } from './version.ts'

const read = readConfig(process.argv.slice(2))
if (read.kind === 'refused') fail([tellIn(read.language)(read.problem, { what: read.what })], 2)
else await run(read.config)

async function run(config: AgentConfig): Promise<void> {
  const tell = tellIn(config.language)
  const print = (value: unknown, lines: string[]) =>
    console.log(config.output === 'json' ? JSON.stringify(value, null, 2) : lines.join('\n'))
  const { command } = config
  switch (command.kind) {
    case 'hold-library':
      return serveLibrary(command.path)
    case 'help':
      return console.log(tell('usage'))
    case 'status': {
      const now = status(config, await around())
      return print(now, printedStatus(now, tell))
    }
    case 'list-certificates':
      return list(config, found => print(found, printedCertificates(found, tell)))
    case 'sites': {
      const sites = await sitesOf(config).list()
      return print(sites, printedSites(sites, tell))
    }
    case 'forget-site': {
      const { origin } = command
      if (await sitesOf(config).forget(origin)) return console.log(tell('forgotten', { origin }))
      return fail([tell('notAllowed', { origin })], 1)
    }
    case 'serve':
      return serve(config)
  }
}

async function around(): Promise<Around> {
  return {
    ...{ clock: systemClock, random: systemRandom, koffi: (await loadKoffi()) !== undefined },
    holdLibrary: [process.execPath, fileURLToPath(import.meta.url), 'hold-library'],
  }
}

function sitesOf({ dataFolder }: AgentConfig) {
  return allowedSites(dataFolder, { clock: systemClock, random: systemRandom })
}

async function list(config: AgentConfig, then: (found: Awaited<ReturnType<typeof listCertificates>>) => void) {
  const tokens = openTokens(config, await around())
  then(await listCertificates(tokens, { clock: systemClock, offersExpired: config.offersExpired }))
  await tokens.close()
}

async function serve(config: AgentConfig): Promise<void> {
  const tell = tellIn(config.language)
  const surroundings = await around()
  const tokens = openTokens(config, surroundings)
  const agent = await startAgent(config, tokens, surroundings)
  if (agent.kind !== 'started') return fail([refusal(config, agent)], 1)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void agent.close().then(() => process.exit()))
  const lines = [tell('listening', { version: AGENT_VERSION, address: agentOrigin(agent.port) })]
  if (config.port === undefined && agent.port !== AGENT_PORTS[0])
    lines.push(tell('alreadyRunning', { port: AGENT_PORTS[0] }))
  console.log([...lines, ...printedPlaces(status(config, surroundings), tell), tell('stopHint')].join('\n'))
  // Libraries take their time when they are first asked; better now than when somebody waits.
  await tokens.list()
}

function refusal({ port, language }: AgentConfig, agent: Exclude<Started, { kind: 'started' }>): string {
  const tell = tellIn(language)
  if (agent.kind === 'failed') return tell('listenFailed', { because: agent.because })
  return port === undefined ? tell('allTaken', { ports: AGENT_PORTS.join(', ') }) : tell('portTaken', { port })
}

function fail(lines: string[], code: number): void {
  console.error(lines.join('\n'))
  process.exitCode = code
}
