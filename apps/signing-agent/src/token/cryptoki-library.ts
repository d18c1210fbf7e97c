import {
  type Attribute,
  CKF,
  CKG_MGF1_SHA256,
  CKM,
  CKR,
  type Cryptoki,
  CryptokiError,
  type TokenDescription,
} from './cryptoki.ts'
import { type CryptokiFunctions, cryptokiFunctions } from './cryptoki-functions.ts'
import type { Koffi } from './koffi.ts'

const MOST_OBJECTS = 64
const MOST_SLOTS = 256
const MOST_MECHANISMS = 512
/** CK_TOKEN_INFO has at most 208 bytes; some libraries write past their own idea of it. */
const TOKEN_INFO_BYTES = 512
/** CK_UNAVAILABLE_INFORMATION in the low 32 bits: the attribute is not there or not to be seen. */
const UNAVAILABLE = 0xffff_ffff

/** Loads and initialises a PKCS#11 library. @throws where it is none, or refuses to begin. */
export function openLibrary(koffi: Koffi, path: string): Cryptoki {
  const call = checked(cryptokiFunctions(koffi, path))
  const ulong = ulongs(koffi.sizeof('unsigned long'))
  initialize(call)
  return { ...slotCalls(call, ulong), ...sessionCalls(call), ...objectCalls(call, ulong), ...signCall(call, ulong) }
}

type Call = (name: keyof CryptokiFunctions, ...values: unknown[]) => void
type Ulongs = ReturnType<typeof ulongs>

function checked(functions: CryptokiFunctions): Call {
  return (name, ...values) => {
    const code = functions[name](...values)
    if (code !== CKR.OK) throw new CryptokiError(name, code)
  }
}

/** CK_C_INITIALIZE_ARGS asks for the system's locks (§5.4); libraries that know no locks are used by one thread anyway. */
function initialize(call: Call): void {
  const withLocks = Buffer.alloc(6 * 8)
  withLocks.writeUInt32LE(CKF.OS_LOCKING_OK, 4 * 8)
  try {
    call('C_Initialize', withLocks)
  } catch (error) {
    const code = error instanceof CryptokiError ? error.code : undefined
    if (code === CKR.CRYPTOKI_ALREADY_INITIALIZED) return
    if (code !== CKR.CANT_LOCK && code !== CKR.ARGUMENTS_BAD && code !== CKR.NEED_TO_CREATE_THREADS) throw error
    call('C_Initialize', null)
  }
}

function slotCalls(call: Call, ulong: Ulongs): Pick<Cryptoki, 'slots' | 'tokenInfo' | 'mechanisms' | 'finalize'> {
  return {
    slots() {
      const slots = Buffer.alloc(MOST_SLOTS * ulong.bytes)
      const count = [MOST_SLOTS]
      // Version 2.40 §5.5: libraries look for new slots only when asked for the number, with no place for a list.
      call('C_GetSlotList', 1, null, [0])
      call('C_GetSlotList', 1, slots, count)
      return ulong.list(slots, count)
    },
    tokenInfo(slot) {
      const description = Buffer.alloc(TOKEN_INFO_BYTES)
      call('C_GetTokenInfo', slot, description)
      return tokenDescription(description)
    },
    mechanisms(slot) {
      const types = Buffer.alloc(MOST_MECHANISMS * ulong.bytes)
      const count = [MOST_MECHANISMS]
      call('C_GetMechanismList', slot, types, count)
      return ulong.list(types, count)
    },
    finalize: () => call('C_Finalize', null),
  }
}

function sessionCalls(call: Call): Pick<Cryptoki, 'openSession' | 'closeSession' | 'login' | 'logout'> {
  return {
    openSession(slot) {
      const session = [0]
      call('C_OpenSession', slot, CKF.SERIAL_SESSION, null, null, session)
      return session[0] ?? 0
    },
    closeSession: session => call('C_CloseSession', session),
    login: (session, user, pin) => call('C_Login', session, user, pin ?? null, pin?.length ?? 0),
    logout: session => call('C_Logout', session),
  }
}

function objectCalls(call: Call, ulong: Ulongs): Pick<Cryptoki, 'find' | 'attribute'> {
  const template = (attributes: Attribute[]) =>
    attributes.map(({ type, value }) => {
      const bytes = typeof value === 'number' ? ulong.of(value) : value
      return { type, value: bytes, length: bytes.length }
    })
  return {
    find(session, attributes) {
      call('C_FindObjectsInit', session, template(attributes), attributes.length)
      try {
        const objects = Buffer.alloc(MOST_OBJECTS * ulong.bytes)
        const count = [0]
        call('C_FindObjects', session, objects, MOST_OBJECTS, count)
        return ulong.list(objects, count)
      } finally {
        call('C_FindObjectsFinal', session)
      }
    },
    attribute(session, object, type) {
      const asked = [{ type, value: null as Buffer | null, length: 0 }]
      try {
        call('C_GetAttributeValue', session, object, asked, 1)
        const length = Number(asked[0]?.length ?? 0)
        if (length === 0 || length >= UNAVAILABLE) return undefined
        const value = Buffer.alloc(length)
        call('C_GetAttributeValue', session, object, [{ type, value, length }], 1)
        return value
      } catch (error) {
        if (error instanceof CryptokiError && ABSENT.includes(error.code)) return undefined
        throw error
      }
    },
  }
}

const ABSENT: number[] = [CKR.ATTRIBUTE_TYPE_INVALID, CKR.ATTRIBUTE_SENSITIVE]

function signCall(call: Call, ulong: Ulongs): Pick<Cryptoki, 'sign'> {
  return {
    sign(session, { mechanism, key, data, mostBytes, beforeSigning }) {
      const parameter = mechanism.parameter === 'pss-sha256' ? pssParameter(ulong) : null
      call('C_SignInit', session, [{ type: mechanism.type, parameter, length: parameter?.length ?? 0 }], key)
      beforeSigning?.()
      const signature = Buffer.alloc(mostBytes)
      const length = [mostBytes]
      call('C_Sign', session, data, data.length, signature, length)
      return signature.subarray(0, length[0])
    },
  }
}

/** CK_RSA_PKCS_PSS_PARAMS; the salt is as long as the hash (RFC 7518 §3.5). */
function pssParameter(ulong: Ulongs): Buffer {
  return Buffer.concat([CKM.SHA256, CKG_MGF1_SHA256, 32].map(ulong.of))
}

/** CK_TOKEN_INFO up to its flags: texts of fixed length, padded with blanks. */
function tokenDescription(bytes: Buffer): TokenDescription {
  const text = (start: number, end: number) => bytes.toString('utf8', start, end).replace(/[\0 ]+$/, '')
  return { label: text(0, 32), serial: text(80, 96), flags: bytes.readUInt32LE(96) }
}

/** CK_ULONG in memory, little-endian on every system there are agents for. */
function ulongs(bytes: number) {
  return {
    bytes,
    of(value: number) {
      const buffer = Buffer.alloc(bytes)
      buffer.writeUInt32LE(value)
      return buffer
    },
    list: (buffer: Buffer, [count = 0]: number[]) =>
      Array.from({ length: count }, (_, index) =>
        Number(bytes === 8 ? buffer.readBigUInt64LE(index * 8) : buffer.readUInt32LE(index * 4)),
      ),
  }
}
