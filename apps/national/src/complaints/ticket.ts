import { after } from '@motcua/kit/clock.ts'
import { z } from 'zod'
import type { Parts } from '../parts.ts'

const LIFE_SECONDS = 30 * 60
const ticket = z.object({ id: z.string(), until: z.number() })

type TicketParts = Pick<Parts, 'sealer' | 'clock'>

/**
 * Lets one browser see one case for half an hour without the receipt code in the address: nothing is stored, and the
 * address opens nothing in another browser or for whoever sits down here later.
 */
export function caseTicket({ sealer, clock }: TicketParts, browser: Buffer, id: string): string {
  return sealer.seal(JSON.stringify({ id, until: after(clock(), LIFE_SECONDS).getTime() }), place(browser))
}

/** The case that a ticket is for; undefined when it has expired, is another browser's, or was never given. */
export function caseOfTicket({ sealer, clock }: TicketParts, browser: Buffer, text: string): string | undefined {
  const sealed = sealer.unseal(text, place(browser))
  const found = sealed === undefined ? undefined : ticket.parse(JSON.parse(sealed))
  return found && clock().getTime() < found.until ? found.id : undefined
}

function place(browser: Buffer): string {
  return `complaints.ticket:${browser.toString('base64url')}`
}
