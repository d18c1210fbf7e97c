import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type AgentManifest, type AgentPackage, agentManifest } from '@motcua/contracts/agent.ts'
import { z } from 'zod'

/** Of what content the packages are, and which targets could not be built of it; beside the manifest. */
const state = z.object({ inputs: z.string(), missing: z.array(z.string()) })
type State = z.infer<typeof state>

const MANIFEST = 'manifest.json'
const STATE = 'built.json'
/** What is being written; the portal offers only what the manifest names. */
const PARTIAL = '.partial'

/** What is there, where it is whole: every package of the manifest in its size. */
export function present(folder: string): { manifest: AgentManifest; state: State } | undefined {
  const read = (name: string): unknown => {
    try {
      return JSON.parse(readFileSync(join(folder, name), 'utf8'))
    } catch {
      return undefined
    }
  }
  const manifest = agentManifest.safeParse(read(MANIFEST)).data
  const found = state.safeParse(read(STATE)).data
  if (!manifest || !found || !manifest.packages.every(({ file }) => existsSync(join(folder, file)))) return undefined
  return { manifest, state: found }
}

export type Made = Pick<AgentPackage, 'file' | 'system' | 'architecture' | 'kind'> & { bytes: Uint8Array }

/** Writes one package under a name that nobody looks for yet, and says how the manifest will list it. */
export async function setAside(folder: string, { bytes, ...about }: Made): Promise<AgentPackage> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, about.file + PARTIAL), bytes)
  return { ...about, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** Puts what was set aside in its place, then the manifest that names it, and removes what no manifest names any more. */
export async function publish(folder: string, manifest: AgentManifest, built: State): Promise<void> {
  for (const { file } of manifest.packages) await rename(join(folder, file + PARTIAL), join(folder, file))
  await replace(folder, STATE, built)
  await replace(folder, MANIFEST, agentManifest.parse(manifest))
  const kept = [MANIFEST, STATE, ...manifest.packages.map(({ file }) => file)]
  removeFrom(folder, name => name.startsWith('motcua-agent') && !kept.includes(name))
}

/** What an earlier build left that was ended before it was done. */
export const clearPartial = (folder: string) => removeFrom(folder, name => name.endsWith(PARTIAL))

async function replace(folder: string, name: string, content: object): Promise<void> {
  await writeFile(join(folder, name + PARTIAL), `${JSON.stringify(content, null, 2)}\n`)
  await rename(join(folder, name + PARTIAL), join(folder, name))
}

function removeFrom(folder: string, which: (name: string) => boolean): void {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder).filter(which)) rmSync(join(folder, name), { force: true })
}
