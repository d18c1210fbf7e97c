/** What a mailbox shows of a message: subject and the texts, decoded (RFC 5322, 2045–2047). */
export type ReadMail = { subject: string; text: string; html: string }

/** What a message is called by its sender (RFC 5322 §3.6.4), the same for every copy; undefined where it has no name. */
export function messageIdOf(raw: Buffer): string | undefined {
  return split(raw.toString('latin1')).headers.get('message-id')?.trim()
}

type Part = { headers: Map<string, string>; body: string }

/** Deeper nesting is no mail a portal sends. */
const DEEPEST = 5

/** Reads a message as it came over the wire; what it cannot read stays as it is. Bytes are taken as Latin-1. */
export function readMail(raw: Buffer): ReadMail {
  const part = split(raw.toString('latin1'))
  const texts = leaves(part, 0)
  const find = (type: string) => texts.find(leaf => leaf.type === type)?.text ?? ''
  return { subject: words(part.headers.get('subject') ?? ''), text: find('text/plain'), html: find('text/html') }
}

function split(raw: string): Part {
  const [, head = '', body = ''] = /^([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(raw) ?? [undefined, raw, '']
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  const headers = lines.map(line => /^([^:\s]+):\s*(.*)$/.exec(line))
  return { headers: new Map(headers.flatMap(m => (m ? [[(m[1] ?? '').toLowerCase(), m[2] ?? '']] : []))), body }
}

function leaves(part: Part, depth: number): { type: string; text: string }[] {
  const type = part.headers.get('content-type') ?? 'text/plain'
  const boundary = parameter(type, 'boundary')
  const kind = (type.split(';')[0] ?? '').trim().toLowerCase()
  if (!kind.startsWith('multipart/') || boundary === undefined || depth >= DEEPEST) {
    return [{ type: kind, text: decoded(part, parameter(type, 'charset')) }]
  }
  const pieces = `\r\n${part.body}`.split(`\n--${boundary}`).slice(1)
  const inner = pieces.filter(piece => !piece.startsWith('--')).map(piece => piece.replace(/^[^\n]*\n/, ''))
  return inner.flatMap(piece => leaves(split(piece.replace(/\r$/, '')), depth + 1))
}

function parameter(field: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}=(?:"([^"]*)"|([^;\\s]*))`, 'i').exec(field)
  return found?.[1] ?? found?.[2]
}

function decoded({ headers, body }: Part, charset: string | undefined): string {
  const encoding = (headers.get('content-transfer-encoding') ?? '').toLowerCase()
  const bytes = encoding === 'base64' ? Buffer.from(body, 'base64') : Buffer.from(unquoted(body, encoding), 'latin1')
  return inCharset(bytes, charset).replace(/\r\n/g, '\n').trim()
}

function unquoted(body: string, encoding: string): string {
  return encoding === 'quoted-printable' ? hexed(body.replace(/=[ \t]*\r?\n/g, '')) : body
}

function hexed(text: string): string {
  return text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** Encoded words; white space between two of them is not part of the text (RFC 2047 §6.2). */
function words(text: string): string {
  const joined = text.replace(/(\?=)\s+(?==\?)/g, '$1')
  return joined.replace(/=\?([^?]+)\?([BQ])\?([^?]*)\?=/gi, (_, charset: string, kind: string, word: string) => {
    const plain = kind.toUpperCase() === 'B' ? Buffer.from(word, 'base64') : hexed(word.replace(/_/g, ' '))
    return inCharset(Buffer.isBuffer(plain) ? plain : Buffer.from(plain, 'latin1'), charset)
  })
}

function inCharset(bytes: Buffer, charset = 'utf-8'): string {
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return bytes.toString('latin1')
  }
}
