import type { Certificate } from './certificate.ts'

/** A signature as a mobile signature service hands it over. */
export type MobileSignature =
  /** CMS SignedData (RFC 5652) in DER. */
  | { format: 'cms'; signedData: Uint8Array }
  /** The bare value, and the certificate that the service names for the SIM, in DER. */
  | { format: 'pkcs1'; value: Uint8Array; certificate: Uint8Array }

export type VerifiedMobileSignature =
  /** The holder of its key signed this content. Whether the certificate is any good is for `chainOf`. */
  { kind: 'right'; certificate: Certificate } | { kind: 'refused'; reason: 'malformed' | 'wrong-signature' }
