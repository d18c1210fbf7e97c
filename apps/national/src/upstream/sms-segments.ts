/** One short message ready to submit: bytes, their coding and whether they begin with a user data header. */
export type Segment = { bytes: Buffer; coding: number; headed: boolean }

const DEFAULT_ALPHABET = 0
const UCS2 = 8
/** 140 octets a message; the header for concatenation takes 6 of them (3GPP TS 23.040 §9.2.3.24.1). */
const SIZES = { [DEFAULT_ALPHABET]: { alone: 160, joined: 153 }, [UCS2]: { alone: 70, joined: 67 } } as const

/** The characters that stand for themselves in GSM 03.38 and in ASCII alike. */
const PLAIN = /^[\n\r !"#%&'()*+,\-./0-9:;<=>?A-Za-z]*$/

/** Longer texts are refused: no message of ours is. */
export const MOST_SEGMENTS = 10

/**
 * Cuts a text into short messages: Vietnamese as UCS-2 (70 characters, 67 in a longer text), plain ASCII in the
 * default alphabet (160, 153). `reference` (0–255) tells the parts of one text from those of another.
 * Empty for an empty text and for one of more than 10 parts.
 */
export function segmentsOf(text: string, reference: number): Segment[] {
  const composed = text.normalize('NFC')
  const coding = PLAIN.test(composed) ? DEFAULT_ALPHABET : UCS2
  const { alone, joined } = SIZES[coding]
  if (composed.length <= alone)
    return composed === '' ? [] : [{ bytes: encoded(composed, coding), coding, headed: false }]
  const parts = cut(composed, joined)
  if (parts.length > MOST_SEGMENTS) return []
  return parts.map((part, index) => {
    const header = Buffer.from([0x05, 0x00, 0x03, reference & 0xff, parts.length, index + 1])
    return { bytes: Buffer.concat([header, encoded(part, coding)]), coding, headed: true }
  })
}

function encoded(text: string, coding: number): Buffer {
  return coding === UCS2 ? Buffer.from(text, 'utf16le').swap16() : Buffer.from(text, 'ascii')
}

/** Never between the halves of a surrogate pair: each part must be readable by itself. */
function cut(text: string, size: number): string[] {
  const parts: string[] = []
  let from = 0
  while (from < text.length) {
    const split = /[\uD800-\uDBFF]/.test(text.charAt(from + size - 1)) && from + size < text.length
    const to = from + size - (split ? 1 : 0)
    parts.push(text.slice(from, to))
    from = to
  }
  return parts
}
