import { NATIONAL_CODE } from '@motcua/contracts/province-catalogue.ts'
import type { Kysely } from 'kysely'
import type { ConnectedProvince } from './catalogue-source.ts'
import { SUBMIT_PATH } from './paths.ts'
import { choosePlace, chosenPlace } from './place-choice.ts'
import { proceduresStore } from './procedures-store.ts'
import type { ProceduresTables } from './tables.ts'

export type WantedSubmission = { procedure: string; portal: ConnectedProvince }
type Parts = { db: Kysely<ProceduresTables>; provinces: readonly ConnectedProvince[] }

/** What somebody wants to hand in who must sign in first, read from the address they want to reach; nothing if it is not on offer. */
export async function wantedSubmission(
  { db, provinces }: Parts,
  goTo: string | undefined,
): Promise<WantedSubmission | undefined> {
  if (!goTo?.startsWith(`${SUBMIT_PATH}?`)) return undefined
  const fields = Object.fromEntries(new URLSearchParams(goTo.slice(SUBMIT_PATH.length + 1)))
  const place = chosenPlace(choosePlace(fields, 'agreed'))
  const portal = provinces.find(one => one.gsoCode === place?.province)
  const code = fields.ma ?? ''
  if (place === undefined || portal === undefined || !NATIONAL_CODE.test(code)) return undefined
  const offer = await proceduresStore(db).offer(place, code)
  return offer && { procedure: offer.name, portal }
}
