import type { Session } from '@motcua/sign-in/session/sessions.ts'
import type { IdentityAssuranceLevel } from '../accounts/account.ts'

/** Level of assurance of a session, as `acr`: how well the person is known and how they signed in, together. */
export type LevelOfAssurance = 'LoA1' | 'LoA2' | 'LoA3'

export const levelsOfAssurance: LevelOfAssurance[] = ['LoA1', 'LoA2', 'LoA3']

/** LoA2: IAL 2 and two factors. LoA3: IAL 3 and a certificate in this session (product rules, Accounts). */
export function levelOfAssurance(ial: IdentityAssuranceLevel, { methods }: Pick<Session, 'methods'>): LevelOfAssurance {
  if (ial === 3 && methods.includes('cert')) return 'LoA3'
  const factors = new Set(methods.map(method => (method === 'pwd' ? 'knowledge' : 'possession')))
  return ial >= 2 && factors.size >= 2 ? 'LoA2' : 'LoA1'
}
