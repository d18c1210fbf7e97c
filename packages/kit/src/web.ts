import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { databaseUnreachable } from './db.ts'
import type { Log } from './log.ts'
import { type Random, randomToken } from './random.ts'

export type WebOptions = {
  log: Log
  random: Random
  /** The address visitors use, such as `https://dichvucong.example`; decides the origin and whether cookies are secure. */
  publicUrl: string
  /** Addresses whose X-Forwarded-* headers are believed; nobody's by default. */
  trustedProxies: string[]
  /** The page for a failed request: not found, refused, or a bug (with the reference that is also in the log). */
  errorPage(request: FastifyRequest, failure: { status: number; reference: string }): string
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Routes that other sites may POST to, because their protocol says so (OIDC authorization, logout). */
    crossSite?: boolean
    /** Routes that take files: their bodies may take minutes to arrive. They set limits of their own. */
    takesFiles?: boolean
  }
}

/** Forms are small; uploads get routes of their own. */
const FORM_BYTES = 64 * 1024
const FORM_MS = 30_000
/** 50 MiB over a line of 1 Mbit/s take seven minutes. */
const FILES_MS = 10 * 60_000

/** A Fastify server with what every app needs: cookies, forms, security headers, one way to fail. Deny by default. */
export async function webServer(options: WebOptions): Promise<FastifyInstance> {
  const origin = new URL(options.publicUrl).origin
  const server = Fastify({
    loggerInstance: options.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomToken(options.random, 9),
    trustProxy: options.trustedProxies.length > 0 ? options.trustedProxies : false,
    bodyLimit: FORM_BYTES,
    requestTimeout: FILES_MS,
    routerOptions: { maxParamLength: 2048, ignoreTrailingSlash: true },
    return503OnClosing: true,
    frameworkErrors: (error, request, reply) =>
      failEarly({ ...options, origin }, error, {
        request: request as unknown as FastifyRequest,
        reply: reply as unknown as FastifyReply,
      }),
  })
  await server.register(cookie)
  await server.register(formbody, { bodyLimit: FORM_BYTES })
  server.addHook('onRequest', async (request, reply) => {
    securityHeaders(reply, origin)
    if (isForgery(request, origin)) throw new Refused(403)
    if (!request.routeOptions.config.takesFiles) cutOffSlow(request)
  })
  server.setErrorHandler<unknown>((error, request, reply) => fail(options, { error, request, reply }))
  server.setNotFoundHandler((request, reply) => sendFailure(options, { request, reply, status: 404 }))
  return server
}

/** A request refused by a rule of the protocol or the house, to be answered with this status and a page. */
export class Refused extends Error {
  readonly statusCode: number
  constructor(statusCode: number) {
    super(`refused with ${statusCode}`)
    this.statusCode = statusCode
  }
}

type Exchange = { request: FastifyRequest; reply: FastifyReply }

function fail(options: WebOptions, { error, request, reply }: Exchange & { error: unknown }) {
  const status = statusOf(error)
  if (status < 500) return sendFailure(options, { request, reply, status })
  const what = status === 503 ? 'database unreachable' : 'unexpected error'
  request.log.error({ err: error, reference: request.id, route: request.routeOptions.url }, what)
  return sendFailure(options, { request, reply, status })
}

/**
 * Addresses that cannot be decoded fail before any hook or plugin: they get the same page and headers, with what a
 * page reads of a request given here. Nothing above catches what is thrown here: it would end the process.
 */
function failEarly({ origin, ...options }: WebOptions & { origin: string }, error: unknown, exchange: Exchange): void {
  const { request, reply } = exchange
  try {
    securityHeaders(reply, origin)
    request.cookies = request.server.parseCookie(request.headers.cookie ?? '')
    fail(options, { ...exchange, error })
  } catch (bug) {
    request.log.error({ err: bug, reference: request.id }, 'no page for an address that cannot be decoded')
    reply.code(500).type('text/plain').send('')
  }
}

/**
 * Only the web framework (FST_ codes; `expose` is how its plugins mark theirs; a body cut off by the visitor) and
 * `Refused` speak to the visitor. A status on any other error is an upstream's business: that error is a bug here.
 */
function statusOf(error: unknown): number {
  if (!(error instanceof Error)) return 500
  if (databaseUnreachable(error)) return 503
  const { code = '', statusCode = 500, expose } = error as Partial<FastifyError> & { expose?: boolean }
  const ours = error instanceof Refused || expose === true || /^(FST_|ECONNRESET$)/.test(code)
  return ours && statusCode >= 400 && statusCode <= 599 ? statusCode : 500
}

function sendFailure(options: WebOptions, { request, reply, status }: Exchange & { status: number }) {
  reply.code(status)
  return sendPage(reply, options.errorPage(request, { status, reference: request.id }))
}

/** Answers with a page, never cached. `formAction` names further origins its forms may end at. */
export function sendPage(reply: FastifyReply, page: string, options: { formAction?: string[] } = {}): FastifyReply {
  if (options.formAction) reply.header('content-security-policy', contentSecurityPolicy(options.formAction))
  return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(page)
}

/**
 * A request from another site's page that would act in the visitor's name. Browsers send `Origin` with
 * every POST; programs without cookies send neither header and have no visitor to act for.
 */
function isForgery(request: FastifyRequest, origin: string): boolean {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return false
  if (request.routeOptions.config.crossSite) return false
  const { origin: from, 'sec-fetch-site': site, cookie: cookies } = request.headers
  if (from !== undefined) return from !== origin
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  return cookies !== undefined
}

/** Who sends a small form slowly only holds a connection; Node itself knows one limit for all requests. */
function cutOffSlow({ raw, headers }: FastifyRequest): void {
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return
  const timer = setTimeout(() => raw.destroy(), FORM_MS).unref()
  for (const over of ['end', 'close']) raw.once(over, () => clearTimeout(timer))
}

function securityHeaders(reply: FastifyReply, origin: string): void {
  reply.headers({
    'content-security-policy': contentSecurityPolicy([]),
    // The signing agent's window must be able to answer its opener.
    'cross-origin-opener-policy': 'same-origin-allow-popups',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
    // Not `no-referrer`: browsers would then send `Origin: null` with our own forms.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  })
  if (origin.startsWith('https:')) reply.header('strict-transport-security', 'max-age=63072000; includeSubDomains')
}

/** Chromium applies `form-action` to every redirect after a submission, so a journey's last origin must be named. */
function contentSecurityPolicy(formAction: string[]): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "media-src 'self'",
    "connect-src 'self'",
    ["form-action 'self'", ...formAction].join(' '),
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ')
}
