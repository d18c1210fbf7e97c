import type { PDU, ShortMessage } from 'smpp'

/** A submitted message as a phone would show it: the whole, or one part of a longer one. */
export type Piece = { text: string; part?: { reference: number; total: number; number: number } }

/** What a submit_sm carries, or undefined where it carries nothing readable. */
export function pieceOf(pdu: PDU): Piece | undefined {
  const message = readable(pdu.message_payload) ?? readable(pdu.short_message)
  if (message === undefined) return undefined
  const part = partByHeader(message) ?? partByTags(pdu)
  return part === undefined ? { text: message.message } : { text: message.message, part }
}

export type Reassembly = {
  /** The whole text once its last piece has come; until then undefined. `from` keeps senders and numbers apart. */
  add(from: string, piece: Piece): string | undefined
}

type Partial = { total: number; texts: Map<number, string> }

/** Joins the parts of long messages. At most `limit` incomplete ones are kept; the oldest goes. */
export function reassembly(limit = 500): Reassembly {
  const waiting = new Map<string, Partial>()
  return {
    add: (from, { text, part }) => {
      if (part === undefined || part.total < 2) return text
      const key = `${from} ${part.reference} ${part.total}`
      const partial = waiting.get(key) ?? { total: part.total, texts: new Map() }
      partial.texts.set(part.number, text)
      waiting.set(key, partial)
      const [oldest] = waiting.keys()
      if (waiting.size > limit && oldest !== undefined) waiting.delete(oldest)
      if (partial.texts.size < partial.total) return undefined
      waiting.delete(key)
      return [...partial.texts]
        .sort(([a], [b]) => a - b)
        .map(([, piece]) => piece)
        .join('')
    },
  }
}

/** 3GPP TS 23.040 §9.2.3.24.1 and .8: concatenation with an 8-bit or a 16-bit reference. */
function partByHeader({ udh = [] }: ShortMessage): Piece['part'] | undefined {
  for (const element of udh) {
    const [kind, length] = element
    if (kind === 0x00 && length === 3 && element.length >= 5) return bounded(element.readUInt8(2), element, 3)
    if (kind === 0x08 && length === 4 && element.length >= 6) return bounded(element.readUInt16BE(2), element, 4)
  }
  return undefined
}

function bounded(reference: number, element: Buffer, at: number): Piece['part'] | undefined {
  const [total, number] = [element.readUInt8(at), element.readUInt8(at + 1)]
  return number >= 1 && number <= total ? { reference, total, number } : undefined
}

/** SMPP 3.4 §5.3.2.22–24. */
function partByTags(pdu: PDU): Piece['part'] | undefined {
  const { sar_msg_ref_num: reference, sar_total_segments: total, sar_segment_seqnum: number } = pdu
  if (reference === undefined || total === undefined || number === undefined) return undefined
  return number >= 1 && number <= total ? { reference, total, number } : undefined
}

function readable(message: ShortMessage | Buffer | undefined): ShortMessage | undefined {
  if (message === undefined || Buffer.isBuffer(message) || typeof message.message !== 'string') return undefined
  return message.message === '' ? undefined : message
}
