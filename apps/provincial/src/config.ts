import { fileURLToPath } from 'node:url'
import { type Keys, keysFromFile, keysFromText } from '@motcua/kit/keys.ts'
import { z } from 'zod'
import { loadProvince, type Province } from './procedures/province.ts'

const list = z
  .string()
  .default('')
  .transform(text =>
    text
      .split(',')
      .map(part => part.trim())
      .filter(part => part !== ''),
  )

const environment = z.object({
  MOTCUA_HOST: z.string().default('127.0.0.1'),
  MOTCUA_PORT: z.coerce.number().int().min(0).max(65535).default(3001),
  MOTCUA_PUBLIC_URL: z.url().optional(),
  /** Names the cookies; the province's own name unless told. */
  MOTCUA_DEPLOYMENT: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .optional(),
  /** A province's file, by its path or, for one of those in `config/`, by its name. */
  MOTCUA_PROVINCE: z.string().min(1).default('hai-duong'),
  MOTCUA_OIDC_ISSUER: z.url(),
  MOTCUA_OIDC_CLIENT_ID: z.string().min(1),
  MOTCUA_OIDC_CLIENT_SECRET: z.string().min(1),
  MOTCUA_TRUSTED_PROXIES: list,
  MOTCUA_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  MOTCUA_HOTLINE: z.string().default('1800 1096'),
  MOTCUA_LAB_URL: z.url().optional(),
  MOTCUA_ALLOW_LAB: z.enum(['yes', 'no']).default('no'),
  DATABASE_URL: z.string().min(1),
  MOTCUA_KEYS_FILE: z.string().optional(),
  MOTCUA_KEYS: z.string().optional(),
})
type Environment = z.infer<typeof environment>

export type Config = ReturnType<typeof shaped> & { keys: Keys; province: Province; deployment: string }

/** The configuration from the environment. @throws one message that names every variable that is missing or malformed. */
export async function readConfig(variables: Record<string, string | undefined> = process.env): Promise<Config> {
  const parsed = environment.safeParse(variables)
  if (!parsed.success) {
    throw new Error(`configuration: ${parsed.error.issues.map(i => `${i.path.join('.')} ${i.message}`).join('; ')}`)
  }
  refuseLab(parsed.data)
  const province = await loadProvince(provinceFile(parsed.data.MOTCUA_PROVINCE))
  const deployment = parsed.data.MOTCUA_DEPLOYMENT ?? province.deployment
  return { ...shaped(parsed.data), province, deployment, keys: await keySource(parsed.data)() }
}

function provinceFile(named: string): string {
  if (!/^[a-z]+(-[a-z]+)*$/.test(named)) return named
  return fileURLToPath(new URL(`../config/${named}.json`, import.meta.url))
}

function keySource(env: Environment) {
  if (env.MOTCUA_KEYS_FILE) return keysFromFile(env.MOTCUA_KEYS_FILE)
  if (env.MOTCUA_KEYS) return keysFromText(env.MOTCUA_KEYS)
  throw new Error('configuration: MOTCUA_KEYS_FILE or MOTCUA_KEYS must be given')
}

function refuseLab(env: Environment): void {
  const lab = env.MOTCUA_LAB_URL !== undefined
  if (lab && env.MOTCUA_ALLOW_LAB === 'no') {
    throw new Error(
      'configuration: MOTCUA_LAB_URL is set without MOTCUA_ALLOW_LAB=yes; captcha answers would leave the portal',
    )
  }
}

function shaped(env: Environment) {
  return {
    host: env.MOTCUA_HOST,
    port: env.MOTCUA_PORT,
    publicUrl: env.MOTCUA_PUBLIC_URL ?? `http://localhost:${env.MOTCUA_PORT}`,
    oidc: {
      issuer: env.MOTCUA_OIDC_ISSUER,
      clientId: env.MOTCUA_OIDC_CLIENT_ID,
      clientSecret: env.MOTCUA_OIDC_CLIENT_SECRET,
    },
    trustedProxies: env.MOTCUA_TRUSTED_PROXIES,
    logLevel: env.MOTCUA_LOG_LEVEL,
    hotline: env.MOTCUA_HOTLINE,
    databaseUrl: env.DATABASE_URL,
    labUrl: env.MOTCUA_LAB_URL,
  }
}
