import { after } from '@motcua/kit/clock.ts'
import { randomDigits, randomToken, randomUuid } from '@motcua/kit/random.ts'
import type { FieldError } from '@motcua/sign-in/flow/flow.ts'
import type { Parts } from '../parts.ts'
import type { Asking, Write } from '../steps/method.ts'
import { displayedText } from './displayed.ts'
import { knownOwner } from './known-owner.ts'
import { PROMPT_SECONDS } from './prompt.ts'
import { mayPrompt, secondsUntil } from './prompt-limits.ts'
import { type NewPrompt, type OpenPromptRow, promptsStore } from './prompts-store.ts'
import { simPurposeOf } from './purpose.ts'

type AskParts = Pick<Parts, 'db' | 'sealer' | 'index' | 'limits' | 'rules' | 'clock' | 'random' | 'site'>
export type SimAsking = Pick<Asking, 'purpose' | 'accountId' | 'handles' | 'submission' | 'knownBrowser'> & {
  phone: string
}
export type AskedPrompt = Pick<NewPrompt, 'id' | 'phone' | 'code' | 'expiresAt'>
export type SimAsked = { kind: 'asked'; prompt: AskedPrompt; writes?: Write } | { kind: 'refused'; error: FieldError }

/**
 * Asks a SIM for a signature, once the flow is saved. Of one browser the same question is asked once: another page of it
 * joins the prompt that is open, and a different question waits until the phone is done with that. A browser that the owner
 * is known by is told of a prompt that another one asked for: it is theirs to decline.
 */
export async function askSim(parts: AskParts, asking: SimAsking): Promise<SimAsked> {
  const { phone, submission } = asking
  const { browser, place } = submission.visitor
  const now = parts.clock()
  const open = await promptsStore(parts.db, parts).openOf({ phone, browser }, now)
  if (open) return isSame(open, asking) ? { kind: 'asked', prompt: open } : stillOpen(open, now)
  const knownBrowser = await knownOwner(parts, { ...asking, browser })
  const others = knownBrowser === undefined ? undefined : await promptsStore(parts.db, parts).openAt(phone, now)
  if (others)
    return { kind: 'refused', error: { key: 'sim.other-open', values: { seconds: secondsUntil(others, now) } } }
  const error = await mayPrompt(parts, { phone, browser, place, knownBrowser })
  if (error) return { kind: 'refused', error }
  const prompt = newPrompt(parts, { asking, knownBrowser, now })
  return { kind: 'asked', prompt, writes: tx => promptsStore(tx, parts).add(prompt) }
}

function isSame(open: OpenPromptRow, { purpose, accountId }: SimAsking): boolean {
  return !open.isCancelled && open.purpose === purpose && open.accountId === accountId
}

/** No service takes a prompt back (TS 102 204 knows no cancellation): what its own browser asked, it may know. */
function stillOpen({ code, expiresAt }: OpenPromptRow, now: Date): SimAsked {
  return { kind: 'refused', error: { key: 'sim.still-open', values: { code, seconds: secondsUntil(expiresAt, now) } } }
}

type Drawing = { asking: SimAsking; knownBrowser: string | undefined; now: Date }

function newPrompt({ random, site }: AskParts, { asking, knownBrowser, now }: Drawing): NewPrompt {
  const { phone, purpose, accountId, submission } = asking
  const { browser, place, language } = submission.visitor
  const code = randomDigits(random, 4)
  return {
    ...{ id: randomUuid(random), phone, code, nonce: randomToken(random), browser, purpose, accountId, place },
    ...(knownBrowser === undefined ? {} : { knownBrowser }),
    displayed: displayedText({ site, purpose: simPurposeOf(purpose), code, language }),
    ...{ createdAt: now, expiresAt: after(now, PROMPT_SECONDS) },
  }
}
