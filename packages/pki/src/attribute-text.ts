import type { AttributeTypeAndValue } from 'pkijs'

const TAG = { utf8: 0x0c, numeric: 0x12, printable: 0x13, teletex: 0x14, ia5: 0x16, bmp: 0x1e }

/**
 * The text of one attribute of a name in any string type that certification authorities use (RFC 5280 §4.1.2.4). Undefined
 * for other types, for bytes that are not of the type, and for text with control, invisible or unassigned characters:
 * a null byte has cut names short elsewhere, and what cannot be seen must not decide who somebody is.
 */
export function attributeText({ value }: AttributeTypeAndValue): string | undefined {
  const { tagClass, tagNumber } = value.idBlock
  const bytes: unknown = value.valueBlock.valueHexView
  if (tagClass !== 1 || !(bytes instanceof Uint8Array)) return undefined
  const text = decoded(tagNumber, bytes)
  return text === undefined || /[\p{C}\u2028\u2029]/u.test(text) ? undefined : text
}

function decoded(tag: number, bytes: Uint8Array): string | undefined {
  switch (tag) {
    case TAG.utf8:
      return strictly('utf-8', bytes)
    case TAG.bmp:
      return strictly('utf-16be', bytes)
    case TAG.numeric:
    case TAG.printable:
    case TAG.ia5:
      return bytes.every(byte => byte < 0x80) ? Buffer.from(bytes).toString('latin1') : undefined
    // Written as Latin-1 by everybody, whatever T.61 says.
    case TAG.teletex:
      return Buffer.from(bytes).toString('latin1')
    default:
      return undefined
  }
}

function strictly(encoding: 'utf-8' | 'utf-16be', bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
