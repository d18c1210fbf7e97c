/**
 * Signatures on SIMs by mobile signature services (ETSI TS 102 204 V1.1.4, SOAP 1.2), as the portal and the lab speak it:
 * asynchronous client-server, so the portal asks for a signature, is given a transaction, and asks how it stands.
 */
export const MSS_NAMESPACE = 'http://uri.etsi.org/TS102204/v1.1.2#'
export const SOAP_NAMESPACE = 'http://www.w3.org/2003/05/soap-envelope'

/** Below a service's own address; the names are those of the ports in the standard's WSDL. */
export const mssPaths = {
  signature: '/MSS_SignaturePort',
  status: '/MSS_StatusQueryPort',
  profile: '/MSS_ProfileQueryPort',
} as const

/** How a service hands over a signature: the bare value (RFC 8017 §8.2), or CMS SignedData (RFC 5652). */
export const mssFormats = {
  pkcs1: `${MSS_NAMESPACE}PKCS1`,
  cms: `${MSS_NAMESPACE}CMS-Signature`,
} as const
export type MssFormat = keyof typeof mssFormats

/**
 * Status codes (TS 102 204 §14). Those that end a transaction without a signature come as the subcode `mss:_401` of a
 * SOAP fault, or as the status of an answer: services differ, and clients take both.
 */
export const mssStatuses = {
  100: 'REQUEST_OK',
  101: 'WRONG_PARAM',
  102: 'MISSING_PARAM',
  103: 'WRONG_DATA_LENGTH',
  104: 'UNAUTHORIZED_ACCESS',
  105: 'UNKNOWN_CLIENT',
  106: 'HANDSHAKE_REQUIRED',
  107: 'INAPPROPRIATE_DATA',
  108: 'INCOMPATIBLE_INTERFACE',
  109: 'UNSUPPORTED_PROFILE',
  208: 'EXPIRED_TRANSACTION',
  209: 'OTA_ERROR',
  400: 'USER_SIGN',
  401: 'USER_CANCEL',
  402: 'PIN_NR_BLOCKED',
  403: 'CARD_BLOCKED',
  404: 'NO_KEY_FOUND',
  405: 'NO_URL_FOUND',
  406: 'PB_SIGNATURE_PROCESS',
  407: 'REGISTRATION_NOK',
  422: 'NO_CERT_FOUND',
  423: 'CRL_PB',
  424: 'CRL_EXPIRED',
  425: 'ERROR_CERTIFICATE',
  500: 'SIGNATURE',
  501: 'REVOKED_CERTIFICATE',
  502: 'VALID_SIGNATURE',
  503: 'INVALID_SIGNATURE',
  504: 'OUTSTANDING_TRANSACTION',
  600: 'CONSTRAINT_MISMATCH',
  900: 'INTERNAL_ERROR',
} as const
export type MssStatus = keyof typeof mssStatuses

/**
 * What a phone displays ends with the verification code, four digits, which the portal shows too: whoever compares them
 * signs for the page in front of them and for no other.
 */
export function verificationCodeIn(displayed: string): string | undefined {
  return /(?<!\d)(\d{4})$/.exec(displayed.trim())?.[1]
}

/** The number that always ends with this status, for trying a client out; `+84…`. */
export function testNumber(status: number): string {
  return `+84886000${String(status).padStart(3, '0')}`
}

/** The status that a test number stands for; undefined for every other number. */
export function statusOfTestNumber(phone: string): number | undefined {
  const digits = /^\+84886000(\d{3})$/.exec(phone)?.[1]
  return digits === undefined ? undefined : Number(digits)
}
