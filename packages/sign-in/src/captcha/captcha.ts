import { setTimeout as pause } from 'node:timers/promises'
import { after, type Clock } from '@motcua/kit/clock.ts'
import type { Random } from '@motcua/kit/random.ts'
import type { Sealer } from '@motcua/kit/sealing.ts'
import { defaultLimits } from '../limits/defaults.ts'
import { drawAnswer, sameAnswer } from './alphabet.ts'
import { seededDraw } from './draw.ts'
import { captchaPicture } from './picture.ts'
import { captchaSound } from './sound.ts'
import { nonceBytes, openToken, sealToken } from './token.ts'

/** Remembers which captchas were answered; `spend` is false when the nonce was spent before. */
export type SpentCaptchas = { spend(nonce: Buffer, expiresAt: Date): Promise<boolean> }

export type CaptchaParts = {
  sealer: Sealer
  clock: Clock
  random: Random
  spent: SpentCaptchas
  /** How a lab deployment learns the answers; waited for at most 300 ms, its failures change nothing. */
  publish?: (id: string, answer: string) => Promise<void>
}

export type CaptchaVerdict = 'right' | 'wrong' | 'expired' | 'used'

export type Captchas = ReturnType<typeof captchas>

const PUBLISH_MS = 300

/** Captchas of six characters, valid five minutes, good for one answer. A captcha is its id: nothing is stored until it is answered. */
export function captchas({ sealer, clock, random, spent, publish }: CaptchaParts) {
  const open = (id: string) => {
    const token = openToken(sealer, id)
    return token && clock() < token.expiresAt ? token : undefined
  }
  return {
    /** Makes a captcha; answers its id, URL-safe, at most 512 characters, to go into the form and the addresses. */
    async issue(): Promise<string> {
      const answer = drawAnswer(random)
      const id = sealToken(sealer, {
        answer,
        expiresAt: after(clock(), defaultLimits.captcha.lifeSeconds),
        nonce: random(nonceBytes),
      })
      if (publish) await atMost(PUBLISH_MS, async () => publish(id, answer))
      return id
    },

    /** A PNG to be shown at 180 × 48 pixels, always the same for one id; undefined for an id that is expired or not ours. */
    picture(id: string): Buffer | undefined {
      const token = open(id)
      return token && captchaPicture(token.answer, seededDraw(token.nonce, 'picture'))
    },

    /** A WAV file that reads the characters out in Vietnamese, always the same for one id; undefined as for `picture`. */
    sound(id: string): Buffer | undefined {
      const token = open(id)
      return token && captchaSound(token.answer, seededDraw(token.nonce, 'sound'))
    },

    /** Judges an answer and spends the captcha, right or wrong. An id that is not ours is `expired`. */
    async check(id: string, typed: string): Promise<CaptchaVerdict> {
      const token = open(id)
      if (!token) return 'expired'
      if (!(await spent.spend(token.nonce, token.expiresAt))) return 'used'
      return sameAnswer(token.answer, typed) ? 'right' : 'wrong'
    },
  }
}

/** Waits for the work until it is done, has failed or has taken too long. */
async function atMost(milliseconds: number, work: () => Promise<void>): Promise<void> {
  const done = new AbortController()
  const timeUp = pause(milliseconds, undefined, { signal: done.signal })
  await Promise.race([work(), timeUp]).catch(() => undefined)
  done.abort()
}
