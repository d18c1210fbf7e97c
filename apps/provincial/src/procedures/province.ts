import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { provinceIdentity } from '@motcua/contracts/province-catalogue.ts'
import { z } from 'zod'

const portalName = z.strictObject({ name: z.string().min(1), tagline: z.string().min(1), fullName: z.string().min(1) })

const provinceFile = z.strictObject({
  /** Names cookies and logs of this deployment. */
  deployment: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  province: provinceIdentity,
  /** First three digits of an ID number registered in the province: a third code system, not the GSO code. */
  idNumberPrefix: z.string().regex(/^\d{3}$/),
  portal: z.strictObject({ vi: portalName, en: portalName }),
  peoplesCommittee: z.string().min(1),
  /** The catalogue's file, from this file's folder. */
  catalogue: z.string().min(1),
})

export type Province = z.infer<typeof provinceFile>

/** What makes this deployment the portal of one province. `catalogue` comes back as an absolute path. */
export async function loadProvince(file: string): Promise<Province> {
  const province = provinceFile.parse(JSON.parse(await readFile(file, 'utf8')))
  return { ...province, catalogue: resolve(dirname(file), province.catalogue) }
}
