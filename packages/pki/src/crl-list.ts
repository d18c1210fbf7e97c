import { fromBER, GeneralizedTime, UTCTime } from 'asn1js'
import { Extension } from 'pkijs'
import { contentOf, type Element, elementAt, partsOf, TAG, wholeOf } from './der.ts'
import { readSigned, type Signed } from './signed.ts'

/** A list of revoked certificates; nothing in it is true before its signature is. */
export type CrlList = {
  signed: Signed
  /** As encoded. */
  issuer: Uint8Array
  thisUpdate: Date
  nextUpdate: Date | undefined
  extensions: Extension[]
  /** Each once through the list, in its order. */
  entries: Element[]
}

export type CrlEntry = { serial: Uint8Array; since: Date; extensions: Extension[] }

/** Above the lists of the largest authorities, in bytes. */
const LARGEST = 32 * 1024 * 1024

/**
 * Reads CertificateList (RFC 5280 §5.1). The entries are only found here: a parser that builds an object for each part
 * takes seconds for a list of a hundred thousand, and refuses the larger ones. @throws as parsers do.
 */
export function readCrlList(bytes: Uint8Array): CrlList | undefined {
  const signed = bytes.length > LARGEST ? undefined : readSigned(bytes)
  if (!signed || signed.rest.length > 0) return undefined
  const list = signed.bytes
  const parts = partsOf(list, elementAt(list, 0))
  const next = (...tags: number[]) => (parts[0] && tags.includes(parts[0].tag) ? parts.shift() : undefined)
  // Absent in the first version, which has no extensions (§5.1.2.1).
  next(TAG.integer)
  const [algorithm, issuer, thisUpdate] = parts.splice(0, 3)
  const nextUpdate = next(TAG.utcTime, TAG.generalizedTime)
  const revoked = next(TAG.sequence)
  const extensions = next(TAG.field0)
  if (!algorithm || !issuer || !thisUpdate || parts.length > 0 || !isSaidOutside(signed, wholeOf(list, algorithm)))
    return undefined
  return {
    ...{ signed, issuer: wholeOf(list, issuer) },
    thisUpdate: timeOf(wholeOf(list, thisUpdate)),
    nextUpdate: nextUpdate && timeOf(wholeOf(list, nextUpdate)),
    extensions: extensions ? extensionsIn(list, partsOf(list, extensions, TAG.field0)[0]) : [],
    entries: revoked ? partsOf(list, revoked) : [],
  }
}

/** `SEQUENCE { serial, time, extensions OPTIONAL }`. @throws as parsers do. */
export function readCrlEntry(list: Uint8Array, entry: Element): CrlEntry | undefined {
  const [serial, time, extensions, ...more] = partsOf(list, entry)
  if (serial?.tag !== TAG.integer || !time || more.length > 0) return undefined
  return {
    serial: contentOf(list, serial),
    since: timeOf(wholeOf(list, time)),
    extensions: extensions ? extensionsIn(list, extensions) : [],
  }
}

/** Whether an entry is about a serial number, without reading the rest of it. */
export function isEntryOf(list: Uint8Array, { entry, serial }: { entry: Element; serial: Buffer }): boolean {
  const number = elementAt(list, entry.content, entry.end)
  return number?.tag === TAG.integer && serial.equals(contentOf(list, number))
}

/** The algorithm within what is signed must be the one outside (§5.1.1.2). */
function isSaidOutside({ algorithm }: Signed, within: Uint8Array): boolean {
  return Buffer.from(algorithm.toSchema().toBER()).equals(within)
}

function extensionsIn(bytes: Uint8Array, list: Element | undefined): Extension[] {
  return partsOf(bytes, list).map(each => Extension.fromBER(wholeOf(bytes, each).slice()))
}

function timeOf(bytes: Uint8Array): Date {
  const { result } = fromBER(bytes.slice())
  // A date that is none is neither past nor future, and so never holds.
  return result instanceof UTCTime || result instanceof GeneralizedTime ? result.toDate() : new Date(Number.NaN)
}
