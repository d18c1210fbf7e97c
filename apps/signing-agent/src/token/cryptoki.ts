/** The numbers of PKCS#11 2.40 that the agent uses (OASIS pkcs11-base, pkcs11-curr). */

export const CKR = {
  OK: 0x0,
  CANCEL: 0x1,
  SLOT_ID_INVALID: 0x3,
  FUNCTION_FAILED: 0x6,
  ARGUMENTS_BAD: 0x7,
  NEED_TO_CREATE_THREADS: 0x9,
  CANT_LOCK: 0xa,
  ATTRIBUTE_SENSITIVE: 0x11,
  ATTRIBUTE_TYPE_INVALID: 0x12,
  DEVICE_ERROR: 0x30,
  DEVICE_REMOVED: 0x32,
  FUNCTION_CANCELED: 0x50,
  OBJECT_HANDLE_INVALID: 0x82,
  KEY_HANDLE_INVALID: 0x60,
  PIN_INCORRECT: 0xa0,
  PIN_INVALID: 0xa1,
  PIN_LEN_RANGE: 0xa2,
  PIN_EXPIRED: 0xa3,
  PIN_LOCKED: 0xa4,
  SESSION_CLOSED: 0xb0,
  SESSION_HANDLE_INVALID: 0xb3,
  TOKEN_NOT_PRESENT: 0xe0,
  TOKEN_NOT_RECOGNIZED: 0xe1,
  USER_ALREADY_LOGGED_IN: 0x100,
  CRYPTOKI_ALREADY_INITIALIZED: 0x191,
} as const

export const CKF = {
  /** Of a token. */
  LOGIN_REQUIRED: 0x4,
  PROTECTED_AUTHENTICATION_PATH: 0x100,
  TOKEN_INITIALIZED: 0x400,
  USER_PIN_COUNT_LOW: 0x10000,
  USER_PIN_FINAL_TRY: 0x20000,
  USER_PIN_LOCKED: 0x40000,
  /** Of C_Initialize. */
  OS_LOCKING_OK: 0x2,
  /** Of a session. */
  SERIAL_SESSION: 0x4,
} as const

/** CKU_CONTEXT_SPECIFIC: for one use of a key that wants the PIN each time. */
export const CKU = { USER: 1, CONTEXT_SPECIFIC: 2 } as const

export const CKO = { CERTIFICATE: 1, PUBLIC_KEY: 2, PRIVATE_KEY: 3 } as const
export const CKC_X_509 = 0

export const CKA = {
  CLASS: 0x0,
  VALUE: 0x11,
  CERTIFICATE_TYPE: 0x80,
  ID: 0x102,
  ALWAYS_AUTHENTICATE: 0x202,
} as const

export const CKM = {
  RSA_PKCS: 0x1,
  RSA_PKCS_PSS: 0xd,
  SHA256_RSA_PKCS: 0x40,
  SHA256_RSA_PKCS_PSS: 0x43,
  SHA256: 0x250,
  ECDSA: 0x1041,
  ECDSA_SHA256: 0x1044,
  ECDSA_SHA384: 0x1045,
  ECDSA_SHA512: 0x1046,
} as const

export const CKG_MGF1_SHA256 = 2

/** A function of a library refused. What it means to the person is told from `code` where the token is used. */
export class CryptokiError extends Error {
  readonly code: number
  constructor(operation: string, code: number) {
    super(`${operation}: CKR 0x${code.toString(16)}`)
    this.code = code
  }
}

/** The few functions the agent calls, with values instead of pointers. All throw a `CryptokiError`. */
export type Cryptoki = {
  /** Slots that hold a token now. */
  slots(): number[]
  tokenInfo(slot: number): TokenDescription
  mechanisms(slot: number): number[]
  openSession(slot: number): number
  closeSession(session: number): void
  /** Without a PIN the token asks for it on its own keys. */
  login(session: number, user: number, pin: Buffer | undefined): void
  logout(session: number): void
  find(session: number, attributes: Attribute[]): number[]
  /** Undefined where the object lacks the attribute or hides it. */
  attribute(session: number, object: number, type: number): Buffer | undefined
  sign(session: number, signing: CryptokiSigning): Buffer
  finalize(): void
}

export type CryptokiSigning = {
  mechanism: Mechanism
  key: number
  data: Buffer
  mostBytes: number
  /** Called when the key is chosen; keys that want the PIN for every use get it then (CKU_CONTEXT_SPECIFIC). */
  beforeSigning?: (() => void) | undefined
}

export type TokenDescription = { label: string; serial: string; flags: number }
export type Mechanism = { type: number; parameter?: 'pss-sha256' }
/** A number is a CK_ULONG. */
export type Attribute = { type: number; value: number | Buffer }
