import { registryToken, TOKEN_PATH } from '@motcua/contracts/registry-access.ts'
import { after, type Clock } from '@motcua/kit/clock.ts'
import { post } from './bounded-http.ts'

export type TokenSource = {
  /** A token believed valid; undefined when the registry gives none. Concurrent callers share one request. */
  get(signal: AbortSignal): Promise<string | undefined>
  /** This token was refused: the next caller gets a new one. */
  drop(token: string): void
}

type Options = { url: string; clientId: string; clientSecret: string; clock: Clock; timeoutMs: number }
type Held = { token: string; renewAt: Date }

/** Renewed before its end, so that it does not expire on the way. */
const MARGIN_SECONDS = 15

/** Access tokens by client credentials (RFC 6749 §4.4), kept until shortly before they expire. */
export function tokenSource(options: Options): TokenSource {
  let held: Held | undefined
  let asking: Promise<Held | undefined> | undefined
  const ask = () => {
    // Its own time limit: the caller who happened to come first may be nearer to the end of its time than the rest.
    asking ??= requestToken(options).finally(() => {
      asking = undefined
    })
    return asking
  }
  return {
    get: async signal => {
      if (held !== undefined && held.renewAt > options.clock()) return held.token
      held = await Promise.race([ask(), aborted(signal)])
      return held?.token
    },
    drop: token => {
      if (held?.token === token) held = undefined
    },
  }
}

async function requestToken({ url, clientId, clientSecret, clock, timeoutMs }: Options): Promise<Held | undefined> {
  const credentials = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`
  const answer = await post(`${url}${TOKEN_PATH}`, {
    headers: {
      authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    },
    body: 'grant_type=client_credentials',
    signal: AbortSignal.timeout(timeoutMs),
  })
  const token = answer.status === 200 ? registryToken.safeParse(answer.json) : undefined
  if (!token?.success) return undefined
  const { access_token, expires_in } = token.data
  return { token: access_token, renewAt: after(clock(), Math.max(1, expires_in - MARGIN_SECONDS)) }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
