import { createHash, timingSafeEqual } from 'node:crypto'
import type { AgentFailure } from '@motcua/contracts/agent.ts'
import { type Random, randomToken } from '@motcua/kit/random.ts'
import type { Language } from '@motcua/ui/words.ts'
import type { Trouble } from '../commands/sign-authentication.ts'
import type { Purpose } from '../page/request-view.ts'
import type { Site } from '../sites/site.ts'

/** One showing of the agent's page, and how far its site has come. */
export type AgentWindow = {
  language: Language
  stage: Stage
  /** What the site is told when the person closes the window now. */
  whenClosed: AgentFailure
}

export type Greeted = { site: Site; exchange: string }
export type Asked = Greeted & {
  kind: 'asked'
  nonce: string
  purpose: Purpose
  signing: boolean
  /** What went wrong last and has not been answered by another choice. */
  trouble: Trouble | undefined
}
export type Stage = { kind: 'waiting' } | ({ kind: 'greeted' } & Greeted) | Asked | { kind: 'ended' }

export type Windows = {
  /** A new showing, and the secret that its page has to name. */
  open(language: Language): string
  /** Of a secret; undefined where there is none such, or it has expired. */
  find(secret: string): AgentWindow | undefined
  /** Lets one window at a time ask the person; false while another one does. */
  claim(window: AgentWindow): boolean
  /** Its page hung up: others may ask the person, unless it is heard again. */
  leave(window: AgentWindow): void
  /** No more is to be asked or answered in it. */
  end(window: AgentWindow): void
}

/** Longer than the nonce of a site lives. */
const LIFETIME_MS = 15 * 60_000
/** Pages tell that they are still there (`here`) at least every minute, in the background too. */
const SILENCE_MS = 90_000
const MOST_WINDOWS = 64

type Kept = { window: AgentWindow; hash: Buffer; openedAt: number; heardAt: number }

/** The windows that are open, in memory: an agent that is started anew knows none of them. */
export function agentWindows({ clock, random }: { clock: () => Date; random: Random }): Windows {
  let kept: Kept[] = []
  let speaker: AgentWindow | undefined
  const now = () => clock().getTime()

  function isPresent(window: AgentWindow | undefined): boolean {
    const found = kept.find(each => each.window === window)
    return found !== undefined && found.window.stage.kind !== 'ended' && now() - found.heardAt < SILENCE_MS
  }

  return {
    open(language) {
      const secret = randomToken(random)
      const window: AgentWindow = { language, stage: { kind: 'waiting' }, whenClosed: 'cancelled' }
      kept = kept.filter(({ openedAt }) => now() - openedAt < LIFETIME_MS)
      // The one that asks the person stays, however many a site opens.
      const oldest = kept.length < MOST_WINDOWS ? undefined : kept.find(each => each.window !== speaker)
      kept = kept.filter(each => each !== oldest)
      kept.push({ window, hash: sha256(secret), openedAt: now(), heardAt: now() })
      return secret
    },
    find(secret) {
      const hash = sha256(secret)
      const found = kept.find(each => timingSafeEqual(each.hash, hash))
      if (!found || now() - found.openedAt >= LIFETIME_MS) return undefined
      found.heardAt = now()
      return found.window
    },
    claim(window) {
      if (speaker !== window && isPresent(speaker)) return false
      speaker = window
      return true
    },
    leave(window) {
      const found = kept.find(each => each.window === window)
      if (found) found.heardAt = Number.NEGATIVE_INFINITY
    },
    end(window) {
      window.stage = { kind: 'ended' }
      if (speaker === window) speaker = undefined
    },
  }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest()
