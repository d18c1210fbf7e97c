import { type MssStatus, mssStatuses } from '@motcua/contracts/mobile-signature.ts'
import type { SimFailure } from './sim-signing.ts'

/** `outstanding`: the person has not answered yet, or the request was taken. `signed`: if a signature comes with it. */
export type MssOutcome = 'outstanding' | 'signed' | SimFailure['kind']

/** What each status of TS 102 204 §14 means to whoever waits at the page. */
const OUTCOMES: Record<MssStatus, MssOutcome> = {
  100: 'outstanding',
  // Our request, or what was agreed with the operator, is at fault.
  101: 'refused',
  102: 'refused',
  103: 'refused',
  104: 'refused',
  105: 'no-such-sim',
  106: 'refused',
  107: 'refused',
  108: 'refused',
  109: 'refused',
  208: 'timed-out',
  209: 'unreachable',
  400: 'outstanding',
  401: 'declined',
  402: 'pin-blocked',
  403: 'pin-blocked',
  404: 'no-such-sim',
  405: 'refused',
  406: 'busy',
  407: 'no-such-sim',
  422: 'no-such-sim',
  // The service could not find out; that is no word against the certificate.
  423: 'unavailable',
  424: 'unavailable',
  425: 'bad-certificate',
  500: 'signed',
  501: 'bad-certificate',
  502: 'signed',
  503: 'bad-certificate',
  504: 'outstanding',
  600: 'refused',
  900: 'unavailable',
}

/** The outcome of a status; a code that the standard does not have says nothing that one could rely on. */
export function outcomeOf(status: number): MssOutcome {
  return isKnown(status) ? OUTCOMES[status] : 'unavailable'
}

/** For the log: `401 USER_CANCEL`. */
export function nameOf(status: number): string {
  return isKnown(status) ? `${status} ${mssStatuses[status]}` : String(status)
}

const isKnown = (status: number): status is MssStatus => Object.hasOwn(mssStatuses, status)
