import { createHash } from 'node:crypto'
import { isEndEntity, isReadable } from './certificate.ts'
import { CKA, CKC_X_509, CKF, CKO, type Cryptoki, CryptokiError, type TokenDescription } from './cryptoki.ts'
import type { Offer, Tries } from './token.ts'

/** An offer with where its key lies. */
export type SlotOffer = Offer & { certificate: Buffer; slot: number; keyId: Buffer }

/** Certificates with a key on every token that a library sees. A slot that fails is passed over: it may be leaving. */
export function slotOffers(cryptoki: Cryptoki): SlotOffer[] {
  return cryptoki.slots().flatMap(slot => {
    try {
      return offersIn(cryptoki, slot)
    } catch (error) {
      if (error instanceof CryptokiError) return []
      throw error
    }
  })
}

function offersIn(cryptoki: Cryptoki, slot: number): SlotOffer[] {
  const token = cryptoki.tokenInfo(slot)
  if ((token.flags & CKF.TOKEN_INITIALIZED) === 0) return []
  return inSession(cryptoki, slot, session => {
    const hasKey = keyFinder(cryptoki, session, token)
    return certificates(cryptoki, session)
      .filter(hasKey)
      .map(({ der, keyId }) => ({
        id: offerId(token, keyId, der),
        certificate: der,
        ...{ slot, keyId, token: { label: token.label, kind: 'usb', pin: pinEntry(token), tries: triesOf(token) } },
      }))
  })
}

/** Runs in a session of its own, which is closed whatever happens. */
export function inSession<Result>(cryptoki: Cryptoki, slot: number, work: (session: number) => Result): Result {
  const session = cryptoki.openSession(slot)
  try {
    return work(session)
  } finally {
    quietly(() => cryptoki.closeSession(session))
  }
}

/** Tidies up at a token that may be gone, and its session with it. */
export function quietly(work: () => void): void {
  try {
    work()
  } catch (error) {
    if (!(error instanceof CryptokiError)) throw error
  }
}

/** The steps that a token tells of its remaining tries. */
export function triesOf({ flags }: Pick<TokenDescription, 'flags'>): Tries {
  if (flags & CKF.USER_PIN_LOCKED) return { kind: 'blocked' }
  if (flags & CKF.USER_PIN_FINAL_TRY) return { kind: 'last' }
  return flags & CKF.USER_PIN_COUNT_LOW ? { kind: 'low' } : { kind: 'ample' }
}

type Found = { der: Buffer; keyId: Buffer }

function certificates(cryptoki: Cryptoki, session: number): Found[] {
  const objects = cryptoki.find(session, [
    { type: CKA.CLASS, value: CKO.CERTIFICATE },
    { type: CKA.CERTIFICATE_TYPE, value: CKC_X_509 },
  ])
  return objects.flatMap(object => {
    const der = cryptoki.attribute(session, object, CKA.VALUE)
    const keyId = cryptoki.attribute(session, object, CKA.ID)
    return der && keyId ? [{ der, keyId }] : []
  })
}

/**
 * Tells whether a certificate's private key is there. Before the PIN most tokens hide private keys and show public
 * ones; where neither can be seen, a holder's certificate is offered and the key looked for after the PIN. Tokens also
 * carry the certificates of the authorities.
 */
function keyFinder(cryptoki: Cryptoki, session: number, { flags }: TokenDescription): (found: Found) => boolean {
  const seen = [CKO.PRIVATE_KEY, CKO.PUBLIC_KEY].flatMap(kind =>
    cryptoki
      .find(session, [{ type: CKA.CLASS, value: kind }])
      .flatMap(object => cryptoki.attribute(session, object, CKA.ID) ?? []),
  )
  const hidden = (flags & CKF.LOGIN_REQUIRED) !== 0 && seen.length === 0
  return ({ der, keyId }) => isReadable(der) && (hidden ? isEndEntity(der) : seen.some(each => each.equals(keyId)))
}

function pinEntry({ flags }: TokenDescription): 'typed' | 'on-device' {
  return flags & CKF.PROTECTED_AUTHENTICATION_PATH ? 'on-device' : 'typed'
}

function offerId(token: TokenDescription, keyId: Buffer, der: Buffer): string {
  const parts = [token.serial, token.label, keyId.toString('hex'), der.toString('base64')]
  return createHash('sha256').update(parts.join('\0')).digest('base64url')
}
