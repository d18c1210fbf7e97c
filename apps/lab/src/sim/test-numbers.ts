import { type MssStatus, mssStatuses, statusOfTestNumber } from '@motcua/contracts/mobile-signature.ts'

/**
 * How a test number ends: `refused` at once, or `later`, as the status of its transaction, `signed` where that comes with
 * a signature.
 */
export type Scripted = { kind: 'refused' | 'later' | 'signed'; status: MssStatus }

/** What a service finds out before it asks any phone (TS 102 204 §14). */
const AT_ONCE: readonly MssStatus[] = [101, 102, 103, 104, 105, 106, 107, 108, 109, 404, 405, 406, 407, 422, 600, 900]
/** Those with a signature; that of 503 is wrong. */
const SIGNED: readonly MssStatus[] = [500, 502, 503]

/** Undefined for every number that is no test number, or stands for a status that there is not. */
export function scriptedFor(phone: string): Scripted | undefined {
  const status = statusOfTestNumber(phone)
  if (status === undefined || !isStatus(status)) return undefined
  if (AT_ONCE.includes(status)) return { kind: 'refused', status }
  return { kind: SIGNED.includes(status) ? 'signed' : 'later', status }
}

/** Which operator serves a test number: even ones VinaPhone, odd ones Viettel. */
export function testNumberOperator(phone: string): 'vinaphone' | 'viettel' | undefined {
  const status = statusOfTestNumber(phone)
  if (status === undefined) return undefined
  return status % 2 === 0 ? 'vinaphone' : 'viettel'
}

function isStatus(status: number): status is MssStatus {
  return status in mssStatuses
}
