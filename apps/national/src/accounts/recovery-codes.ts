import type { Random } from '@motcua/kit/random.ts'
import type { Transaction } from 'kysely'
import type { NationalTables } from '../db/tables.ts'
import type { Parts } from '../parts.ts'
import { type Handle, handlesStore } from './handles-store.ts'
import { readableCode } from './readable-code.ts'

/** The method whose handles the codes are. */
export const RECOVERY_CODE = 'recovery-code'

const CODES = 10

/**
 * Eight of 32 characters: 40 bits, twice what NIST SP 800-63B-4 §3.1.2 asks of look-up secrets. Without 0 O, 1 I: they
 * are written down and typed again, perhaps years later.
 */
const { draw, parse } = readableCode({ alphabet: '23456789ABCDEFGHJKLMNPQRSTUVWXYZ', length: 8 })

export const parseRecoveryCode = parse

/** Ten codes, each good once, for whoever loses the device that an authenticator app or passkey lives in. */
export function drawRecoveryCodes(random: Random): string[] {
  const codes = new Set<string>()
  while (codes.size < CODES) codes.add(draw(random))
  return [...codes]
}

/** As people are shown it: `4KQ7-M2XP`. */
export function shownRecoveryCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** Whether recovery codes stand in for any of these handles. */
export function wantsRecoveryCodes({ methods }: Pick<Parts, 'methods'>, handles: Pick<Handle, 'method'>[]): boolean {
  return methods.some(({ id, standIn }) => standIn === 'recovery-codes' && handles.some(({ method }) => method === id))
}

type CodeParts = Pick<Parts, 'sealer' | 'index' | 'random' | 'clock'>

/** Puts these codes in the place of all that the account has, which are returned. */
export async function replaceRecoveryCodes(
  parts: CodeParts,
  tx: Transaction<NationalTables>,
  { accountId, codes }: { accountId: string; codes: string[] },
): Promise<string[]> {
  const handles = handlesStore(tx, parts)
  await handles.hold(accountId)
  const before = await handles.list(accountId, RECOVERY_CODE)
  for (const { id } of before) await handles.remove(accountId, id)
  const createdAt = parts.clock()
  for (const value of codes) await handles.add(parts.random, { accountId, method: RECOVERY_CODE, value, createdAt })
  return before.map(({ value }) => value)
}
