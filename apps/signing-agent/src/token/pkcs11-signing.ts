import { signedBytes } from '@motcua/contracts/authentication-token.ts'
import { CKA, CKF, CKO, CKR, CKU, type Cryptoki, CryptokiError } from './cryptoki.ts'
import { signingKeyOf } from './key-algorithm.ts'
import { mechanismFor } from './key-mechanism.ts'
import { inSession, quietly, type SlotOffer, slotOffers, triesOf } from './pkcs11-offers.ts'
import type { Signed, Signing } from './token.ts'

/** Longer than the signature of a 16 384-bit RSA key. */
const MOST_SIGNATURE_BYTES = 4_096

/** Signs with the token that holds the offer now. Whatever the token does is told as an outcome. */
export function signOnToken(cryptoki: Cryptoki, signing: Signing): Signed {
  try {
    const offer = slotOffers(cryptoki).find(({ id }) => id === signing.id)
    return offer ? signIn(cryptoki, offer, signing) : { kind: 'removed' }
  } catch (error) {
    if (error instanceof CryptokiError) return troubleOf(cryptoki, error, signing)
    throw error
  }
}

function signIn(cryptoki: Cryptoki, offer: SlotOffer, { challenge, pin }: Signing): Signed {
  const key = signingKeyOf(offer.certificate)
  const way = key && mechanismFor(key, cryptoki.mechanisms(offer.slot))
  if (!way) return { kind: 'failed', because: 'unsupported-key' }
  return inSession(cryptoki, offer.slot, session => {
    const refused = logIn(cryptoki, { session, offer, pin })
    if (refused) return refused
    try {
      const privateKey = cryptoki.find(session, [
        { type: CKA.CLASS, value: CKO.PRIVATE_KEY },
        { type: CKA.ID, value: offer.keyId },
      ])[0]
      if (privateKey === undefined) return { kind: 'failed', because: 'no-key' }
      const each = cryptoki.attribute(session, privateKey, CKA.ALWAYS_AUTHENTICATE)?.[0] === 1
      const signature = cryptoki.sign(session, {
        ...{ mechanism: way.mechanism, key: privateKey, mostBytes: MOST_SIGNATURE_BYTES },
        data: way.input(signedBytes(challenge, way.algorithm)),
        beforeSigning: each ? () => cryptoki.login(session, CKU.CONTEXT_SPECIFIC, pin) : undefined,
      })
      return { kind: 'signed', certificate: offer.certificate, algorithm: way.algorithm, signature }
    } finally {
      quietly(() => cryptoki.logout(session))
    }
  })
}

type LogIn = { session: number; offer: SlotOffer; pin: Buffer | undefined }

/** A session that is logged in already is not used so: the PIN that was typed must be the right one. */
function logIn(cryptoki: Cryptoki, asked: LogIn): Signed | undefined {
  const { session, offer, pin } = asked
  if ((cryptoki.tokenInfo(offer.slot).flags & CKF.LOGIN_REQUIRED) === 0) return undefined
  try {
    cryptoki.login(session, CKU.USER, pin)
    return undefined
  } catch (error) {
    if (!(error instanceof CryptokiError)) throw error
    if (error.code === CKR.PIN_INCORRECT) return wrongPin(cryptoki, offer.slot)
    if (error.code !== CKR.USER_ALREADY_LOGGED_IN) throw error
    cryptoki.logout(session)
    return logIn(cryptoki, asked)
  }
}

function wrongPin(cryptoki: Cryptoki, slot: number): Signed {
  const tries = triesOf(cryptoki.tokenInfo(slot))
  return tries.kind === 'blocked' ? { kind: 'pin-blocked' } : { kind: 'wrong-pin', tries }
}

/** What a library says when the token is no longer there; each library has its own favourite. */
const GONE: number[] = [
  ...[CKR.DEVICE_REMOVED, CKR.TOKEN_NOT_PRESENT, CKR.TOKEN_NOT_RECOGNIZED, CKR.SLOT_ID_INVALID],
  ...[CKR.SESSION_HANDLE_INVALID, CKR.SESSION_CLOSED, CKR.OBJECT_HANDLE_INVALID, CKR.KEY_HANDLE_INVALID],
]

function troubleOf(cryptoki: Cryptoki, error: CryptokiError, { id }: Signing): Signed {
  switch (error.code) {
    case CKR.PIN_LOCKED:
      return { kind: 'pin-blocked' }
    case CKR.PIN_INCORRECT:
    case CKR.PIN_INVALID:
    case CKR.PIN_LEN_RANGE:
      return { kind: 'wrong-pin', tries: { kind: 'ample' } }
    case CKR.FUNCTION_CANCELED:
    case CKR.CANCEL:
      return { kind: 'cancelled' }
  }
  if (GONE.includes(error.code) || !isThere(cryptoki, id)) return { kind: 'removed' }
  return { kind: 'failed', because: 'device', detail: error.message }
}

/** Some libraries call a token that was pulled out a failure of the device. */
function isThere(cryptoki: Cryptoki, id: string): boolean {
  try {
    return slotOffers(cryptoki).some(offer => offer.id === id)
  } catch (error) {
    if (error instanceof CryptokiError) return false
    throw error
  }
}
