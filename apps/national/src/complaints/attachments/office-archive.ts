import { pipeline } from 'node:stream/promises'
import { createInflateRaw } from 'node:zlib'

/** An entry of a ZIP archive as its directory tells it; `from` and `to` bound its compressed data. */
type Entry = { name: string; method: number; size: number; begins: number; from: number; to: number }

/** APPNOTE.TXT 6.3.10: §4.3.7 local header, §4.3.12 directory entry, §4.3.16 end of the directory. */
const LOCAL = { signature: 0x04034b50, length: 30 }
const DIRECTORY = { signature: 0x02014b50, length: 46 }
const END = { signature: 0x06054b50, length: 22 }
/** The descriptor that may follow an entry's data (§4.3.9), in its longest form. */
const DESCRIPTOR = 24
/** Encrypted, strongly encrypted, or with a hidden directory (§4.4.4, bits 0, 6 and 13). */
const ENCRYPTED = 0x2041
const STORED = 0
const DEFLATED = 8

const MOST_ENTRIES = 2_000
/** A document of 10 MiB that unpacks to more is no document. */
const MOST_UNPACKED = 256 * 1024 * 1024

/**
 * Whether an Office document's archive is what Office itself writes: the archive and nothing else, without
 * encryption, macros, paths out of it, entries that hide or overlap, or more inside than it says and than anybody
 * would open. What unpacks is counted and forgotten.
 */
export async function isSoundArchive(bytes: Buffer): Promise<boolean> {
  const entries = entriesOf(bytes)
  if (entries === undefined || !areSoundNames(entries) || !fillTheFile(entries, bytes)) return false
  if (entries.reduce((sum, { size }) => sum + size, 0) > MOST_UNPACKED) return false
  for (const entry of entries) if (!(await unpacksAsTold(bytes, entry))) return false
  return true
}

/** The entries of the directory, in the order of the file; undefined where it cannot be followed to its end. */
function entriesOf(bytes: Buffer): Entry[] | undefined {
  const end = bytes.length - END.length
  if (end < 0 || bytes.readUInt32LE(end) !== END.signature) return undefined
  const [count, length, start] = [
    bytes.readUInt16LE(end + 10),
    bytes.readUInt32LE(end + 12),
    bytes.readUInt32LE(end + 16),
  ]
  if (count === 0 || count > MOST_ENTRIES || start + length !== end) return undefined
  const entries: Entry[] = []
  let at = start
  for (let n = 0; n < count; n++) {
    const entry = at + DIRECTORY.length <= end ? entryAt(bytes, { at, directory: start }) : undefined
    if (entry === undefined) return undefined
    entries.push(entry)
    at += DIRECTORY.length + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return at === end ? entries.sort((a, b) => a.begins - b.begins) : undefined
}

/** An entry whose own header says the same as the directory. */
function entryAt(bytes: Buffer, { at, directory }: { at: number; directory: number }): Entry | undefined {
  const [flags, method] = [bytes.readUInt16LE(at + 8), bytes.readUInt16LE(at + 10)]
  const [packed, size] = [bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 24)]
  const [named, begins] = [bytes.readUInt16LE(at + 28), bytes.readUInt32LE(at + 42)]
  if (bytes.readUInt32LE(at) !== DIRECTORY.signature || (flags & ENCRYPTED) !== 0) return undefined
  if (begins + LOCAL.length > directory || bytes.readUInt32LE(begins) !== LOCAL.signature) return undefined
  const name = bytes.subarray(at + DIRECTORY.length, at + DIRECTORY.length + named)
  const from = begins + LOCAL.length + bytes.readUInt16LE(begins + 26) + bytes.readUInt16LE(begins + 28)
  const own = bytes.subarray(begins + LOCAL.length, begins + LOCAL.length + bytes.readUInt16LE(begins + 26))
  const same = own.equals(name) && bytes.readUInt16LE(begins + 8) === method
  if (!same || from + packed > directory) return undefined
  return { name: name.toString('utf8'), method, size, begins, from, to: from + packed }
}

function areSoundNames(entries: Entry[]): boolean {
  const names = entries.map(({ name }) => name.toLowerCase())
  if (new Set(names).size !== names.length) return false
  return names.every(name => !/^[/\\]|^[a-z]:|(^|[/\\])\.\.([/\\]|$)|\0|vbaproject\.bin$/.test(name))
}

/** From the first byte on, entry after entry, up to the directory; at most a descriptor between two. */
function fillTheFile(entries: Entry[], bytes: Buffer): boolean {
  const directory = bytes.readUInt32LE(bytes.length - END.length + 16)
  let reached = 0
  for (const { begins, to } of entries) {
    const gap = begins - reached
    if (gap < 0 || gap > (reached === 0 ? 0 : DESCRIPTOR)) return false
    reached = to
  }
  return directory - reached <= DESCRIPTOR
}

async function unpacksAsTold(bytes: Buffer, { method, size, from, to }: Entry): Promise<boolean> {
  if (method === STORED) return to - from === size
  return method === DEFLATED && (await inflatedSize(bytes.subarray(from, to), size)) === size
}

/** How much it unpacks to; undefined when it is no deflated data or more than `most`. */
async function inflatedSize(packed: Buffer, most: number): Promise<number | undefined> {
  let count = 0
  try {
    await pipeline([packed], createInflateRaw(), async parts => {
      for await (const part of parts as AsyncIterable<Buffer>) {
        count += part.length
        if (count > most) throw new RangeError('more than told')
      }
    })
    return count
  } catch {
    return undefined
  }
}
