import { createHash } from 'node:crypto'
import type { Account } from '../accounts/account.ts'
import { claimsOf } from './claims.ts'
import type { Consent } from './consents-store.ts'
import { messages } from './messages.ts'
import type { RelyingParty } from './relying-parties.ts'

const VERSION = '1'

/**
 * What a person agrees to before anything is released: this text, for this relying party, for these claims (Law on
 * Personal Data Protection 91/2025/QH15, Article 9). The hash changes with any of them, and then they are asked again.
 */
export function consentFor(account: Account, party: RelyingParty): Consent {
  const claims = Object.keys(claimsOf(account)).sort()
  const text = [VERSION, messages.vi['consent.title'], messages.vi['consent.lead'], party.name, ...claims]
  return {
    accountId: account.id,
    clientId: party.clientId,
    textVersion: VERSION,
    textHash: createHash('sha256').update(JSON.stringify(text)).digest('hex'),
    claims,
  }
}
