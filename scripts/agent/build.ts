import { readFileSync } from 'node:fs'
import type { AgentManifest, AgentPackage } from '@motcua/contracts/agent.ts'
import type { Entry } from './archives.ts'
import { bundleAgent } from './bundle.ts'
import { isCurrent } from './current.ts'
import { hashOfInputs } from './inputs.ts'
import { debianPackage, tarball } from './linux.ts'
import { macosZip } from './macos.ts'
import { takeTurn } from './one-at-a-time.ts'
import { clearPartial, type Made, publish, setAside } from './output.ts'
import { assemble } from './program.ts'
import { registryPackages } from './registry-packages.ts'
import { nameOf, type Target, targets } from './targets.ts'
import { windowsZip } from './windows.ts'

export type BuildOptions = {
  /** Where the packages go. */
  folder: string
  /** Where fetched runtimes stay, so that the next build needs no network. */
  cache: string
  /** Of the targets, those to build. */
  wanted: Target[]
  print: (line: string) => void
  signal: AbortSignal
}

export type Missing = { target: string; because: string }

export type Built =
  | { kind: 'built'; manifest: AgentManifest; missing: Missing[] }
  | { kind: 'current'; manifest: AgentManifest }
  | { kind: 'taken'; pid: number }

export function agentVersion(): string {
  return JSON.parse(readFileSync('apps/signing-agent/package.json', 'utf8')).version
}

/**
 * Builds what is wanted, one target after another, and publishes all at once. A target whose parts cannot be had is
 * left out and told. Ended by the signal it throws at once, leaving what was published before: who asked must then end
 * the process, since what compresses cannot be stopped.
 */
export async function buildAgentPackages(options: BuildOptions): Promise<Built> {
  const current = isCurrent(options.folder, options.wanted)
  if (current) return { kind: 'current', manifest: current }
  const turn = takeTurn(options.cache)
  if (turn.kind === 'taken') return turn
  try {
    clearPartial(options.folder)
    return await Promise.race([buildAll(options), aborted(options.signal)])
  } finally {
    clearPartial(options.folder)
    turn.giveBack()
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
}

async function buildAll({ folder, cache, wanted, print, signal }: BuildOptions): Promise<Built> {
  const inputs = hashOfInputs()
  const version = agentVersion()
  const bundle = await bundleAgent()
  const obtain = registryPackages({ cache, signal })
  const packages: AgentPackage[] = []
  const missing: Missing[] = []
  for (const target of wanted) {
    const assembled = await assemble(target, bundle, obtain)
    if (assembled.kind === 'unobtainable') {
      missing.push({ target: nameOf(target), because: assembled.because })
      continue
    }
    for (const kind of target.kinds) {
      const made = await pack(kind, target, { entries: assembled.entries, version })
      signal.throwIfAborted()
      packages.push(await setAside(folder, made))
      print(`${made.file} (${Math.round(made.bytes.length / 1e6)} MB)`)
    }
  }
  signal.throwIfAborted()
  const unbuilt = targets()
    .map(nameOf)
    .filter(name => !packages.some(each => nameOf(each) === name))
  await publish(folder, { version, packages }, { inputs, missing: unbuilt })
  return { kind: 'built', manifest: { version, packages }, missing }
}

async function pack(
  kind: AgentPackage['kind'],
  target: Target,
  made: { entries: Entry[]; version: string },
): Promise<Made> {
  const { system, architecture } = target
  return { system, architecture, kind, ...(await archive(kind, target, made)) }
}

function archive(
  kind: AgentPackage['kind'],
  { system, architecture }: Target,
  made: { entries: Entry[]; version: string },
) {
  switch (kind) {
    case 'deb':
      return debianPackage({ ...made, architecture })
    case 'tar.gz':
      return tarball({ ...made, architecture })
    case 'zip':
      return system === 'windows' ? windowsZip(made) : macosZip({ ...made, architecture })
  }
}
