import type { OtpPurpose } from '@motcua/sign-in/otp/sms-otp.ts'
import type { Generated, Selectable } from 'kysely'

/** `waiting` to be sent, being sent, on the phone; `settled`: nothing comes any more. */
export const promptStates = ['waiting', 'sending', 'sent', 'settled'] as const
export type PromptState = (typeof promptStates)[number]

/** Prompts to signing SIMs (migration 016). A number has one at most that is not settled. */
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
