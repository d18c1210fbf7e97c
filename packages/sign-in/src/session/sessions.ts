import { createHash } from 'node:crypto'
import type { Clock } from '@motcua/kit/clock.ts'
import { type Random, randomUuid } from '@motcua/kit/random.ts'
import type { Sealer } from '@motcua/kit/sealing.ts'
import type { Kysely } from 'kysely'
import type { Visitor } from '../flow/flow.ts'
import type { LimitSettings } from '../limits/defaults.ts'
import type { SessionRow, SignInTables } from '../tables.ts'
import { sessionStore } from './session-store.ts'

/** A way somebody proved themselves in this session (RFC 8176 values: pwd, sms, hwk, swk, pin …). */
export type MethodReference = string

export type Session = {
  id: string
  accountId: string
  methods: MethodReference[]
  createdAt: Date
  authenticatedAt: Date
}

export type SessionParts = { sealer: Sealer; clock: Clock; random: Random; rules: LimitSettings['session'] }
export type NewSession = { accountId: string; token: string; methods: MethodReference[]; visitor: Visitor }

export type Sessions = ReturnType<typeof sessions>

/** Signed-in browsers. The token lives only in the cookie; the table holds its hash. */
export function sessions(db: Kysely<SignInTables>, { sealer, clock, random, rules }: SessionParts) {
  const store = sessionStore(db)
  return {
    /**
     * Opens a session under a freshly made token (never a continued one: session fixation) and knows the browser
     * from now on. Returns the session's id.
     */
    async open({ accountId, token, methods, visitor }: NewSession): Promise<string> {
      const now = clock()
      const id = randomUuid(random)
      await store.insert({
        ...{ id, account_id: accountId, methods: methods.join(' '), token_hash: tokenHash(token) },
        ...{ browser: visitor.browser, created_at: now, authenticated_at: now, last_seen_at: now },
        ...{ ends_at: new Date(now.getTime() + rules.absoluteSeconds * 1000), ended_at: null, end_reason: null },
        place: sealer.seal(visitor.place, `sessions.place:${id}`),
        device: sealer.seal(visitor.device.slice(0, 300), `sessions.device:${id}`),
      })
      await store.rememberBrowser({ accountId, browser: visitor.browser, now })
      return id
    },

    /** The live session of a token, marked as seen; undefined when idle too long, too old, ended or unknown. */
    async current(token: string): Promise<Session | undefined> {
      const now = clock()
      const idleSince = new Date(now.getTime() - rules.idleSeconds * 1000)
      const row = await store.touch(tokenHash(token), { now, idleSince })
      return row && sessionOf(row)
    },

    async end(id: string, reason: EndReason): Promise<void> {
      await store.end({ id, reason, now: clock() })
    },

    /** Ends all sessions of an account; what they vouched for elsewhere ends with them. Returns their ids. */
    async endAll(accountId: string, reason: EndReason): Promise<string[]> {
      return store.endAll({ accountId, reason, now: clock() })
    },

    async knowsBrowser(accountId: string, browser: Buffer): Promise<boolean> {
      return store.knowsBrowser(accountId, browser)
    },
  }
}

export type EndReason =
  | 'signed-out'
  | 'password-changed'
  | 'phone-changed'
  | 'objected'
  | 'signed-out-by-relying-party'
  | 'replaced'

function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

function sessionOf(row: SessionRow): Session {
  return {
    id: row.id,
    accountId: row.account_id,
    methods: row.methods.split(' ').filter(method => method !== ''),
    createdAt: row.created_at,
    authenticatedAt: row.authenticated_at,
  }
}
