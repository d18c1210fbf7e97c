import { readFile } from 'node:fs/promises'
import { AGENT_PORTS } from '@motcua/contracts/agent.ts'
import { type Keys, keysFromFile, keysFromText } from '@motcua/kit/keys.ts'
import type { TrustStore } from '@motcua/pki/trust.ts'
import { usualUse } from '@motcua/pki/use.ts'
import { limitsFrom } from '@motcua/sign-in/limits/defaults.ts'
import { z } from 'zod'
import { isOfLab, readTrustFolder, trusted } from './certificates/trust-folder.ts'
import { parseRelyingParties, type RelyingParty } from './oidc/relying-parties.ts'
import type { ConnectedProvince } from './procedures/catalogue-source.ts'
import { isLoopback } from './upstream/loopback.ts'
import { readSimOperators, type SimOperatorSettings } from './upstream/sim-operators-file.ts'

const list = z
  .string()
  .default('')
  .transform(text =>
    text
      .split(',')
      .map(part => part.trim())
      .filter(part => part !== ''),
  )
/** An OpenID provider's issuer (OIDC Discovery §3): plain HTTP only on this machine. */
const issuer = z
  .url({ protocol: /^https?$/ })
  .refine(url => url.startsWith('https:') || isLoopback(new URL(url).hostname), 'must be https')
const port = z.coerce.number().int().min(0).max(65535)
/** Each takes a part of the three seconds in which an agent is looked for. */
const agentPorts = list
  .transform((ports): readonly number[] => (ports.length === 0 ? AGENT_PORTS : ports.map(Number)))
  .pipe(z.array(z.int().min(1024).max(65535)).max(3).readonly())

/** Those of servers, programs, time stamps and OCSP responders say nothing of a person (RFC 5280 §4.2.1.12). */
const NEVER_A_PERSON = /^1\.3\.6\.1\.5\.5\.7\.3\.(1|3|8|9)$/
const certificateUses = list
  .transform(uses => (uses.length === 0 ? [...usualUse.extendedKeyUsages] : uses))
  .refine(uses => uses.every(use => /^[012](\.\d+)+$/.test(use) && !NEVER_A_PERSON.test(use)), 'names no use of people')

const environment = z.object({
  MOTCUA_HOST: z.string().default('127.0.0.1'),
  MOTCUA_PORT: port.default(3000),
  MOTCUA_PUBLIC_URL: z.url().optional(),
  MOTCUA_DEPLOYMENT: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .default('national'),
  MOTCUA_TRUSTED_PROXIES: list,
  MOTCUA_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  MOTCUA_HOTLINE: z.string().default('1800 1096'),
  MOTCUA_CAPTCHA: z.enum(['adaptive', 'always']).default('adaptive'),
  MOTCUA_INACTIVE_DAYS: z.coerce.number().int().min(30).default(730),
  MOTCUA_INACTIVITY_NOTICE_DAYS: z.coerce.number().int().min(7).default(30),
  MOTCUA_LIMITS: z.string().default('{}'),
  MOTCUA_AGENT_PORTS: agentPorts,
  MOTCUA_AGENT_PACKAGES: z.string().min(1).optional(),
  MOTCUA_TRUST_DIR: z.string().min(1),
  MOTCUA_CERTIFICATE_USES: certificateUses,
  DATABASE_URL: z.string().min(1),
  MOTCUA_KEYS_FILE: z.string().optional(),
  MOTCUA_KEYS: z.string().optional(),
  MOTCUA_LAB_URL: z.url().optional(),
  MOTCUA_ALLOW_LAB: z.enum(['yes', 'no']).default('no'),
  MOTCUA_SUBSCRIBER_REGISTRY_URL: z.url(),
  MOTCUA_SUBSCRIBER_REGISTRY_CLIENT_ID: z.string().min(1),
  MOTCUA_SUBSCRIBER_REGISTRY_CLIENT_SECRET: z.string().min(1),
  MOTCUA_SOCIAL_INSURANCE_URL: z.url(),
  MOTCUA_SOCIAL_INSURANCE_CLIENT_ID: z.string().min(1),
  MOTCUA_SOCIAL_INSURANCE_CLIENT_SECRET: z.string().min(1),
  MOTCUA_VNPOST_ISSUER: issuer,
  MOTCUA_VNPOST_CLIENT_ID: z.string().min(1),
  MOTCUA_VNPOST_CLIENT_SECRET: z.string().min(1),
  MOTCUA_VNEID_ISSUER: issuer.optional(),
  MOTCUA_VNEID_CLIENT_ID: z.string().min(1).optional(),
  MOTCUA_VNEID_CLIENT_SECRET: z.string().min(1).optional(),
  MOTCUA_SIM_OPERATORS: z.string().min(1),
  MOTCUA_SMS_HOST: z.string().min(1),
  MOTCUA_SMS_PORT: port,
  MOTCUA_SMS_SYSTEM_ID: z.string().min(1),
  MOTCUA_SMS_PASSWORD: z.string().min(1),
  MOTCUA_SMTP_URL: z.string().regex(/^smtps?:\/\//),
  MOTCUA_RELYING_PARTIES: z.string().min(1),
  MOTCUA_PROVINCES: z.string().min(1),
})
type Environment = z.infer<typeof environment>

const provinces = z.array(
  z.object({
    gsoCode: z.string().regex(/^\d{2}$/),
    organizationCode: z.string().min(1),
    name: z.string().min(1),
    portalUrl: z.url(),
    catalogueUrl: z.url(),
  }),
)

export type Config = ReturnType<typeof shaped> & {
  keys: Keys
  trust: TrustStore
  simOperators: SimOperatorSettings[]
  relyingParties: RelyingParty[]
  provinces: ConnectedProvince[]
}

/** The configuration from the environment. @throws one message that names every variable that is missing or malformed. */
export async function readConfig(variables: Record<string, string | undefined> = process.env): Promise<Config> {
  const parsed = read(environment, variables)
  refuseLab(parsed)
  return {
    ...shaped(parsed),
    keys: await keySource(parsed)(),
    trust: await trustOf(parsed),
    simOperators: await simOperatorsOf(parsed),
    relyingParties: parseRelyingParties(await readFile(parsed.MOTCUA_RELYING_PARTIES, 'utf8')),
    provinces: provinces.parse(JSON.parse(await readFile(parsed.MOTCUA_PROVINCES, 'utf8'))),
  }
}

/** Where the portal's database is: all that the operators' commands need. @throws as `readConfig`. */
export function readDatabaseUrl(variables: Record<string, string | undefined> = process.env): string {
  return read(environment.pick({ DATABASE_URL: true }), variables).DATABASE_URL
}

function read<Shape>(schema: z.ZodType<Shape>, variables: Record<string, string | undefined>): Shape {
  const parsed = schema.safeParse(variables)
  if (parsed.success) return parsed.data
  throw new Error(`configuration: ${parsed.error.issues.map(i => `${i.path.join('.')} ${i.message}`).join('; ')}`)
}

function keySource(env: Environment) {
  if (env.MOTCUA_KEYS_FILE) return keysFromFile(env.MOTCUA_KEYS_FILE)
  if (env.MOTCUA_KEYS) return keysFromText(env.MOTCUA_KEYS)
  throw new Error('configuration: MOTCUA_KEYS_FILE or MOTCUA_KEYS must be given')
}

async function trustOf({ MOTCUA_TRUST_DIR: folder, MOTCUA_ALLOW_LAB: allowsLab }: Environment): Promise<TrustStore> {
  const store = await readTrustFolder(folder).catch((error: Error) => {
    throw new Error(`configuration: MOTCUA_TRUST_DIR: ${error.message}`)
  })
  const isReal = allowsLab === 'yes' || !trusted(store).some(({ certificate }) => isOfLab(certificate))
  if (!isReal) throw new Error('configuration: MOTCUA_TRUST_DIR holds roots of the lab, without MOTCUA_ALLOW_LAB=yes')
  return store
}

function simOperatorsOf({ MOTCUA_SIM_OPERATORS: file, MOTCUA_ALLOW_LAB: lab }: Environment) {
  return readSimOperators(file, { lab }).catch((error: Error) => {
    throw new Error(`configuration: MOTCUA_SIM_OPERATORS: ${error.message}`)
  })
}

/** The lab listens on loopback only, and no registry, identity provider or SMS centre of the outside world does. */
function refuseLab(env: Environment): void {
  if (env.MOTCUA_ALLOW_LAB === 'yes') return
  if (env.MOTCUA_LAB_URL !== undefined) {
    throw new Error(
      'configuration: MOTCUA_LAB_URL is set without MOTCUA_ALLOW_LAB=yes; captcha answers would leave the portal',
    )
  }
  const upstreams = {
    MOTCUA_SUBSCRIBER_REGISTRY_URL: new URL(env.MOTCUA_SUBSCRIBER_REGISTRY_URL).hostname,
    MOTCUA_SOCIAL_INSURANCE_URL: new URL(env.MOTCUA_SOCIAL_INSURANCE_URL).hostname,
    MOTCUA_VNPOST_ISSUER: new URL(env.MOTCUA_VNPOST_ISSUER).hostname,
    MOTCUA_VNEID_ISSUER: env.MOTCUA_VNEID_ISSUER === undefined ? '' : new URL(env.MOTCUA_VNEID_ISSUER).hostname,
    MOTCUA_SMS_HOST: env.MOTCUA_SMS_HOST,
  }
  for (const [name, host] of Object.entries(upstreams)) {
    if (isLoopback(host))
      throw new Error(`configuration: ${name} points at the lab on this machine, without MOTCUA_ALLOW_LAB=yes`)
  }
}

function shaped(env: Environment) {
  return {
    host: env.MOTCUA_HOST,
    port: env.MOTCUA_PORT,
    publicUrl: env.MOTCUA_PUBLIC_URL ?? `http://localhost:${env.MOTCUA_PORT}`,
    deployment: env.MOTCUA_DEPLOYMENT,
    trustedProxies: env.MOTCUA_TRUSTED_PROXIES,
    logLevel: env.MOTCUA_LOG_LEVEL,
    hotline: env.MOTCUA_HOTLINE,
    captcha: env.MOTCUA_CAPTCHA,
    inactivity: { unusedDays: env.MOTCUA_INACTIVE_DAYS, noticeDays: env.MOTCUA_INACTIVITY_NOTICE_DAYS },
    limits: limitsFrom(env.MOTCUA_LIMITS),
    agent: { ports: env.MOTCUA_AGENT_PORTS, packages: env.MOTCUA_AGENT_PACKAGES },
    certificates: certificates(env),
    databaseUrl: env.DATABASE_URL,
    labUrl: env.MOTCUA_LAB_URL,
    subscriberRegistry: {
      url: env.MOTCUA_SUBSCRIBER_REGISTRY_URL,
      clientId: env.MOTCUA_SUBSCRIBER_REGISTRY_CLIENT_ID,
      clientSecret: env.MOTCUA_SUBSCRIBER_REGISTRY_CLIENT_SECRET,
    },
    socialInsurance: {
      url: env.MOTCUA_SOCIAL_INSURANCE_URL,
      clientId: env.MOTCUA_SOCIAL_INSURANCE_CLIENT_ID,
      clientSecret: env.MOTCUA_SOCIAL_INSURANCE_CLIENT_SECRET,
    },
    identityProviders: identityProviders(env),
    sms: {
      host: env.MOTCUA_SMS_HOST,
      port: env.MOTCUA_SMS_PORT,
      systemId: env.MOTCUA_SMS_SYSTEM_ID,
      password: env.MOTCUA_SMS_PASSWORD,
    },
    smtpUrl: env.MOTCUA_SMTP_URL,
  }
}

/** Beside the lab, certificates name addresses of this machine; elsewhere they must not lead into our own network. */
function certificates({ MOTCUA_CERTIFICATE_USES: extendedKeyUsages, MOTCUA_ALLOW_LAB: allowsLab }: Environment) {
  const reach: 'anywhere' | 'public' = allowsLab === 'yes' ? 'anywhere' : 'public'
  return { use: { ...usualUse, extendedKeyUsages }, reach }
}

export type ProviderSettings = { issuer: string; clientId: string; clientSecret: string }

/** VNeID is off unless its issuer is given. */
function identityProviders(env: Environment): { vnpost: ProviderSettings; vneid?: ProviderSettings } {
  const { MOTCUA_VNEID_ISSUER: vneid, MOTCUA_VNEID_CLIENT_ID: id, MOTCUA_VNEID_CLIENT_SECRET: secret } = env
  const vnpost = {
    issuer: env.MOTCUA_VNPOST_ISSUER,
    clientId: env.MOTCUA_VNPOST_CLIENT_ID,
    clientSecret: env.MOTCUA_VNPOST_CLIENT_SECRET,
  }
  if (vneid === undefined) return { vnpost }
  if (id === undefined || secret === undefined) {
    throw new Error('configuration: MOTCUA_VNEID_ISSUER is given without MOTCUA_VNEID_CLIENT_ID and _CLIENT_SECRET')
  }
  return { vnpost, vneid: { issuer: vneid, clientId: id, clientSecret: secret } }
}
