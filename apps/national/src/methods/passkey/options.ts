import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server'
import type { Site } from '../../site.ts'
import { millisecondsLeft } from '../../steps/challenge.ts'
import type { Challenged, EnrollingPasskey } from './challenge.ts'
import { ALGORITHMS } from './creation.ts'
import type { Descriptor } from './credential.ts'

export type Shown<Pending> = { pending: Pending; site: Site; now: Date }

/** What the browser is asked for: an answer by one of these keys, the person verified (WebAuthn §5.5). */
export function requestOptions({ pending, site, now }: Shown<Challenged>) {
  return {
    ...{ challenge: pending.challenge, rpId: site.rpId, userVerification: 'required' },
    ...{ timeout: millisecondsLeft(pending, now), allowCredentials: descriptors(pending.credentials) },
  } satisfies PublicKeyCredentialRequestOptionsJSON
}

/** What the browser is asked to make: a key that the device finds by itself, unless it has one already (WebAuthn §5.4). */
export function creationOptions({ pending, site, now }: Shown<EnrollingPasskey>) {
  const { handle, name } = pending.user
  return {
    rp: { id: site.rpId, name: site.name },
    user: { id: handle, name, displayName: name },
    challenge: pending.challenge,
    pubKeyCredParams: ALGORITHMS.map(alg => ({ type: 'public-key' as const, alg })),
    timeout: millisecondsLeft(pending, now),
    excludeCredentials: descriptors(pending.credentials),
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    attestation: 'none',
  } satisfies PublicKeyCredentialCreationOptionsJSON
}

function descriptors(credentials: Descriptor[]) {
  return credentials.map(({ id, transports }) => ({ type: 'public-key' as const, id, transports }))
}
