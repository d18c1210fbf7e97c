import { AGENT_PROTOCOL } from '@motcua/contracts/agent.ts'
import type { AgentConfig } from '../config.ts'
import { AGENT_VERSION } from '../version.ts'

/** What an agent is and where it looks; nothing of what it finds there. */
export type Status = {
  version: string
  protocol: string
  libraries: string[]
  files: string[]
  /** Why tokens cannot be reached, where they cannot. */
  pkcs11: 'ready' | 'no-koffi' | 'no-library'
  dataFolder: string
}

export function status(config: AgentConfig, { koffi }: { koffi: boolean }): Status {
  return {
    ...{ version: AGENT_VERSION, protocol: AGENT_PROTOCOL },
    ...{ libraries: config.modules, files: config.files, dataFolder: config.dataFolder },
    pkcs11: koffi ? (config.modules.length > 0 ? 'ready' : 'no-library') : 'no-koffi',
  }
}
