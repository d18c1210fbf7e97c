import { randomBytes } from 'node:crypto'
import { AGENT_PROTOCOL } from '@motcua/contracts/agent.ts'
import { type Started, startAgent } from './agent.ts'
import type { AgentConfig } from './config.ts'
import type { Offer, Signed, Signing, TokenSource, TokenState } from './token/token.ts'
import { allTokens } from './token/tokens.ts'

export const EXCHANGE = 'exchange-of-one-site'
export const NONCE = 'n'.repeat(43)
export const hello = { protocol: AGENT_PROTOCOL, exchange: EXCHANGE, type: 'hello' }
export const authenticate = {
  ...{ protocol: AGENT_PROTOCOL, exchange: EXCHANGE, type: 'authenticate' },
  ...{ nonce: NONCE, purpose: 'sign-in', language: 'vi' },
}

/** A token whose holder decides what it does next; what it was asked is kept, as it was then. */
export type ToyToken = TokenSource & {
  offers: Offer[]
  next: Signed | Promise<Signed> | ((signing: Signing) => Promise<Signed>)
  asked: { id: string; origin: string; pin: string | undefined; buffer: Buffer | undefined }[]
}

export function toyToken(...offers: Offer[]): ToyToken {
  const toy: ToyToken = {
    ...{ name: '/usr/lib/libtoy.so', offers, next: { kind: 'failed', because: 'device' }, asked: [] },
    list: async () => ({ kind: 'listed', offers: toy.offers }),
    async sign(signing) {
      const { id, challenge, pin } = signing
      toy.asked.push({ id, origin: challenge.origin, pin: pin?.toString(), buffer: pin })
      return typeof toy.next === 'function' ? toy.next(signing) : toy.next
    },
    close: async () => undefined,
  }
  return toy
}

export function toyOffer(id: string, certificate: Buffer, token: Partial<TokenState> = {}): Offer {
  return { id, certificate, token: { label: 'Toy', kind: 'usb', pin: 'typed', tries: { kind: 'ample' }, ...token } }
}

export function toyConfig(dataFolder: string): AgentConfig {
  return {
    ...{ command: { kind: 'serve' }, port: 0, modules: [], files: [], dataFolder },
    ...{ offersExpired: false, output: 'text', language: 'vi' },
  }
}

/** An agent on a free port of this computer. */
export async function startTestAgent(
  folder: string,
  sources: TokenSource[],
): Promise<Extract<Started, { kind: 'started' }>> {
  const around = { clock: () => new Date(), random: (bytes: number) => randomBytes(bytes), koffi: true }
  const started = await startAgent(toyConfig(folder), allTokens(sources), { ...around, holdLibrary: ['none'] })
  if (started.kind !== 'started') throw new Error(`the agent did not start: ${started.kind}`)
  return started
}
