import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import type { Handle } from '../../accounts/handles-store.ts'
import type { Site } from '../../site.ts'
import { isFramed, verifiedOrNot } from './ceremony.ts'
import type { Challenged } from './challenge.ts'
import { credentialOf, type PasskeyRecord, passkeyOf } from './credential.ts'
import type { Assertion } from './reply.ts'

export type AssertionJudged =
  /** `counter` is 0 where the device counts nothing. */
  | { kind: 'right'; counter: number; backupEligible: boolean }
  /** `cloned`: the signature is right, and the counter no higher than it was before (WebAuthn §6.1.1). */
  | { kind: 'refused'; reason: 'wrong' | 'cloned' }

export type Judging = { site: Site; challenge: Challenged; handle: Handle; reply: Assertion }

/** Verifies an answer by the key of this handle: person present and verified, this site, this challenge (WebAuthn §7.2). */
export async function judgeAssertion(judging: Judging): Promise<AssertionJudged> {
  const { handle, reply, challenge } = judging
  const passkey = passkeyOf(handle)
  if (!namesHolder(reply, { passkey, challenge })) return { kind: 'refused', reason: 'wrong' }
  const verified = await verify(judging, passkey)
  if (!verified || isFramed(reply)) return { kind: 'refused', reason: 'wrong' }
  const { newCounter: counter, credentialDeviceType } = verified
  const backupEligible = credentialDeviceType === 'multiDevice'
  if (backupEligible !== passkey.backupEligible) return { kind: 'refused', reason: 'wrong' }
  if ((counter > 0 || handle.counter > 0) && counter <= handle.counter) return { kind: 'refused', reason: 'cloned' }
  return { kind: 'right', counter, backupEligible }
}

/** Who was known beforehand need not be named by the key, but never by another name (WebAuthn §7.2 step 6). */
function namesHolder(
  { response }: Assertion,
  { passkey, challenge }: { passkey: PasskeyRecord; challenge: Challenged },
) {
  if (response.userHandle) return response.userHandle === passkey.userHandle
  return challenge.credentials.length > 0
}

async function verify({ site, challenge, handle, reply }: Judging, passkey: PasskeyRecord) {
  const { userHandle, ...response } = reply.response
  const outcome = await verifiedOrNot(
    verifyAuthenticationResponse({
      response: { ...reply, response, clientExtensionResults: {} },
      expectedChallenge: challenge.challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      credential: credentialOf(handle, passkey),
      requireUserVerification: true,
    }),
  )
  return outcome?.verified ? outcome.authenticationInfo : undefined
}
