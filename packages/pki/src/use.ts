import type { Certificate } from './certificate.ts'

/** What a certificate must allow to be taken for an authentication. */
export type UsePolicy = {
  /** Object identifiers; one of them must stand in the extended key usage, where there is one. */
  extendedKeyUsages: readonly string[]
  /** `also-non-repudiation`: where an authority issues tokens that have nonRepudiation alone (RFC 5280 §4.2.1.3). */
  keyUsage: 'digital-signature' | 'also-non-repudiation'
}

export const ANY_EXTENDED_KEY_USAGE = '2.5.29.37.0'
export const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9'

/** What Vietnamese tokens are issued for: to sign in, mail and documents. */
export const usualUse: UsePolicy = {
  extendedKeyUsages: [
    // clientAuth
    '1.3.6.1.5.5.7.3.2',
    // emailProtection
    '1.3.6.1.5.5.7.3.4',
    // documentSigning (RFC 9336)
    '1.3.6.1.5.5.7.3.36',
    // Microsoft: smartcardLogon, documentSigning
    '1.3.6.1.4.1.311.20.2.2',
    '1.3.6.1.4.1.311.10.3.12',
    ANY_EXTENDED_KEY_USAGE,
  ],
  keyUsage: 'digital-signature',
}

/** Whether somebody may prove with it who they are: not a CA, may sign, and not only for another purpose. */
export function isForPeople({ extensions }: Certificate, policy: UsePolicy): boolean {
  const { authority, keyUsage = [], extendedKeyUsage } = extensions
  const signs =
    keyUsage.includes('digitalSignature') ||
    (policy.keyUsage === 'also-non-repudiation' && keyUsage.includes('nonRepudiation'))
  return !authority && !keyUsage.includes('keyCertSign') && signs && isAmong(extendedKeyUsage, policy)
}

/** An authority that is limited to other purposes cannot vouch for people. */
export function mayVouchForPeople({ extensions }: Certificate, policy: UsePolicy): boolean {
  return isAmong(extensions.extendedKeyUsage, policy)
}

const isAmong = (usages: string[] | undefined, { extendedKeyUsages }: UsePolicy) =>
  usages === undefined || usages.some(each => extendedKeyUsages.includes(each))
