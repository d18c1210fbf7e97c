import { fileTypeFromBuffer } from 'file-type'
import { isSoundArchive } from './office-archive.ts'

/** What may be attached (product rules, section Limits). */
export const attachmentKinds = ['pdf', 'jpeg', 'png', 'docx', 'xlsx'] as const
export type AttachmentKind = (typeof attachmentKinds)[number]

/**
 * Why a file's content is not taken. `old-office`: the container of .doc and .xls and of password-protected .docx and
 * .xlsx; `damaged`: begins like one of ours, but does not hold what such a file holds.
 */
export type KindRefusal = 'foreign' | 'old-office' | 'damaged'

const detected: Record<string, AttachmentKind> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
}

/** What a file is by its content; its name and what the browser calls it count for nothing. */
export async function attachmentKind(
  bytes: Buffer,
): Promise<{ kind: 'is'; as: AttachmentKind } | { kind: 'refused'; reason: KindRefusal }> {
  const found = await fileTypeFromBuffer(bytes)
  if (found?.mime === 'application/x-cfb') return { kind: 'refused', reason: 'old-office' }
  const as = detected[found?.mime ?? '']
  if (as === undefined) return { kind: 'refused', reason: 'foreign' }
  return (await isSound[as](bytes)) ? { kind: 'is', as } : { kind: 'refused', reason: 'damaged' }
}

/** A PDF ends with its marker, but for what programs leave behind it (ISO 32000-1, Annex H, note 18). */
const PDF_END_WITHIN = 1024
/** The IEND chunk: length 0, name, CRC (W3C PNG §11.2.5). */
const PNG_END = Buffer.from('0000000049454e44ae426082', 'hex')
const JPEG_END = Buffer.from([0xff, 0xd9])

/** Whole, and nothing else behind it. After a JPEG's end phones keep depth and video: that stays. */
const isSound: Record<AttachmentKind, (bytes: Buffer) => boolean | Promise<boolean>> = {
  pdf: bytes => bytes.subarray(-PDF_END_WITHIN).includes('%%EOF'),
  jpeg: bytes => bytes.includes(JPEG_END),
  png: bytes => bytes.subarray(-PNG_END.length).equals(PNG_END),
  docx: isSoundArchive,
  xlsx: isSoundArchive,
}
