import { type Branded, ok, type Parsed, refused } from './parsed.ts'

/** A mail address with its domain in lower case. */
export type EmailAddress = Branded<'EmailAddress'>

/** RFC 5321 §4.5.3.1: 64 octets before the @, 254 in all (a path of 256 has two angle brackets). */
const LONGEST = 254
const LONGEST_LOCAL = 64
/** Invisible marks that come along with a copied address. */
const INVISIBLE = /\p{Cf}/gu
const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
const TOP = /^(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/

/**
 * Reads a mail address as people have them: a dot-atom, `@`, a domain of at least two labels. The part before the @
 * keeps its case (RFC 5321 §2.4). Quoted local parts, address literals and non-ASCII are refused as `malformed`.
 */
export function parseEmail(text: string): Parsed<EmailAddress, 'empty' | 'too-long' | 'malformed'> {
  if (text.length > LONGEST * 4) return refused('too-long')
  const address = text.replace(INVISIBLE, '').trim()
  if (address === '') return refused('empty')
  if (address.length > LONGEST) return refused('too-long')
  const at = address.lastIndexOf('@')
  const local = address.slice(0, at)
  const domain = address.slice(at + 1).toLowerCase()
  const fits = at > 0 && local.length <= LONGEST_LOCAL && LOCAL.test(local) && isDomain(domain)
  return fits ? ok(`${local}@${domain}` as EmailAddress) : refused('malformed')
}

/** For screens that others may see: the first character and the domain, `n***@vidu.vn`. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf('@')
  return at < 1 ? '***' : `${address.slice(0, 1)}***${address.slice(at)}`
}

/** Domains compare without case and people type it either way; `İ` and the like do not survive `LABEL`. */
function isDomain(domain: string): boolean {
  const labels = domain.split('.')
  return labels.length > 1 && labels.every(label => LABEL.test(label)) && TOP.test(labels.at(-1) ?? '')
}
