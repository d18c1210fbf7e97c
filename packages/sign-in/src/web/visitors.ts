import { createHash } from 'node:crypto'
import { type Random, randomToken } from '@motcua/kit/random.ts'
import type { Language } from '@motcua/ui/words.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Visitor } from '../flow/flow.ts'
import { placeOf } from '../limits/place.ts'
import type { Session, Sessions } from '../session/sessions.ts'

export type VisitorParts = {
  /** Names the cookies: browsers share cookies between the ports of a host. */
  deployment: string
  secure: boolean
  random: Random
  sessions: Sessions
}

export type Visitors = ReturnType<typeof visitors>

const YEAR_SECONDS = 365 * 24 * 60 * 60
/** Browsers name themselves in half of it; what is longer would be kept with every line of the trail. */
const DEVICE_CHARACTERS = 300
const TOKEN = /^[A-Za-z0-9_-]{43}$/

/** What requests say about who sends them: the browser, its session, its language. Nothing else reads cookies. */
export function visitors({ deployment, secure, random, sessions }: VisitorParts) {
  // What has this prefix was set by this very host over TLS (RFC 6265bis §4.1.3.2): a neighbouring host can neither
  // make a visitor continue in a browser or session of its choice, nor put its own before ours.
  const named = (what: string) => `${secure ? '__Host-' : ''}${deployment}-${what}`
  const names = { browser: named('browser'), session: named('session'), language: named('language') }
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const
  const cookie = (request: FastifyRequest, name: string) => request.cookies[name]

  function language(request: FastifyRequest): Language {
    return cookie(request, names.language) === 'en' ? 'en' : 'vi'
  }

  function browserToken(request: FastifyRequest, reply: FastifyReply): string {
    const known = cookie(request, names.browser)
    if (known && TOKEN.test(known)) return known
    const token = randomToken(random)
    reply.setCookie(names.browser, token, { ...options, maxAge: YEAR_SECONDS })
    // Asked again about the same request, the answer is the same browser.
    request.cookies[names.browser] = token
    return token
  }

  return {
    language,

    setLanguage(reply: FastifyReply, chosen: Language): void {
      reply.setCookie(names.language, chosen, { ...options, maxAge: YEAR_SECONDS })
    },

    /** Who submits a form. A browser without our cookie gets one, so call this also when the form is shown. */
    visitor(request: FastifyRequest, reply: FastifyReply): Visitor {
      return {
        browser: createHash('sha256').update(browserToken(request, reply)).digest(),
        place: placeOf(request.ip),
        device: (request.headers['user-agent'] ?? '').slice(0, DEVICE_CHARACTERS),
        language: language(request),
      }
    },

    /** The live session of the request, if there is one. */
    async session(request: FastifyRequest): Promise<Session | undefined> {
      const token = cookie(request, names.session)
      return token && TOKEN.test(token) ? sessions.current(token) : undefined
    },

    /** The live session named in a raw Cookie header, for protocol code that has no parsed request. */
    async sessionOfHeader(header: string | undefined): Promise<Session | undefined> {
      const token = new RegExp(`(?:^|;\\s*)${names.session}=([A-Za-z0-9_-]{43})(?:;|$)`).exec(header ?? '')?.[1]
      return token ? sessions.current(token) : undefined
    },

    enter(reply: FastifyReply, token: string): void {
      reply.setCookie(names.session, token, options)
    },

    leave(reply: FastifyReply): void {
      reply.clearCookie(names.session, options)
    },
  }
}
