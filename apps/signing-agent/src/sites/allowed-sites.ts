import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Random } from '@motcua/kit/random.ts'
import { z } from 'zod'
import { siteOf } from './site.ts'

const allowedSite = z.object({
  origin: z.string().refine(origin => siteOf(origin) !== undefined),
  allowedAt: z.iso.datetime(),
})
export type AllowedSite = z.infer<typeof allowedSite>
const sitesFile = z.object({ version: z.literal(1), sites: z.array(allowedSite).max(1_000) })

export type AllowedSites = {
  list(): Promise<AllowedSite[]>
  isAllowed(origin: string): Promise<boolean>
  allow(origin: string): Promise<void>
  /** False where it was not allowed. */
  forget(origin: string): Promise<boolean>
}

/**
 * The sites whose requests the person has let in, in `sites.json`. It is read anew each time, so that what is forgotten
 * on the command line is forgotten by an agent that runs; a file that cannot be read allows nobody.
 */
export function allowedSites(folder: string, { clock, random }: { clock: () => Date; random: Random }): AllowedSites {
  const path = join(folder, 'sites.json')

  async function list(): Promise<AllowedSite[]> {
    try {
      const read = sitesFile.safeParse(JSON.parse(await readFile(path, 'utf8')))
      return read.success ? read.data.sites : []
    } catch {
      return []
    }
  }

  /** In one step, so that a crash leaves the old list or the new one. */
  async function save(sites: AllowedSite[]): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const fresh = `${path}.${random(6).toString('hex')}`
    try {
      await writeFile(fresh, `${JSON.stringify({ version: 1, sites }, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
      await rename(fresh, path)
    } catch (error) {
      await rm(fresh, { force: true })
      throw error
    }
  }

  return {
    list,
    isAllowed: async origin => (await list()).some(site => site.origin === origin),
    async allow(origin) {
      const sites = (await list()).filter(site => site.origin !== origin)
      await save([...sites, { origin, allowedAt: clock().toISOString() }])
    },
    async forget(origin) {
      const sites = await list()
      const left = sites.filter(site => site.origin !== origin)
      if (left.length < sites.length) await save(left)
      return left.length < sites.length
    },
  }
}
