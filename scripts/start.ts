import { join, resolve } from 'node:path'
import { agentPackages } from './start/agent-packages.ts'
import { importDirectory } from './start/directory.ts'
import { greeting } from './start/greeting.ts'
import { ensureKnownAccount } from './start/known-account.ts'
import { type Launched, launch } from './start/launch.ts'
import type { Planned } from './start/plan.ts'

const print = (line: string) => console.log(line)
const folder = resolve(process.env.MOTCUA_DATA ?? 'data')
const port = Number(process.env.MOTCUA_PORT ?? 3000)
const host = process.env.MOTCUA_HOST ?? '127.0.0.1'
if (!Number.isInteger(port) || port < 1 || port > 65_000)
  fail(`MOTCUA_PORT is no port number: ${process.env.MOTCUA_PORT}`)

const vneid = process.env.MOTCUA_VNEID === 'on' ? 'on' : 'off'
const agentFolder = resolve(process.env.MOTCUA_AGENT_PACKAGES ?? join(folder, 'agent-packages'))
const building = process.env.MOTCUA_AGENT_BUILD === 'off' ? 'off' : 'on'
const launching = launch({ folder, port, host, vneid, agentPackages: agentFolder, print })
const agent = agentPackages({ folder: agentFolder, data: folder, print, building })
let finishing: Promise<never> | undefined
// A signal may come at any moment, and twice: the terminal and npm both send it. `disconnect`: our own launcher died.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) process.on(signal, () => void finish(0))

try {
  await tell(await launching)
} catch (error) {
  if (!finishing) {
    print(error instanceof Error ? error.message : String(error))
    await finish(1)
  }
}

async function tell(launched: Launched): Promise<void> {
  switch (launched.kind) {
    case 'already-running':
      return fail(
        `Already running on this data (process ${launched.pid}): ${folder}\n` +
          'Stop it first, or choose another folder with MOTCUA_DATA and another port with MOTCUA_PORT.',
      )
    case 'port-taken':
      return fail(
        `Port ${launched.port} is taken by another program. Choose another range, for example MOTCUA_PORT=${port + 100}.`,
      )
    case 'running':
      await launched.ready()
      await directory(launched.processes)
      for (const line of await greeting(launched.processes, await knownAccount(launched.processes))) print(line)
      print(agent.about)
      print('ready')
      agent.begin()
  }
}

/** Without it agencies are known by their numbers alone, so its failure is only told. */
async function directory(processes: Planned[]): Promise<void> {
  const find = (name: string) => processes.find(each => each.name === name)
  const databaseUrl = find('national')?.environment.DATABASE_URL ?? ''
  await importDirectory({ lab: find('lab')?.url ?? '', databaseUrl }).catch(error => {
    print(`The directory of state organisations was not imported: ${error instanceof Error ? error.message : error}`)
  })
}

/** Without it everything works all the same, so its failure is only told. */
async function knownAccount(processes: Planned[]): Promise<string | undefined> {
  const url = (name: string) => processes.find(each => each.name === name)?.url ?? ''
  return ensureKnownAccount({ national: url('national'), lab: url('lab'), folder: join(folder, 'secrets') }).catch(
    error => {
      print(`No account could be made for the persona who has one: ${error instanceof Error ? error.message : error}`)
      return undefined
    },
  )
}

function finish(status: number): Promise<never> {
  finishing ??= stopAll().then(
    () => process.exit(status),
    error => fail(String(error)),
  )
  return finishing
}

async function stopAll(): Promise<void> {
  await agent.stop()
  const launched = await launching
  if (launched.kind === 'running') await launched.stop()
}

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}
