import type { Session } from '@motcua/sign-in/session/sessions.ts'
import type { IdentityAssuranceLevel } from '../accounts/account.ts'

/** Level of assurance of a session, as `acr`: how well the person is known and how they signed in, together. */
export type LevelOfAssurance = 'LoA1' | 'LoA2' | 'LoA3'

export const levelsOfAssurance: LevelOfAssurance[] = ['LoA1', 'LoA2', 'LoA3']

/**
 * LoA2: IAL 2 and two factors. LoA3: IAL 3 and a certificate in this session (product rules, Accounts), whose key is in
 * a token or SIM: `sc`, a smart card (RFC 8176 §2), which knows no value for certificates.
 */
export function levelOfAssurance(ial: IdentityAssuranceLevel, { methods }: Pick<Session, 'methods'>): LevelOfAssurance {
  if (ial === 3 && methods.includes('sc')) return 'LoA3'
  return ial >= 2 && hasTwoFactors(methods) ? 'LoA2' : 'LoA1'
}

/** `mfa`: two in one proof, such as a passkey, or checked by somebody else, such as an identity provider (RFC 8176 §2). */
function hasTwoFactors(methods: Session['methods']): boolean {
  const factors = new Set(methods.map(method => (KNOWN.includes(method) ? 'knowledge' : 'possession')))
  return methods.includes('mfa') || factors.size >= 2
}

/** What only its holder knows. */
const KNOWN = ['pwd', 'pin']
