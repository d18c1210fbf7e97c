import { z } from 'zod'
import { authenticationToken } from './authentication-token.ts'

/**
 * How a site asks the signing agent on the visitor's own computer (docs/signing-agent.md). The site opens
 * `http://127.0.0.1:{port}/connect` in a window and both talk by postMessage, each naming the other's exact origin:
 *
 *     site   -> agent   hello            repeated until the agent answers; after 3 s there is no agent
 *     agent  -> site    ready            its version
 *     site   -> agent   authenticate     nonce, purpose, language; once
 *     agent  -> site    authenticated | failed
 *
 * The agent takes the site's origin from the message event and from nowhere else; nothing stands in the URL. Every
 * message carries the site's `exchange`, a random id, and what has another one is dropped.
 */
export const AGENT_PROTOCOL = 'motcua-agent/1'

/** Where an agent listens unless told otherwise: the first that is free. A site tries them in this order. */
export const AGENT_PORTS = [14_805, 14_806, 14_807] as const

export const AGENT_PATH = '/connect'
export const agentOrigin = (port: number) => `http://127.0.0.1:${port}`

/** Within which a site must have heard of an agent, in ms. */
export const AGENT_ANSWERS_WITHIN = 3_000

/** Older agents are asked to be replaced before anything is signed with them. */
export const LEAST_AGENT_VERSION = '1.0.0'

const version = z.string().regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/)
const common = { protocol: z.literal(AGENT_PROTOCOL), exchange: z.string().regex(/^[\w-]{16,64}$/) }

/** What the person is about to do; the agent says it in their words. */
export const agentPurposes = ['register', 'sign-in', 'add-method', 'confirm'] as const

export const toAgent = z.discriminatedUnion('type', [
  z.strictObject({ ...common, type: z.literal('hello') }),
  z.strictObject({
    ...common,
    type: z.literal('authenticate'),
    /** The site's challenge: at least 32 random bytes, in Base64 or Base64url (Web eID). */
    nonce: z.string().regex(/^[\w+/=-]{43,128}$/),
    purpose: z.enum(agentPurposes),
    language: z.enum(['vi', 'en']),
  }),
])
export type ToAgent = z.infer<typeof toAgent>

/** Why no token came. What was typed or which certificates there are is never told. */
export const agentFailures = [
  /** The person closed it, or would not let this site ask. */
  'cancelled',
  /** No token was seen, and the person asked for help with it. */
  'no-token',
  'pin-blocked',
  'token-removed',
  /** The token or its library failed. */
  'token-failed',
  /** Another request is open in this agent. */
  'busy',
  'malformed',
] as const
export type AgentFailure = (typeof agentFailures)[number]

export const fromAgent = z.discriminatedUnion('type', [
  z.strictObject({ ...common, type: z.literal('ready'), version }),
  z.strictObject({ ...common, type: z.literal('authenticated'), token: authenticationToken }),
  z.strictObject({ ...common, type: z.literal('failed'), reason: z.enum(agentFailures) }),
])
export type FromAgent = z.infer<typeof fromAgent>

/** What may be downloaded, as the script that builds the packages lists them in `manifest.json`. */
export const agentPackage = z.strictObject({
  file: z.string().regex(/^[\w.-]+$/),
  system: z.enum(['linux', 'windows', 'macos']),
  architecture: z.enum(['x64', 'arm64']),
  kind: z.enum(['deb', 'tar.gz', 'zip']),
  bytes: z.number().int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export const agentManifest = z.strictObject({ version, packages: z.array(agentPackage) })
export type AgentPackage = z.infer<typeof agentPackage>
export type AgentManifest = z.infer<typeof agentManifest>
