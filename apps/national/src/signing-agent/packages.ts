import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type AgentManifest, type AgentPackage, agentManifest } from '@motcua/contracts/agent.ts'

const MANIFEST = 'manifest.json'

/**
 * What the folder's manifest names and is there in the size it says; undefined where no folder is given, or its manifest
 * is missing, being written, or not by the contract.
 */
export async function packagesIn(folder: string | undefined): Promise<AgentManifest | undefined> {
  if (folder === undefined) return undefined
  const manifest = await read(join(folder, MANIFEST))
  if (!manifest) return undefined
  const isThere = await Promise.all(manifest.packages.map(each => isWhole(folder, each)))
  const packages = manifest.packages.filter((_, index) => isThere[index])
  return packages.length > 0 ? { ...manifest, packages } : undefined
}

async function read(path: string): Promise<AgentManifest | undefined> {
  try {
    return agentManifest.safeParse(JSON.parse(await readFile(path, 'utf8'))).data
  } catch {
    return undefined
  }
}

async function isWhole(folder: string, { file, bytes }: AgentPackage): Promise<boolean> {
  try {
    return (await stat(join(folder, file))).size === bytes
  } catch {
    return false
  }
}
