export type OutgoingSms = {
  /** `+84…`. */
  to: string
  text: string
  /**
   * 0–4095, the same at every try: a centre that heeds it drops the repeat of what it has accepted already, and a
   * phone puts parts of two tries together as one message.
   */
  reference?: number | undefined
}

/** refused: this message will never be taken; unavailable: try again later. */
export type SmsOutcome = { kind: 'accepted'; messageId: string } | { kind: 'refused' } | { kind: 'unavailable' }

/** What became of an accepted message, told later by the centre. */
export type SmsReceipt = { messageId: string; kind: 'delivered' | 'failed' }

/** The SMS centre, reached over a connection that is kept up from `start` to `stop`. */
export type SmsCentre = {
  /** Whether a message could leave now. */
  available(): boolean
  send(message: OutgoingSms): Promise<SmsOutcome>
  start(): void
  stop(): Promise<void>
}
