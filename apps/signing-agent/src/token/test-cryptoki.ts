import { CKA, CKF, CKM, CKO, CKR, CKU, type Cryptoki, CryptokiError } from './cryptoki.ts'

/** A token in a slot of a pretended library; its keys never sign anything real. */
export type ToySlot = {
  slot: number
  label: string
  flags: number
  mechanisms: number[]
  certificates: { der: Buffer; id: Buffer }[]
  /** Ids of the keys that are seen without a PIN, and with it. */
  publicKeys: Buffer[]
  privateKeys: Buffer[]
}

export type ToyLibrary = Cryptoki & { slotsNow: ToySlot[]; asked: string[]; fails: Map<string, number[]> }

export const TOKEN = CKF.TOKEN_INITIALIZED | CKF.LOGIN_REQUIRED

export function toySlot(slot: number, der: Buffer, changed: Partial<ToySlot> = {}): ToySlot {
  const id = Buffer.from([slot])
  return {
    ...{ slot, label: `Toy ${slot}`, flags: TOKEN, mechanisms: [CKM.SHA256_RSA_PKCS] },
    ...{ certificates: [{ der, id }], publicKeys: [id], privateKeys: [id] },
    ...changed,
  }
}

/** A PKCS#11 library as far as the agent uses it. `fails` makes a function refuse, once for each of its codes. */
export function toyLibrary(...slots: ToySlot[]): ToyLibrary {
  const loggedIn = new Set<number>()
  const at = (session: number) => {
    const found = toy.slotsNow.find(({ slot }) => slot === session)
    if (!found) throw new CryptokiError('any', CKR.SESSION_HANDLE_INVALID)
    return found
  }
  const step = (name: string) => {
    toy.asked.push(name)
    const code = toy.fails.get(name)?.shift()
    if (code !== undefined) throw new CryptokiError(name, code)
  }
  const objects = (session: number) => {
    const { certificates, publicKeys, privateKeys } = at(session)
    return [
      ...certificates.map(({ der, id }) => ({ kind: CKO.CERTIFICATE as number, id, der })),
      ...publicKeys.map(id => ({ kind: CKO.PUBLIC_KEY as number, id, der: undefined })),
      ...(loggedIn.has(session) ? privateKeys : []).map(id => ({
        kind: CKO.PRIVATE_KEY as number,
        id,
        der: undefined,
      })),
    ]
  }
  const toy: ToyLibrary = {
    ...{ slotsNow: slots, asked: [], fails: new Map<string, number[]>() },
    slots: () => toy.slotsNow.map(({ slot }) => slot),
    tokenInfo: slot => ({ label: at(slot).label, serial: `S${slot}`, flags: at(slot).flags }),
    mechanisms: slot => at(slot).mechanisms,
    openSession: slot => at(slot).slot,
    // As in a library in which somebody else has a session too: one stays logged in until one logs out.
    closeSession: () => undefined,
    login(session, user, pin) {
      step(user === CKU.USER ? `login ${pin ?? 'on the device'}` : 'login for one use')
      if (user === CKU.USER && loggedIn.has(session)) throw new CryptokiError('login', CKR.USER_ALREADY_LOGGED_IN)
      loggedIn.add(session)
    },
    logout: session => void loggedIn.delete(session),
    find(session, attributes) {
      const kind = attributes.find(({ type }) => type === CKA.CLASS)?.value
      const id = attributes.find(({ type }) => type === CKA.ID)?.value
      return objects(session).flatMap((object, index) =>
        object.kind === kind && (id === undefined || object.id.equals(id as Buffer)) ? [index] : [],
      )
    },
    attribute(session, object, type) {
      const found = objects(session)[object]
      if (type === CKA.ALWAYS_AUTHENTICATE) return Buffer.from([toy.fails.has('each use') ? 1 : 0])
      return type === CKA.ID ? found?.id : found?.der
    },
    sign(_session, { beforeSigning, mechanism }) {
      beforeSigning?.()
      step('sign')
      return Buffer.from(`signed with ${mechanism.type}`)
    },
    finalize: () => undefined,
  }
  return toy
}
