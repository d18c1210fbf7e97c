import { verifyRegistrationResponse } from '@simplewebauthn/server'
import { COSEALG, decodeAttestationObject, isoBase64URL } from '@simplewebauthn/server/helpers'
import type { Site } from '../../site.ts'
import type { Challenge } from '../../steps/challenge.ts'
import { isFramed, verifiedOrNot } from './ceremony.ts'
import type { PasskeyRecord } from './credential.ts'
import type { Creation } from './reply.ts'

/** ES256, EdDSA and RS256, which all devices know between them (RFC 9053, RFC 8812). */
export const ALGORITHMS: number[] = [COSEALG.ES256, COSEALG.EdDSA, COSEALG.RS256]

export type CreationJudged =
  | { kind: 'right'; id: string; counter: number; made: Omit<PasskeyRecord, 'name' | 'userHandle'> }
  | { kind: 'refused' }

export type Judging = { site: Site; challenge: Challenge; reply: Creation }

/** Verifies that a key was made for this site and challenge, person present and verified (WebAuthn §7.1). */
export async function judgeCreation({ site, challenge, reply }: Judging): Promise<CreationJudged> {
  if (!(await verifiedOrNot(attestsNothing(reply)))) return { kind: 'refused' }
  const outcome = await verifiedOrNot(
    verifyRegistrationResponse({
      response: { ...reply, clientExtensionResults: {} },
      expectedChallenge: challenge.challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    }),
  )
  if (!outcome?.verified || isFramed(reply)) return { kind: 'refused' }
  const { credential, aaguid, credentialDeviceType } = outcome.registrationInfo
  if (credential.id !== reply.id) return { kind: 'refused' }
  return {
    ...{ kind: 'right', id: credential.id, counter: credential.counter },
    made: {
      ...{ aaguid, backupEligible: credentialDeviceType === 'multiDevice' },
      ...{ publicKey: isoBase64URL.fromBuffer(credential.publicKey), transports: reply.response.transports },
    },
  }
}

/**
 * We ask for no attestation; browsers then leave at most one by the key itself (WebAuthn §5.1.3). One by a certificate
 * is refused unread: the library would fetch revocation lists from where it says before it knows whose it is.
 */
async function attestsNothing({ response }: Creation): Promise<boolean> {
  const attestation = decodeAttestationObject(isoBase64URL.toBuffer(response.attestationObject))
  const format = attestation.get('fmt')
  return format === 'none' || (format === 'packed' && attestation.get('attStmt').get('x5c') === undefined)
}
