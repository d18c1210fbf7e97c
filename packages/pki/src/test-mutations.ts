import fc from 'fast-check'
import { elementAt, elementsIn } from './der.ts'

/** One change of bytes; places are taken modulo what there is. */
export type Mutation =
  | { kind: 'flip'; at: number; bit: number }
  | { kind: 'overwrite' | 'insert'; at: number; bytes: Uint8Array }
  | { kind: 'remove' | 'repeat'; at: number; count: number }
  | { kind: 'truncate'; at: number }
  | { kind: 'swap'; at: number; other: number; count: number }
  /** The length of the element at a place in the order of the encoding. */
  | { kind: 'length'; at: number; length: Uint8Array }
  /** One element in the place of another, the lengths around not mended. */
  | { kind: 'exchange'; at: number; other: number }

const place = fc.nat(1_000_000)
const few = fc.integer({ min: 1, max: 8 })
/** What readers of ASN.1 have stumbled over: none, indefinite, too long, longer than needed, beyond all memory. */
const lengths = [
  '00',
  '01',
  '7f',
  '80',
  '8101',
  '8180',
  '820010',
  '82ffff',
  '83000001',
  '84ffffffff',
  '8500ffffffff',
  'ff',
]
const length = fc.constantFrom(...lengths).map(hex => new Uint8Array(Buffer.from(hex, 'hex')))

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('flip' as const), at: place, bit: fc.nat(7) }) },
  fc.record({
    kind: fc.constantFrom('overwrite' as const, 'insert' as const),
    at: place,
    bytes: fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 6 }),
      fc.constantFrom(Uint8Array.of(0), Uint8Array.of(5, 0)),
    ),
  }),
  fc.record({ kind: fc.constantFrom('remove' as const, 'repeat' as const), at: place, count: few }),
  fc.record({ kind: fc.constant('truncate' as const), at: place }),
  fc.record({ kind: fc.constant('swap' as const), at: place, other: place, count: few }),
  fc.record({ kind: fc.constant('length' as const), at: place, length }),
  fc.record({ kind: fc.constant('exchange' as const), at: place, other: place }),
)

/** One change mostly, sometimes several at once. */
export const mutations: fc.Arbitrary<Mutation[]> = fc.oneof(
  { weight: 3, arbitrary: fc.array(mutation, { minLength: 1, maxLength: 1 }) },
  fc.array(mutation, { minLength: 2, maxLength: 4 }),
)

/** The bytes after all changes; it may happen that these undo each other. */
export const mutated = (bytes: Buffer, changes: Mutation[]): Buffer =>
  changes.reduce((sofar, change) => (sofar.length === 0 ? sofar : changed(sofar, change)), bytes)

function changed(bytes: Buffer, change: Mutation): Buffer {
  const at = change.at % bytes.length
  switch (change.kind) {
    case 'flip':
      return spliced(bytes, { at, without: 1, put: Buffer.of((bytes[at] ?? 0) ^ (1 << change.bit)) })
    case 'overwrite':
      return spliced(bytes, { at, without: change.bytes.length, put: change.bytes })
    case 'insert':
      return spliced(bytes, { at, without: 0, put: change.bytes })
    case 'remove':
      return spliced(bytes, { at, without: change.count, put: Buffer.alloc(0) })
    case 'repeat':
      return spliced(bytes, { at, without: 0, put: bytes.subarray(at, at + change.count) })
    case 'truncate':
      return bytes.subarray(0, at)
    case 'swap':
      return swapped(bytes, { at, other: change.other % bytes.length, count: change.count })
    case 'length':
      return withLength(bytes, change)
    case 'exchange':
      return exchanged(bytes, change)
  }
}

function spliced(bytes: Buffer, { at, without, put }: { at: number; without: number; put: Uint8Array }): Buffer {
  return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + without)])
}

function swapped(bytes: Buffer, { at, other, count }: { at: number; other: number; count: number }): Buffer {
  const copy = Buffer.from(bytes)
  bytes.copy(copy, at, other, other + count)
  bytes.copy(copy, other, at, at + count)
  return copy
}

type Place = { start: number; content: number; end: number }

/** Every element, those within others too; the whole, where the bytes are no DER. */
function elementsOf(bytes: Buffer): Place[] {
  const whole = elementAt(bytes, 0)
  if (!whole) return [{ start: 0, content: 0, end: bytes.length }]
  const found = [whole]
  for (const each of found) if ((each.tag & 0x20) !== 0) found.push(...(elementsIn(bytes, each) ?? []))
  return found
}

const elementIn = (bytes: Buffer, index: number): Place => {
  const elements = elementsOf(bytes)
  return elements[index % elements.length] ?? { start: 0, content: 0, end: bytes.length }
}

function withLength(bytes: Buffer, { at, length }: { at: number; length: Uint8Array }): Buffer {
  const { start, content } = elementIn(bytes, at)
  return spliced(bytes, { at: start + 1, without: content - start - 1, put: length })
}

function exchanged(bytes: Buffer, { at, other }: { at: number; other: number }): Buffer {
  const [one, another] = [elementIn(bytes, at), elementIn(bytes, other)]
  return spliced(bytes, {
    at: one.start,
    without: one.end - one.start,
    put: bytes.subarray(another.start, another.end),
  })
}
