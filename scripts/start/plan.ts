import { join } from 'node:path'
import type { Secrets } from './secrets.ts'

/** One process of the installation: what it runs, where it answers, and its configuration. */
export type Planned = {
  name: string
  label: string
  main: string
  url: string
  /** Every port it listens on; the first answers HTTP. */
  ports: number[]
  environment: Record<string, string>
}

export type Installation = {
  port: number
  host: string
  secrets: Secrets
  /** Whether the national portal offers VNeID, which the lab always runs. */
  vneid: 'on' | 'off'
  /** The folder of the signing agent's packages; what is not there yet is not offered. */
  agentPackages: string
  files: {
    relyingParties: string
    provinces: string
    /** Folder of the lab's certificates; below it the anchors for the portals in `trust`, their access to signature services in `sim`. */
    labPki: string
    keys: { national: string; haiduong: string; second: string }
  }
  database: (name: string) => string
}

type Ports = { national: number; haiduong: number; second: number; lab: number }

/** National at `port`, the provinces behind it, the lab with SMS centre, mail server and signature services at +10 to +13. */
export function portsFrom(port: number): Ports {
  return { national: port, haiduong: port + 1, second: port + 2, lab: port + 10 }
}

/** As it stands in the lab's certificates. */
export const labBaseUrl = (port: number) => `http://127.0.0.1:${portsFrom(port).lab}`

/** What the lab's signature services tell the portal of themselves. */
export function labSimAccess(port: number, { simPassword: apPassword }: Secrets) {
  return { port: portsFrom(port).lab + 3, apId: SIM_AP_ID, apPassword }
}

const at = (port: number) => `http://localhost:${port}`
const CLIENTS = { haiduong: 'hai-duong', second: 'quang-ninh' }
/** The national portal, as the registries and the identity providers know it. */
const NATIONAL_CLIENT = 'cong-dvc-quoc-gia'
/** And the operators' signature services. */
const SIM_AP_ID = 'http://cong-dvc-quoc-gia.example'
const PLENTY = { max: 10_000, seconds: 3_600 }
const ONE_PLACE_FOR_ALL = {
  otp: { sendsPerPlace: PLENTY, sendsPerRange: PLENTY },
  registryLookups: { perPlace: PLENTY },
  recoveriesPerPlace: PLENTY,
  providerSignInsPerPlace: PLENTY,
  certificateRegistrationsPerPlace: PLENTY,
  simPrompts: { perPlace: PLENTY },
  complaints: { perPlace: PLENTY, lookupsPerPlace: PLENTY, uploadsPerPlace: PLENTY },
  objectionsPerPlace: PLENTY,
}
const SMS_ACCOUNT = 'motcua'

/** Everything `npm start` runs. Apps learn all they need from these variables and from nowhere else. */
export function planned(installation: Installation): Planned[] {
  return [
    lab(installation),
    national(installation),
    province(installation, 'haiduong'),
    province(installation, 'second'),
  ]
}

function lab({ port, secrets, files }: Installation): Planned {
  const ports = portsFrom(port)
  const portals = [
    { name: 'Cổng Dịch vụ công quốc gia', url: at(ports.national) },
    { name: 'Hải Dương', url: at(ports.haiduong) },
    { name: 'Quảng Ninh', url: at(ports.second) },
  ]
  return {
    ...{ name: 'lab', label: 'Lab (personas, phones, mailboxes)', main: 'apps/lab/src/main.ts', url: at(ports.lab) },
    ports: [ports.lab, ports.lab + 1, ports.lab + 2, ports.lab + 3],
    environment: {
      MOTCUA_LAB_PORT: String(ports.lab),
      MOTCUA_LAB_REGISTRY_CLIENT_ID: NATIONAL_CLIENT,
      MOTCUA_LAB_REGISTRY_CLIENT_SECRET: secrets.registryClientSecret,
      MOTCUA_LAB_INSURANCE_CLIENT_ID: NATIONAL_CLIENT,
      MOTCUA_LAB_INSURANCE_CLIENT_SECRET: secrets.insuranceClientSecret,
      MOTCUA_LAB_VNPOST_CLIENT_ID: NATIONAL_CLIENT,
      MOTCUA_LAB_VNPOST_CLIENT_SECRET: secrets.vnpostClientSecret,
      MOTCUA_LAB_VNPOST_REDIRECT_URIS: `${at(ports.national)}/dang-nhap/buu-dien/ve`,
      MOTCUA_LAB_VNEID_CLIENT_ID: NATIONAL_CLIENT,
      MOTCUA_LAB_VNEID_CLIENT_SECRET: secrets.vneidClientSecret,
      MOTCUA_LAB_VNEID_REDIRECT_URIS: `${at(ports.national)}/dang-nhap/vneid/ve`,
      MOTCUA_LAB_SMS_SYSTEM_ID: SMS_ACCOUNT,
      MOTCUA_LAB_SMS_PASSWORD: secrets.smsPassword,
      MOTCUA_LAB_SIM_AP_ID: SIM_AP_ID,
      MOTCUA_LAB_SIM_AP_PASSWORD: secrets.simPassword,
      MOTCUA_LAB_PKI: files.labPki,
      MOTCUA_LAB_PORTALS: JSON.stringify(portals),
    },
  }
}

function national(installation: Installation): Planned {
  const { port, secrets, files } = installation
  const ports = portsFrom(port)
  return {
    ...{ name: 'national', label: 'National portal', main: 'apps/national/src/main.ts', url: at(ports.national) },
    ports: [ports.national],
    environment: {
      ...portal(installation, 'national'),
      MOTCUA_SUBSCRIBER_REGISTRY_URL: `${at(ports.lab)}/subscriber-registry`,
      MOTCUA_SUBSCRIBER_REGISTRY_CLIENT_ID: NATIONAL_CLIENT,
      MOTCUA_SUBSCRIBER_REGISTRY_CLIENT_SECRET: secrets.registryClientSecret,
      MOTCUA_SOCIAL_INSURANCE_URL: `${at(ports.lab)}/social-insurance`,
      MOTCUA_SOCIAL_INSURANCE_CLIENT_ID: NATIONAL_CLIENT,
      MOTCUA_SOCIAL_INSURANCE_CLIENT_SECRET: secrets.insuranceClientSecret,
      MOTCUA_VNPOST_ISSUER: `${at(ports.lab)}/vnpost`,
      MOTCUA_VNPOST_CLIENT_ID: NATIONAL_CLIENT,
      MOTCUA_VNPOST_CLIENT_SECRET: secrets.vnpostClientSecret,
      ...(installation.vneid === 'on' ? vneid(installation) : {}),
      MOTCUA_SMS_HOST: '127.0.0.1',
      MOTCUA_SMS_PORT: String(ports.lab + 1),
      MOTCUA_SMS_SYSTEM_ID: SMS_ACCOUNT,
      MOTCUA_SMS_PASSWORD: secrets.smsPassword,
      MOTCUA_SMTP_URL: `smtp://127.0.0.1:${ports.lab + 2}`,
      // Everybody here shares one address.
      MOTCUA_LIMITS: JSON.stringify(ONE_PLACE_FOR_ALL),
      MOTCUA_TRUST_DIR: join(files.labPki, 'trust'),
      MOTCUA_SIM_OPERATORS: join(files.labPki, 'sim', 'operators.json'),
      MOTCUA_RELYING_PARTIES: files.relyingParties,
      MOTCUA_PROVINCES: files.provinces,
      MOTCUA_AGENT_PACKAGES: installation.agentPackages,
    },
  }
}

function vneid({ port, secrets }: Installation): Record<string, string> {
  return {
    MOTCUA_VNEID_ISSUER: `${at(portsFrom(port).lab)}/vneid`,
    MOTCUA_VNEID_CLIENT_ID: NATIONAL_CLIENT,
    MOTCUA_VNEID_CLIENT_SECRET: secrets.vneidClientSecret,
  }
}

type Province = 'haiduong' | 'second'

function province(installation: Installation, name: Province): Planned {
  const ports = portsFrom(installation.port)
  const label = { haiduong: 'Hải Dương', second: 'Quảng Ninh, a second province' }[name]
  return {
    ...{ name, label, main: 'apps/provincial/src/main.ts', url: at(ports[name]), ports: [ports[name]] },
    environment: {
      ...portal(installation, name),
      MOTCUA_PROVINCE: CLIENTS[name],
      MOTCUA_OIDC_ISSUER: at(ports.national),
      MOTCUA_OIDC_CLIENT_ID: CLIENTS[name],
      MOTCUA_OIDC_CLIENT_SECRET: installation.secrets.relyingParties[name],
    },
  }
}

function portal({ port, host, files, database }: Installation, name: 'national' | Province): Record<string, string> {
  const ports = portsFrom(port)
  return {
    MOTCUA_HOST: host,
    MOTCUA_PORT: String(ports[name]),
    MOTCUA_PUBLIC_URL: at(ports[name]),
    // Ports share cookies, so two installations on one machine must not share names.
    MOTCUA_DEPLOYMENT: `${name}-${ports[name]}`,
    MOTCUA_LAB_URL: at(ports.lab),
    MOTCUA_ALLOW_LAB: 'yes',
    MOTCUA_KEYS_FILE: files.keys[name],
    DATABASE_URL: database(name),
  }
}

/** The registered relying parties of the demonstration, as the national portal reads them. */
export function relyingParties(port: number, secrets: Secrets): object[] {
  const ports = portsFrom(port)
  const names = { haiduong: 'Cổng Dịch vụ công tỉnh Hải Dương', second: 'Cổng Dịch vụ công tỉnh Quảng Ninh' }
  return (['haiduong', 'second'] as const).map(name => ({
    ...{ clientId: CLIENTS[name], clientSecret: secrets.relyingParties[name], name: names[name] },
    homeUrl: at(ports[name]),
    redirectUris: [`${at(ports[name])}/sso/ve`],
    postLogoutRedirectUris: [`${at(ports[name])}/da-dang-xuat`, `${at(ports[name])}/`],
  }))
}

/** The provinces whose catalogues the national portal reads; codes of QĐ 20/QĐ-TTg (GSO) and QĐ 20/2020/QĐ-TTg (H…). */
export function connectedProvinces(port: number): object[] {
  const ports = portsFrom(port)
  const of = (url: string) => ({ portalUrl: url, catalogueUrl: `${url}/api/catalogue` })
  return [
    { gsoCode: '30', organizationCode: 'H23', name: 'Tỉnh Hải Dương', ...of(at(ports.haiduong)) },
    { gsoCode: '22', organizationCode: 'H49', name: 'Tỉnh Quảng Ninh', ...of(at(ports.second)) },
  ]
}
