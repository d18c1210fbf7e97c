import manifest from '../package.json' with { type: 'json' }

/** Sites ask for at least some version (contracts/agent.ts), and packages are named by it. */
export const AGENT_VERSION = manifest.version
