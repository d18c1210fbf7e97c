import type { IssuingId } from './authorities.ts'
import type { Purpose } from './extensions.ts'
import type { KeyKind } from './keys.ts'
import type { Letters, Name } from './names.ts'

/**
 * What the responder does in place of answering as it should. `slow`: the true answer, late; the others cannot be
 * believed, or never come.
 */
export type OcspTrouble = 'other-certificate' | 'stale' | 'unsigned' | 'stranger' | 'unknown' | 'slow' | 'down'
export type ListTrouble = 'expired' | 'down'

/** The certificate on a persona's USB token or SIM, as far as it departs from the ordinary one of its issuer. */
export type TokenCertificate = {
  by: IssuingId
  /** P-256 without a word. */
  key?: KeyKind
  /** The UID attributes, `CCCD:030190004517`, in place of those the persona's numbers give. */
  uid?: readonly string[]
  /** The rest of the subject, in place of the persona's own. */
  name?: Name
  letters?: Letters
  validity?: 'expired' | 'not-yet-valid'
  /** Extended key usage; `none`: without any, as on many tokens in circulation. */
  purposes?: readonly Purpose[] | 'none'
  /**
   * `self-signed`: the holder is their own authority; `forged`: names its issuer rightly, but somebody else signed;
   * `wrong-key`: the token holds another key than the certificate's.
   */
  flaw?: 'self-signed' | 'forged' | 'wrong-key'
  status?: 'revoked' | 'suspended'
  ocsp?: OcspTrouble
  list?: ListTrouble
}
