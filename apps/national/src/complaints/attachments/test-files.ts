import { crc32, deflateRawSync } from 'node:zlib'

/** Files as people attach them, small, and the pieces to make bad ones from. */
export const PDF = Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')
export const JPEG = Buffer.concat([
  Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
  Buffer.from('ffd9', 'hex'),
])
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
export const EXE = Buffer.concat([Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), Buffer.alloc(200)])
/** The container of .doc and .xls, and of protected .docx and .xlsx. */
export const OLD_OFFICE = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1016)])

/** A file that differs from every other of its kind, `bytes` long. */
export function pdfOf(text: string, bytes = 0): Buffer {
  const end = `%${text}\n%%EOF\n`
  return Buffer.concat([
    PDF,
    Buffer.alloc(Math.max(0, bytes - PDF.length - Buffer.byteLength(end)), ' '),
    Buffer.from(end),
  ])
}

export type ZipEntry = {
  name: string
  content: Buffer | string
  told?: number
  flags?: number
  localName?: string
  stored?: boolean
  /** Lies in the content of the entry of this name, which is stored as it is. */
  within?: string
}
type Written = ZipEntry & { raw: Buffer; packed: Buffer; begins: number }

/** A ZIP archive; `told` is the unpacked size it claims, `before`, `after` are bytes around it. */
export function zip(entries: ZipEntry[], { before = '', after = '' } = {}): Buffer {
  const parts: Buffer[] = [Buffer.from(before)]
  const length = () => parts.reduce((sum, part) => sum + part.length, 0)
  const written: Written[] = []
  for (const entry of entries) {
    const raw = Buffer.from(entry.content)
    const packed = entry.stored ? raw : deflateRawSync(raw)
    const around = written.find(({ name }) => name === entry.within)
    const begins = around ? around.begins + 30 + Buffer.byteLength(around.name) : length()
    written.push({ ...entry, raw, packed, begins })
    if (around) continue
    parts.push(header(0x04034b50, { ...entry, raw, packed, begins, name: entry.localName ?? entry.name }), packed)
  }
  const start = length()
  for (const entry of written) parts.push(header(0x02014b50, entry))
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(length() - start, 12)
  end.writeUInt32LE(start, 16)
  return Buffer.concat([...parts, end, Buffer.from(after)])
}

function header(
  signature: 0x04034b50 | 0x02014b50,
  { name, raw, packed, begins, told, flags = 0, stored }: Written,
): Buffer {
  const local = signature === 0x04034b50
  const fixed = Buffer.alloc(local ? 30 : 46)
  const at = local ? 6 : 8
  fixed.writeUInt32LE(signature)
  fixed.writeUInt16LE(flags, at)
  fixed.writeUInt16LE(stored ? 0 : 8, at + 2)
  fixed.writeUInt32LE(crc32(raw), at + 8)
  fixed.writeUInt32LE(packed.length, at + 12)
  fixed.writeUInt32LE(told ?? raw.length, at + 16)
  fixed.writeUInt16LE(Buffer.byteLength(name), at + 20)
  if (!local) fixed.writeUInt32LE(begins, 42)
  return Buffer.concat([fixed, Buffer.from(name)])
}

function contentTypes(main: string): ZipEntry {
  const xml = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/x" ContentType="${main}.main+xml"/></Types>`
  return { name: '[Content_Types].xml', content: xml }
}

const OFFICE = 'application/vnd.openxmlformats-officedocument'
export const docxEntries = (text = 'Tôi không mở tài khoản này.'): ZipEntry[] => [
  contentTypes(`${OFFICE}.wordprocessingml.document`),
  { name: '_rels/.rels', content: '<Relationships/>' },
  { name: 'word/document.xml', content: `<w:document>${text}</w:document>` },
]
export const docx = (text?: string) => zip(docxEntries(text))
export const xlsx = () =>
  zip([
    contentTypes(`${OFFICE}.spreadsheetml.sheet`),
    { name: '_rels/.rels', content: '<Relationships/>' },
    { name: 'xl/workbook.xml', content: '<workbook/>' },
  ])
/** A document with macros: its content type says so. */
export const docm = () =>
  zip([contentTypes('application/vnd.ms-word.document.macroEnabled'), { name: 'word/document.xml', content: '<w/>' }])
