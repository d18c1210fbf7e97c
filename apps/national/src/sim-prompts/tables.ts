import type { OtpPurpose } from '@motcua/sign-in/otp/sms-otp.ts'
import type { Generated, Selectable } from 'kysely'

/**
 * `waiting` to be sent, being sent, on the phone; `settled`: nothing comes any more; `unsent`: it never goes to a phone,
 * and its own browser alone is answered as if it did.
 */
export const promptStates = ['waiting', 'sending', 'sent', 'settled', 'unsent'] as const
export type PromptState = (typeof promptStates)[number]

/** Prompts to signing SIMs (migrations 016, 017). A number has one at most that is neither settled nor unsent. */
export type SimPromptsTables = { sim_prompts: SimPromptTable }

type SimPromptTable = {
  id: string
  number_index: Buffer
  browser: Buffer
  purpose: OtpPurpose
  account_id: string | null
  state: PromptState
  /** Whoever asked wants it no more: a signature that comes yet is believed by nobody. */
  is_cancelled: Generated<boolean>
  created_at: Date
  expires_at: Date
  next_look_at: Date
  sealed: string
}

export type SimPromptRow = Selectable<SimPromptTable>
