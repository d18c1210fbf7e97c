export type OutgoingMail = { to: string; subject: string; text: string; html?: string }

/** refused: this mail will never be taken; unavailable: try again later. */
export type MailOutcome = { kind: 'accepted' } | { kind: 'refused' } | { kind: 'unavailable' }

/** The mail relay. */
export type Mail = { send(mail: OutgoingMail): Promise<MailOutcome> }
