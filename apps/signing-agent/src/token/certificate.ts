import { X509Certificate } from 'node:crypto'

/** A certificate as its holder knows it. Only for showing: nothing is verified here, and nothing is decided by it. */
export type CertificateFacts = {
  name: string
  holder: 'person' | 'enterprise' | 'agency'
  /** Prefix and number, personal ones masked. */
  identifiers: string[]
  issuer: string
  validFrom: Date
  validTo: Date
}

export type Validity = 'valid' | 'expired' | 'not-yet'

const PERSONAL = /^(CCCD|CMND|HC|BHXH):/

/** What a certificate says of its holder (Thông tư 04/2019/TT-BTTTT: identifiers are UID attributes with a prefix). */
export function certificateFacts(der: Buffer): CertificateFacts {
  const certificate = new X509Certificate(der)
  const { subject, issuer } = certificate.toLegacyObject() as unknown as Record<'subject' | 'issuer', Names>
  const uids = [...all(subject.UID), ...all(subject.organizationIdentifier)]
  return {
    name: all(subject.CN)[0] ?? all(subject.O)[0] ?? '—',
    holder: holderOf(uids),
    identifiers: uids.map(masked),
    issuer: all(issuer.CN)[0] ?? all(issuer.O)[0] ?? '—',
    validFrom: new Date(certificate.validFrom),
    validTo: new Date(certificate.validTo),
  }
}

/** Whether it can be shown at all; tokens hold what anybody put there. */
export function isReadable(der: Buffer): boolean {
  try {
    const { name, validFrom, validTo } = certificateFacts(der)
    return name !== '' && [validFrom, validTo].every(date => !Number.isNaN(date.getTime()))
  } catch {
    return false
  }
}

/** Whether it is a holder's certificate and not an authority's; `der` is readable. */
export function isEndEntity(der: Buffer): boolean {
  return !new X509Certificate(der).ca
}

export function validityOf(
  { validFrom, validTo }: Pick<CertificateFacts, 'validFrom' | 'validTo'>,
  now: Date,
): Validity {
  if (now < validFrom) return 'not-yet'
  return now > validTo ? 'expired' : 'valid'
}

type Names = Record<string, string | string[] | undefined>

function all(value: string | string[] | undefined): string[] {
  return value === undefined ? [] : [value].flat().map(visible)
}

/** Text that anybody put on a token: control signs and marks of direction would steer a terminal or mislead the eye. */
export function visible(text: string): string {
  return text.replace(/\p{C}/gu, '�')
}

function holderOf(uids: string[]): CertificateFacts['holder'] {
  if (uids.some(uid => PERSONAL.test(uid) || /^\d{9}(\d{3})?$/.test(uid))) return 'person'
  if (uids.some(uid => uid.startsWith('MNS:'))) return 'agency'
  return uids.some(uid => uid.startsWith('MST:') || uid.startsWith('VATVN-')) ? 'enterprise' : 'person'
}

/** `CCCD:030090001517` as `CCCD 030••••••517`: enough to tell one's own cards apart, for whoever looks on too little. */
function masked(uid: string): string {
  const [, prefix = '', number = ''] = /^(?:([A-Z]+)[:-])?(.*)$/s.exec(uid) ?? []
  const shown = PERSONAL.test(uid) || prefix === '' ? number.replace(/(?<=.{3}).(?=.{3})/gs, '•') : number
  return prefix === '' ? shown : `${prefix} ${shown}`
}
