import type { Parts } from '../../parts.ts'
import { attachmentKind } from './attachment-kind.ts'
import { attachmentsStore, type Owner } from './attachments-store.ts'
import type { FileRefusal } from './received-files.ts'

/** `name` as it may be shown. */
export type Arrived = { owner: Owner; place: string; name: string; content: Buffer }

/** Looks at a file that has arrived, and keeps it with its form or says why not. */
export async function takeAttachment(
  parts: Parts,
  { owner, place, name, content }: Arrived,
): Promise<'held' | FileRefusal> {
  if (content.length === 0) return 'empty'
  const found = await attachmentKind(content)
  if (found.kind === 'refused') return found.reason
  const attachment = { owner, place, kind: found.as, name, content }
  return attachmentsStore(parts.db, parts).hold(attachment, parts.rules.attachments)
}
