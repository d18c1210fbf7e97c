import { AGENT_PORTS } from '@motcua/contracts/agent.ts'
import type { Random } from '@motcua/kit/random.ts'
import { type Listening, listen } from './agent-http.ts'
import type { AgentConfig } from './config.ts'
import { agentWindows } from './exchange/windows.ts'
import { allowedSites } from './sites/allowed-sites.ts'
import { pkcs11Source } from './token/pkcs11.ts'
import { pkcs12Source } from './token/pkcs12.ts'
import { allTokens, type Tokens } from './token/tokens.ts'

export type Around = {
  clock: () => Date
  random: Random
  koffi: boolean
  /** Starts a process that holds a PKCS#11 library, whose path is added. */
  holdLibrary: readonly [string, ...string[]]
}

/** Everything that a configuration lets the agent sign with. */
export function openTokens({ modules, files }: Pick<AgentConfig, 'modules' | 'files'>, around: Around): Tokens {
  const { clock, koffi, holdLibrary } = around
  const libraries = koffi ? modules : []
  return allTokens([
    ...libraries.map(path => pkcs11Source({ path, command: holdLibrary, now: () => clock().getTime() })),
    ...files.map(path => pkcs12Source(path, clock)),
  ])
}

export type Started =
  | Exclude<Listening, { kind: 'listening' }>
  | { kind: 'started'; port: number; close(): Promise<void> }

/** Starts an agent on the port asked for, or on the first free one of those that sites try. */
export async function startAgent(config: AgentConfig, tokens: Tokens, around: Around): Promise<Started> {
  const { clock, random, koffi } = around
  const answers = {
    ...{ tokens, koffi, offering: { clock, offersExpired: config.offersExpired } },
    ...{ sites: allowedSites(config.dataFolder, around), windows: agentWindows({ clock, random }) },
  }
  let last: Listening = { kind: 'taken' }
  for (const port of config.port === undefined ? AGENT_PORTS : [config.port]) {
    last = await listen(port, answers)
    if (last.kind !== 'taken') break
  }
  if (last.kind !== 'listening') return last
  const { port, close } = last
  return { kind: 'started', port, close: async () => void (await Promise.all([close(), tokens.close()])) }
}
