import { labStaff } from '@motcua/contracts/lab-api.ts'
import { z } from 'zod'
import type { ProviderClient } from './identity-provider/provider.ts'

const list = <Item extends z.ZodType>(item: Item) =>
  z
    .string()
    .default('[]')
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        context.issues.push({ code: 'custom', message: 'is not JSON', input: text })
        return z.NEVER
      }
    })
    .pipe(z.array(item))

const uris = z
  .string()
  .transform(text => text.split(',').map(part => part.trim()))
  .pipe(z.array(z.url({ protocol: /^https?$/ })).min(1))

const portal = z.strictObject({ name: z.string().min(1), url: z.url({ protocol: /^https?$/ }) })
const secret = z.string().min(8).max(128)
/** SMPP 3.4 §4.1.1: a system id has at most 15 characters, a password at most 8. */
const environment = z.object({
  MOTCUA_LAB_PORT: z.coerce.number().int().min(1).max(65532).default(3010),
  MOTCUA_LAB_REGISTRY_CLIENT_ID: z.string().min(1).max(128).default('cong-dvc-quoc-gia'),
  MOTCUA_LAB_REGISTRY_CLIENT_SECRET: secret.default('lab-registry-secret'),
  MOTCUA_LAB_INSURANCE_CLIENT_ID: z.string().min(1).max(128).default('cong-dvc-quoc-gia'),
  MOTCUA_LAB_INSURANCE_CLIENT_SECRET: secret.default('lab-insurance-secret'),
  MOTCUA_LAB_SMS_SYSTEM_ID: z.string().min(1).max(15).default('motcua'),
  MOTCUA_LAB_SMS_PASSWORD: z.string().min(1).max(8).default('lab-sms'),
  MOTCUA_LAB_VNPOST_CLIENT_ID: z.string().min(1).max(128).default('cong-dvc-quoc-gia'),
  MOTCUA_LAB_VNPOST_CLIENT_SECRET: secret.default('lab-vnpost-secret'),
  MOTCUA_LAB_VNPOST_REDIRECT_URIS: uris.default(['http://localhost:3000/dang-nhap/buu-dien/ve']),
  MOTCUA_LAB_VNEID_CLIENT_ID: z.string().min(1).max(128).default('cong-dvc-quoc-gia'),
  MOTCUA_LAB_VNEID_CLIENT_SECRET: secret.default('lab-vneid-secret'),
  MOTCUA_LAB_VNEID_REDIRECT_URIS: uris.default(['http://localhost:3000/dang-nhap/vneid/ve']),
  MOTCUA_LAB_SIM_AP_ID: z.url().default('http://cong-dvc-quoc-gia.example'),
  MOTCUA_LAB_SIM_AP_PASSWORD: secret.default('lab-sim-secret'),
  MOTCUA_LAB_PKI: z.string().min(1).default('data/lab-pki'),
  MOTCUA_LAB_PORTALS: list(portal),
  MOTCUA_LAB_STAFF: list(labStaff),
  MOTCUA_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

export type LabConfig = {
  /** Of the page and the HTTP upstreams; SMS centre, mail server and signature services listen on the next three. */
  port: number
  registry: { id: string; secret: string }
  insurance: { id: string; secret: string }
  sms: { systemId: string; password: string }
  /** The portal as the signature services know it: `AP_ID`, and `AP_PWD` where it has no certificate. */
  sim: { apId: string; apPassword: string }
  /** What the identity providers know of the national portal. */
  vnpost: ProviderClient
  vneid: ProviderClient
  /** Folder of keys and certificates, and below it `trust` with the anchors for the portals. */
  pki: string
  portals: { name: string; url: string }[]
  staff: z.infer<typeof labStaff>[]
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** How long what is slow takes, and what is late comes late. */
  slowMs: number
  smsLateMs: number
  smsPerSecond: number
}

/** The configuration from the environment. @throws one message that names every variable that is malformed. */
export function readConfig(variables: Record<string, string | undefined> = process.env): LabConfig {
  const parsed = environment.safeParse(variables)
  if (!parsed.success) {
    throw new Error(`configuration: ${parsed.error.issues.map(i => `${i.path.join('.')} ${i.message}`).join('; ')}`)
  }
  const env = parsed.data
  return {
    port: env.MOTCUA_LAB_PORT,
    registry: { id: env.MOTCUA_LAB_REGISTRY_CLIENT_ID, secret: env.MOTCUA_LAB_REGISTRY_CLIENT_SECRET },
    insurance: { id: env.MOTCUA_LAB_INSURANCE_CLIENT_ID, secret: env.MOTCUA_LAB_INSURANCE_CLIENT_SECRET },
    sms: { systemId: env.MOTCUA_LAB_SMS_SYSTEM_ID, password: env.MOTCUA_LAB_SMS_PASSWORD },
    sim: { apId: env.MOTCUA_LAB_SIM_AP_ID, apPassword: env.MOTCUA_LAB_SIM_AP_PASSWORD },
    vnpost: {
      id: env.MOTCUA_LAB_VNPOST_CLIENT_ID,
      secret: env.MOTCUA_LAB_VNPOST_CLIENT_SECRET,
      redirectUris: env.MOTCUA_LAB_VNPOST_REDIRECT_URIS,
    },
    vneid: {
      id: env.MOTCUA_LAB_VNEID_CLIENT_ID,
      secret: env.MOTCUA_LAB_VNEID_CLIENT_SECRET,
      redirectUris: env.MOTCUA_LAB_VNEID_REDIRECT_URIS,
    },
    pki: env.MOTCUA_LAB_PKI,
    portals: env.MOTCUA_LAB_PORTALS,
    staff: env.MOTCUA_LAB_STAFF,
    logLevel: env.MOTCUA_LOG_LEVEL,
    slowMs: 30_000,
    smsLateMs: 40_000,
    smsPerSecond: 100,
  }
}
