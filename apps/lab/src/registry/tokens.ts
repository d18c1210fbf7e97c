import { timingSafeEqual } from 'node:crypto'
import { after, type Clock } from '@motcua/kit/clock.ts'
import { type Random, randomToken } from '@motcua/kit/random.ts'

/** The access tokens a registry has given. */
export type Tokens = { issue(): string; isValid(token: string): boolean }

export const TOKEN_SECONDS = 300
const MOST_TOKENS = 1_000

export function tokens({ clock, random }: { clock: Clock; random: Random }): Tokens {
  const given = new Map<string, Date>()
  return {
    issue: () => {
      const token = randomToken(random)
      given.set(token, after(clock(), TOKEN_SECONDS))
      const [oldest] = given.keys()
      if (given.size > MOST_TOKENS && oldest !== undefined) given.delete(oldest)
      return token
    },
    isValid: token => {
      const until = given.get(token)
      return until !== undefined && until > clock()
    },
  }
}

export type Client = { id: string; secret: string }

/** Whether an Authorization header is this client's, by HTTP Basic with both parts form-encoded (RFC 6749 §2.3.1). */
export function isClient(header: string | undefined, { id, secret }: Client): boolean {
  const sent = /^Basic ([A-Za-z0-9+/]+=*)$/i.exec(header ?? '')?.[1]
  if (sent === undefined) return false
  const expected = Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`)
  const given = Buffer.from(sent, 'base64')
  return given.length === expected.length && timingSafeEqual(given, expected)
}
