/** Deeper nesting is nothing that certificates, answers or lists have. */
const DEEPEST = 32
const CONSTRUCTED = 0x20

/** Identifier octets; `field0` is `[0]` of a sequence, with an element in it. */
export const TAG = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  enumerated: 0x0a,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  field0: 0xa0,
  field1: 0xa1,
  /** `[0] IMPLICIT` of a string. */
  string0: 0x80,
}

/** One element within bytes: its identifier octet, where its content begins and where it ends. */
export type Element = { tag: number; start: number; content: number; end: number }

/**
 * The element that begins at `start`, by the distinguished rules (X.690 §10.1): one octet of identifier, a definite
 * length in the fewest octets. Undefined for anything else, and where it reaches beyond `limit`.
 */
export function elementAt(bytes: Uint8Array, start: number, limit = bytes.length): Element | undefined {
  const tag = bytes[start]
  const first = bytes[start + 1]
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return undefined
  const octets = first < 0x80 ? 0 : first & 0x7f
  if (first === 0x80 || octets > 4) return undefined
  const length = octets === 0 ? first : longLength(bytes, { at: start + 2, octets })
  const content = start + 2 + octets
  if (length === undefined || content + length > limit) return undefined
  return { tag, start, content, end: content + length }
}

function longLength(bytes: Uint8Array, { at, octets }: { at: number; octets: number }): number | undefined {
  let length = 0
  for (let index = 0; index < octets; index++) {
    const octet = bytes[at + index]
    if (octet === undefined) return undefined
    length = length * 256 + octet
  }
  const least = octets === 1 ? 0x80 : 256 ** (octets - 1)
  return length < least ? undefined : length
}

/** The elements within an element, in order; undefined where they do not fill it exactly. */
export function elementsIn(bytes: Uint8Array, within: Pick<Element, 'content' | 'end'>): Element[] | undefined {
  const found: Element[] = []
  for (let at = within.content; at < within.end; ) {
    const element = elementAt(bytes, at, within.end)
    if (!element) return undefined
    found.push(element)
    at = element.end
  }
  return found
}

/**
 * The elements within one of a tag, by default a sequence. @throws where there is no such element, it has another tag, or
 * is not filled exactly: readers catch it with what their libraries throw, and nothing passes for empty.
 */
export function partsOf(bytes: Uint8Array, element: Element | undefined, tag = TAG.sequence): Element[] {
  const parts = element?.tag === tag ? elementsIn(bytes, element) : undefined
  if (!parts) throw new Error('not of the form')
  return parts
}

/** The tags that a field may have; `undefined` among them where it may be absent. */
type Form = Record<string, readonly (number | undefined)[]>
type Fields<F extends Form> = { [Name in keyof F]: undefined extends F[Name][number] ? Element | undefined : Element }

/** The fields of a sequence by name, in the order of its form. @throws as `partsOf` does, and for anything besides. */
export function fieldsOf<const F extends Form>(bytes: Uint8Array, element: Element | undefined, form: F): Fields<F> {
  const parts = partsOf(bytes, element)
  const found = Object.entries<Form[string]>(form).map(([name, tags]) => {
    if (parts[0] && tags.includes(parts[0].tag)) return [name, parts.shift()]
    if (!tags.includes(undefined)) throw new Error(`no ${name}`)
    return [name, undefined]
  })
  if (parts.length > 0) throw new Error('more than the form has')
  return Object.fromEntries(found)
}

/** An element with its header, as it stands. */
export const wholeOf = (bytes: Uint8Array, { start, end }: Element) => bytes.subarray(start, end)

export const contentOf = (bytes: Uint8Array, { content, end }: Element) => bytes.subarray(content, end)

/**
 * Whether bytes are one element with nothing behind it, of definite and shortest lengths all the way down, with no
 * string in pieces. Whatever passes has one spelling, so that two readers see the same in it.
 */
export function isDer(bytes: Uint8Array): boolean {
  const whole = elementAt(bytes, 0)
  return whole?.end === bytes.length && isWellFormed(bytes, whole, 0)
}

function isWellFormed(bytes: Uint8Array, element: Element, depth: number): boolean {
  if (!isRightForm(element.tag)) return false
  if ((element.tag & CONSTRUCTED) === 0) return true
  if (depth === DEEPEST) return false
  for (let at = element.content; at < element.end; ) {
    const inner = elementAt(bytes, at, element.end)
    if (!inner || !isWellFormed(bytes, inner, depth + 1)) return false
    at = inner.end
  }
  return true
}

/** Of the universal types only sequences and sets are constructed, and they always are (X.690 §8.9, §8.11, §10.2). */
function isRightForm(tag: number): boolean {
  if (tag >= 0x40) return true
  const holdsElements = [TAG.sequence, TAG.set].includes(tag | CONSTRUCTED)
  return tag !== 0 && holdsElements === ((tag & CONSTRUCTED) !== 0)
}
