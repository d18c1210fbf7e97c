import type { TokenCertificate } from '../pki/token-certificate.ts'

/** How a persona's signing SIM, and the phone it is in, depart from the ordinary ones of their operator. */
export type SimCard = {
  /** What differs on its certificate. */
  certificate?: Partial<TokenCertificate>
  /** Blocked by too many wrong PINs, from the start. */
  pin?: 'blocked'
  /** Switched off, from the start. */
  phone?: 'off'
  /** Put in in place of an earlier one, whose certificate is withdrawn. */
  replaced?: true
}
