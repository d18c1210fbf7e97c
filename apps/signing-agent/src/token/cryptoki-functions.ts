import type { Koffi } from './koffi.ts'

/** Where functions stand in CK_FUNCTION_LIST (PKCS#11 2.40 §3.6), counted after the version, and what they take. */
const FUNCTIONS = {
  C_Initialize: { at: 0, takes: 'void *arguments' },
  C_Finalize: { at: 1, takes: 'void *reserved' },
  C_GetSlotList: { at: 4, takes: 'uint8_t present, _Out_ void *slots, _Inout_ unsigned long *count' },
  C_GetTokenInfo: { at: 6, takes: 'unsigned long slot, _Out_ void *info' },
  C_GetMechanismList: { at: 7, takes: 'unsigned long slot, _Out_ void *types, _Inout_ unsigned long *count' },
  C_OpenSession: {
    at: 12,
    takes: 'unsigned long slot, unsigned long flags, void *application, void *notify, _Out_ unsigned long *session',
  },
  C_CloseSession: { at: 13, takes: 'unsigned long session' },
  C_Login: { at: 18, takes: 'unsigned long session, unsigned long user, void *pin, unsigned long length' },
  C_Logout: { at: 19, takes: 'unsigned long session' },
  C_GetAttributeValue: {
    at: 24,
    takes: 'unsigned long session, unsigned long object, _Inout_ CK_ATTRIBUTE *template, unsigned long count',
  },
  C_FindObjectsInit: { at: 26, takes: 'unsigned long session, CK_ATTRIBUTE *template, unsigned long count' },
  C_FindObjects: {
    at: 27,
    takes: 'unsigned long session, _Out_ void *objects, unsigned long most, _Out_ unsigned long *count',
  },
  C_FindObjectsFinal: { at: 28, takes: 'unsigned long session' },
  C_SignInit: { at: 42, takes: 'unsigned long session, CK_MECHANISM *mechanism, unsigned long key' },
  C_Sign: {
    at: 43,
    takes:
      'unsigned long session, void *data, unsigned long length, _Out_ void *signature, _Inout_ unsigned long *signatureLength',
  },
} as const

type Name = keyof typeof FUNCTIONS
/** Each gives its CK_RV. */
export type CryptokiFunctions = Record<Name, (...values: unknown[]) => number>

/** Of pointers on the systems there are agents for; CK_ULONG is 4 bytes on Windows and 8 elsewhere. */
const POINTER_BYTES = 8

/** Koffi unloads a library that nobody refers to, under the feet of whoever still has its functions. */
const loaded: unknown[] = []

/**
 * The functions of a PKCS#11 library, found through C_GetFunctionList, the only one that must be exported. On Windows
 * structures are packed to 1 byte (PKCS#11 2.40 §2.1). @throws where the file is no such library.
 */
export function cryptokiFunctions(
  koffi: Koffi,
  path: string,
  packed = process.platform === 'win32',
): CryptokiFunctions {
  declareStructures(koffi, packed)
  const library = koffi.load(path)
  loaded.push(library)
  const found: [bigint] = [0n]
  const code = library.func('unsigned long C_GetFunctionList(_Out_ void **list)')(found)
  if (code !== 0) throw new Error(`C_GetFunctionList: CKR 0x${code.toString(16)}`)
  const first = packed ? 2 : POINTER_BYTES
  const named = Object.entries(FUNCTIONS).map(([name, { at, takes }]) => {
    const address: unknown = koffi.decode(found[0], first + at * POINTER_BYTES, 'void *')
    return [name, koffi.decode(address, koffi.proto(`unsigned long ${name}(${takes})`))]
  })
  return Object.fromEntries(named)
}

function declareStructures(koffi: Koffi, packed: boolean): void {
  const structure = packed ? koffi.pack : koffi.struct
  structure('CK_ATTRIBUTE', { type: 'unsigned long', value: 'void *', length: 'unsigned long' })
  structure('CK_MECHANISM', { type: 'unsigned long', parameter: 'void *', length: 'unsigned long' })
}
