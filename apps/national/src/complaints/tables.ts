import type { Generated } from 'kysely'
import type { AttachmentKind } from './attachments/attachment-kind.ts'
import type { ComplaintState, Matter } from './complaint.ts'

/** What complaints keep (see db/migrations/013-complaints.ts). */
export type ComplaintsTables = {
  complaints: {
    id: string
    receipt_index: Buffer
    contested_index: Buffer
    /** The contact that a code confirmed. */
    contact_index: Buffer
    state: ComplaintState
    matter: Matter
    language: 'vi' | 'en'
    /** What the complainant stated, with the receipt code. */
    sealed: string
    created_at: Date
  }
  /** What a complaint went through; `sealed` holds words for the complainant. */
  complaint_events: {
    id: Generated<number>
    complaint_id: string
    at: Date
    state: ComplaintState
    sealed: string | null
  }
  /** The four that tell whose unfinished form a file was uploaded to are set until the complaint is handed in. */
  complaint_attachments: {
    id: string
    complaint_id: string | null
    /** The order in which they came. */
    position: Generated<number>
    flow_id: string | null
    browser: Buffer | null
    place_index: Buffer | null
    digest_index: Buffer | null
    kind: AttachmentKind
    size: number
    /** Sealed, as `content` is. */
    name: string
    content: Buffer
    uploaded_at: Date
  }
}
