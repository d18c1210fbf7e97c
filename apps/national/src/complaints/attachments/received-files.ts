import type { Errors } from '@motcua/sign-in/flow/flow.ts'
import { z } from 'zod'

/** Why a file that arrived was not taken. */
export const fileRefusals = [
  'foreign',
  'old-office',
  'damaged',
  'empty',
  'too-large',
  'too-many',
  'too-much',
  'full',
  'too-often',
  'busy',
  'cut-off',
] as const
export type FileRefusal = (typeof fileRefusals)[number]

/** What came with one submission: the contents that were taken, by their hashes, and what was refused. */
const receivedFiles = z.object({
  taken: z.array(z.string()),
  refused: z.array(z.object({ reason: z.enum(fileRefusals), name: z.string() })),
})
export type ReceivedFiles = z.infer<typeof receivedFiles>

/** The field in which a submission's files are told to the step; what a visitor sends under this name is overwritten. */
export const RECEIVED = 'received'

/** The problems of the files, one for each reason, with the names. */
export function fileErrors(fields: Record<string, string>): Errors {
  const told = receivedFiles.safeParse(parsed(fields[RECEIVED]))
  if (!told.success) return {}
  const byReason = Object.groupBy(told.data.refused, ({ reason }) => reason)
  return Object.fromEntries(
    Object.entries(byReason).map(([reason, files = []]) => {
      const names = files.map(({ name }) => name)
      return [`attachments-${reason}`, { key: `file.${reason}`, values: { names: listed(names) } }]
    }),
  )
}

/** Refused for being too large, too many or too much together: what RFC 9110 §15.5.14 calls too large a content. */
export function areTooLarge(errors: Errors): boolean {
  return ['too-large', 'too-many', 'too-much', 'cut-off'].some(reason => `attachments-${reason}` in errors)
}

const NAMED = 3

function listed(names: string[]): string {
  const rest = names.length - NAMED
  return names.slice(0, NAMED).join(', ') + (rest > 0 ? ` (+${rest})` : '')
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}
