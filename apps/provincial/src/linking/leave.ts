import { after } from '@motcua/kit/clock.ts'
import { z } from 'zod'
import type { Parts } from '../parts.ts'
import { requestsStore } from './requests-store.ts'
import { secretHash } from './ticket.ts'

/** What is remembered of a visitor who left to sign in at the national portal. */
export const leaving = z.object({ state: z.string(), nonce: z.string(), codeVerifier: z.string(), goTo: z.string() })
export type Leaving = z.infer<typeof leaving>

/** Registering there takes its time; the code itself lives a minute. */
const LIFE_SECONDS = 60 * 60

export const requestPlace = (stateHash: Buffer) => `sso_requests:${stateHash.toString('base64url')}`

/** Sends a visitor to the national portal, remembering where they wanted to be. State, nonce and verifier stay here. */
export async function leaveForNational(
  parts: Pick<Parts, 'db' | 'sealer' | 'clock' | 'national'>,
  { browser, goTo }: { browser: Buffer; goTo: string },
): Promise<{ kind: 'leave'; url: string } | { kind: 'unavailable' }> {
  const begun = await parts.national.begin()
  if (begun.kind === 'unavailable') return begun
  const stateHash = secretHash(begun.secrets.state)
  const kept: Leaving = { ...begun.secrets, goTo }
  await requestsStore(parts.db).keep(stateHash, {
    browser,
    sealed: parts.sealer.seal(JSON.stringify(kept), requestPlace(stateHash)),
    expiresAt: after(parts.clock(), LIFE_SECONDS),
  })
  return { kind: 'leave', url: begun.url }
}
