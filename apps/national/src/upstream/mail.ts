export type OutgoingMail = {
  to: string
  subject: string
  text: string
  html?: string
  /** The same at every try: it becomes the Message-ID (RFC 5322 §3.6.4), by which mailboxes drop a repeat. */
  id?: string | undefined
}

/** refused: this mail will never be taken; unavailable: try again later. */
export type MailOutcome = { kind: 'accepted' } | { kind: 'refused' } | { kind: 'unavailable' }

/** The mail relay. */
export type Mail = { send(mail: OutgoingMail): Promise<MailOutcome> }
