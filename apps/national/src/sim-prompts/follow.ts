import { after } from '@motcua/kit/clock.ts'
import type { RecurringJob } from '@motcua/kit/jobs.ts'
import type { Parts } from '../parts.ts'
import { signedContent } from './challenge.ts'
import type { PromptOutcome, SimPrompt } from './prompt.ts'
import { countDecline } from './prompt-limits.ts'
import { type DuePrompt, promptsStore } from './prompts-store.ts'

const EVERY_SECONDS = 0.5
/** A phone is not done sooner, and services want no more questions than this (TS 102 204 leaves it to agreement). */
const FIRST_LOOK_SECONDS = 3
const LOOK_SECONDS = 2
/** Longer than any service is waited for; a prompt that was being sent then belongs to a process that died. */
const LEASE_SECONDS = 30
/** So much earlier than the page the phone gives up, so that what is confirmed at the last moment is still fetched. */
const MARGIN_SECONDS = 5
/** A service that is not to be heard for so long is waited for: the phone goes on showing what was asked. */
const SILENCE_SECONDS = 20
const AT_ONCE = 50
/** Under way in this process: so many may wait for a service that is slow before the others have to. */
const MOST_UNDER_WAY = 200

type FollowParts = Pick<Parts, 'db' | 'sealer' | 'index' | 'limits' | 'rules' | 'clock' | 'site' | 'log' | 'simSigning'>
/** `seconds`: since it was asked for. */
export type PromptEnd = { operator: string | undefined; outcome: PromptOutcome['kind']; seconds: number }
export type Follower = {
  job: RecurringJob
  /** Resolves when nothing that was begun is under way any more. */
  idle(): Promise<void>
}

/**
 * Sends the prompts that wait and asks what became of those on phones, in any number of processes. What one operator's
 * service holds up holds up no other: a run begins what is due and does not wait for it.
 */
export function followPrompts(parts: FollowParts, onEnd: (end: PromptEnd) => void): Follower {
  const underWay = new Set<Promise<void>>()
  const prompts = promptsStore(parts.db, parts)

  async function run(): Promise<void> {
    while (await takeSome());
  }

  /** Whether there may be more: of a crowd, nobody waits for the next run. */
  async function takeSome(): Promise<boolean> {
    const most = Math.min(AT_ONCE, MOST_UNDER_WAY - underWay.size)
    if (most <= 0) return false
    const now = parts.clock()
    const due = await prompts.claim({ now, lease: after(now, LEASE_SECONDS), most })
    for (const prompt of due) begin(prompt)
    return due.length === most
  }

  function begin(prompt: DuePrompt): void {
    const work = lookAt(prompt).catch(error => parts.log.error({ err: error }, 'a prompt could not be followed'))
    underWay.add(work)
    void work.finally(() => underWay.delete(work))
  }

  async function lookAt(prompt: DuePrompt): Promise<void> {
    if (prompt.expiresAt <= parts.clock()) return end(prompt, { kind: 'timed-out' })
    switch (prompt.was) {
      case 'waiting':
        return send(prompt)
      case 'sending':
        // Whether it reached the phone, nobody knows: sent again it might stand there twice.
        return end(prompt, { kind: 'unavailable' })
      case 'sent':
        return ask(prompt)
    }
  }

  async function send(prompt: SimPrompt): Promise<void> {
    const { phone, displayed } = prompt
    const content = signedContent({ origin: parts.site.origin, ...prompt })
    const seconds = Math.max(1, secondsLeft(prompt, parts.clock()) - MARGIN_SECONDS)
    const begun = await parts.simSigning.begin({ phone, displayed, content, seconds })
    if (begun.kind !== 'begun') return end(prompt, begun)
    await prompts.sent({ ...prompt, transaction: begun.transaction }, after(parts.clock(), FIRST_LOOK_SECONDS))
  }

  async function ask(prompt: SimPrompt): Promise<void> {
    if (!prompt.transaction) throw new Error(`prompt ${prompt.id} is on a phone without a transaction`)
    const standing = await parts.simSigning.standing(prompt.transaction)
    const now = parts.clock()
    const again = after(now, LOOK_SECONDS)
    if (standing.kind === 'outstanding') return prompts.lookAgain({ ...prompt, silentSince: undefined }, again)
    const { silentSince = now.getTime() } = prompt
    const isBrief = now < after(new Date(silentSince), SILENCE_SECONDS)
    if (standing.kind === 'unavailable' && isBrief) return prompts.lookAgain({ ...prompt, silentSince }, again)
    return end(prompt, standing)
  }

  /** What strangers' prompts are declined counts also where the page that asked is gone. */
  async function end(prompt: SimPrompt, outcome: PromptOutcome): Promise<void> {
    if (!(await prompts.settle(prompt, outcome))) return
    if (outcome.kind === 'declined') await countDecline(parts, prompt)
    const seconds = (parts.clock().getTime() - prompt.createdAt.getTime()) / 1000
    onEnd({ operator: prompt.transaction?.operator, outcome: outcome.kind, seconds })
  }

  return {
    job: { name: 'follow-sim-prompts', everySeconds: EVERY_SECONDS, run },
    async idle() {
      await Promise.all(underWay)
    },
  }
}

function secondsLeft({ expiresAt }: SimPrompt, now: Date): number {
  return Math.floor((expiresAt.getTime() - now.getTime()) / 1000)
}
