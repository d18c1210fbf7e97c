import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pemOf, testAuthority } from '@motcua/pki/test-authority.ts'
import { readConfig } from './config.ts'

/** All that must be given, with the lab's upstreams replaced by an outside world's; the keys are not there. */
const outside = {
  DATABASE_URL: 'postgresql://db.example/national',
  MOTCUA_SUBSCRIBER_REGISTRY_URL: 'https://registry.example/v1',
  MOTCUA_SUBSCRIBER_REGISTRY_CLIENT_ID: 'portal',
  MOTCUA_SUBSCRIBER_REGISTRY_CLIENT_SECRET: 'secret',
  MOTCUA_SOCIAL_INSURANCE_URL: 'https://insurance.example/v1',
  MOTCUA_SOCIAL_INSURANCE_CLIENT_ID: 'portal',
  MOTCUA_SOCIAL_INSURANCE_CLIENT_SECRET: 'secret',
  MOTCUA_VNPOST_ISSUER: 'https://vnpost.example/id',
  MOTCUA_VNPOST_CLIENT_ID: 'portal',
  MOTCUA_VNPOST_CLIENT_SECRET: 'secret',
  MOTCUA_SIM_OPERATORS: '/nowhere/sim-operators.json',
  MOTCUA_SMS_HOST: 'sms.example',
  MOTCUA_SMS_PORT: '2775',
  MOTCUA_SMS_SYSTEM_ID: 'portal',
  MOTCUA_SMS_PASSWORD: 'secret',
  MOTCUA_SMTP_URL: 'smtp://127.0.0.1:25',
  MOTCUA_TRUST_DIR: '/nowhere/trust',
  MOTCUA_RELYING_PARTIES: '/nowhere/relying-parties.json',
  MOTCUA_PROVINCES: '/nowhere/provinces.json',
}
const vneidClient = { MOTCUA_VNEID_CLIENT_ID: 'portal', MOTCUA_VNEID_CLIENT_SECRET: 'secret' }
const key = Buffer.alloc(32, 1).toString('base64')
const RING = JSON.stringify({ sealing: { current: 'a', keys: { a: key } }, index: { id: 'a', key }, otp: key })
const KEYS_NEXT = /MOTCUA_KEYS_FILE or MOTCUA_KEYS must be given/

const lab: [string, string][] = [
  ['MOTCUA_LAB_URL', 'http://localhost:3010'],
  ['MOTCUA_SUBSCRIBER_REGISTRY_URL', 'http://localhost:3010/subscriber-registry'],
  ['MOTCUA_SUBSCRIBER_REGISTRY_URL', 'http://127.0.0.1:3010/subscriber-registry'],
  ['MOTCUA_SUBSCRIBER_REGISTRY_URL', 'http://[::1]:3010/subscriber-registry'],
  ['MOTCUA_SUBSCRIBER_REGISTRY_URL', 'http://[::ffff:127.0.0.1]:3010/subscriber-registry'],
  ['MOTCUA_SOCIAL_INSURANCE_URL', 'http://localhost:3010/social-insurance'],
  ['MOTCUA_VNPOST_ISSUER', 'http://localhost:3010/vnpost'],
  ['MOTCUA_VNEID_ISSUER', 'http://[::1]:3010/vneid'],
  ['MOTCUA_SMS_HOST', '127.0.0.1'],
  ['MOTCUA_SMS_HOST', 'LOCALHOST'],
]
for (const [name, value] of lab) {
  test(`a portal refuses ${name} at ${value}, unless told so`, async () => {
    const variables = { ...outside, [name]: value }
    await assert.rejects(readConfig(variables), new RegExp(`${name} (is set|points at the lab)`))
    await assert.rejects(readConfig({ ...vneidClient, ...variables, MOTCUA_ALLOW_LAB: 'yes' }), KEYS_NEXT)
  })
}

test('a portal takes the outside world’s addresses, and a mail relay on this machine', async () => {
  await assert.rejects(readConfig(outside), KEYS_NEXT)
})

test('an identity provider is spoken to over https, except on this machine', async () => {
  for (const name of ['MOTCUA_VNPOST_ISSUER', 'MOTCUA_VNEID_ISSUER']) {
    const plain = { ...outside, ...vneidClient, [name]: 'http://vnpost.example/id' }
    await assert.rejects(readConfig(plain), new RegExp(`${name} must be https`))
    await assert.rejects(readConfig({ ...outside, [name]: 'ftp://vnpost.example' }), new RegExp(name))
  }
})

test('VNeID is off unless its issuer is given, and then its client must be given too', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-config-'))
  const file = join(folder, 'empty.json')
  await writeFile(file, '[]')
  await putTrust(folder, 'Root')
  const whole = {
    ...{
      ...outside,
      MOTCUA_TRUST_DIR: folder,
      MOTCUA_RELYING_PARTIES: file,
      MOTCUA_PROVINCES: file,
      MOTCUA_SIM_OPERATORS: await putOperators(folder),
      MOTCUA_KEYS: RING,
    },
  }
  const vnpost = { issuer: 'https://vnpost.example/id', clientId: 'portal', clientSecret: 'secret' }
  assert.deepEqual((await readConfig(whole)).identityProviders, { vnpost })
  const issuer = 'https://vneid.example'
  await assert.rejects(readConfig({ ...whole, MOTCUA_VNEID_ISSUER: issuer }), /MOTCUA_VNEID_CLIENT_ID/)
  const on = await readConfig({ ...whole, ...vneidClient, MOTCUA_VNEID_ISSUER: issuer })
  assert.deepEqual(on.identityProviders.vneid, { issuer, clientId: 'portal', clientSecret: 'secret' })
  await rm(folder, { recursive: true })
})

test('a portal trusts no root of the lab, unless told so', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-config-'))
  const file = join(folder, 'empty.json')
  await writeFile(file, '[]')
  await putTrust(folder, 'Root, bàn thử nghiệm')
  const places = { MOTCUA_TRUST_DIR: folder, MOTCUA_RELYING_PARTIES: file, MOTCUA_PROVINCES: file }
  const whole = { ...outside, ...places, MOTCUA_SIM_OPERATORS: await putOperators(folder), MOTCUA_KEYS: RING }
  await assert.rejects(readConfig(whole), /MOTCUA_TRUST_DIR holds roots of the lab/)
  const allowed = await readConfig({ ...whole, MOTCUA_ALLOW_LAB: 'yes' })
  assert.equal(allowed.trust.national.anchors.length, 1)
  assert.equal(allowed.certificates.reach, 'anywhere')
  await rm(join(folder, 'government'), { recursive: true })
  await assert.rejects(readConfig({ ...whole, MOTCUA_ALLOW_LAB: 'yes' }), /configuration: MOTCUA_TRUST_DIR: .*ENOENT/)
  await rm(folder, { recursive: true })
})

test('a portal reaches what certificates name outside of its own network, for uses of people alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-config-'))
  const file = join(folder, 'empty.json')
  await writeFile(file, '[]')
  await putTrust(folder, 'Root')
  const places = { MOTCUA_TRUST_DIR: folder, MOTCUA_RELYING_PARTIES: file, MOTCUA_PROVINCES: file }
  const whole = { ...outside, ...places, MOTCUA_SIM_OPERATORS: await putOperators(folder), MOTCUA_KEYS: RING }
  const { certificates } = await readConfig(whole)
  assert.equal(certificates.reach, 'public')
  assert.ok(certificates.use.extendedKeyUsages.includes('1.3.6.1.5.5.7.3.2'))
  const own = await readConfig({ ...whole, MOTCUA_CERTIFICATE_USES: '1.3.6.1.5.5.7.3.2, 1.2.840.113583.1.1.5' })
  assert.deepEqual(own.certificates.use.extendedKeyUsages, ['1.3.6.1.5.5.7.3.2', '1.2.840.113583.1.1.5'])
  for (const use of ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.9', 'clientAuth'])
    await assert.rejects(readConfig({ ...whole, MOTCUA_CERTIFICATE_USES: use }), /MOTCUA_CERTIFICATE_USES names no use/)
  await rm(folder, { recursive: true })
})

/** A file with one operator, who knows the portal by its password. */
async function putOperators(folder: string, changes: object = {}): Promise<string> {
  const contract = { apId: 'portal', apPassword: 'secret', format: 'cms', signatureProfile: 'urn:profile' }
  const file = join(folder, 'operators.json')
  const operator = { id: 'vinaphone', name: 'VinaPhone', url: 'https://mss.example', ...contract, ...changes }
  await writeFile(file, JSON.stringify([operator]))
  return file
}

/** The two roots of a portal, by this name. */
async function putTrust(folder: string, name: string): Promise<void> {
  for (const authority of ['national', 'government']) {
    await mkdir(join(folder, authority))
    const { certificate } = testAuthority({ subject: [['CN', `${authority} ${name}`]] })
    await writeFile(join(folder, authority, 'root.crt'), pemOf(certificate))
  }
}

test('signing agents are looked for at up to three ports that need no administrator', async () => {
  await assert.rejects(readConfig({ ...outside, MOTCUA_AGENT_PORTS: '15000, 15001' }), KEYS_NEXT)
  for (const ports of ['80', '70000', 'x', '15000.5', '15000,15001,15002,15003']) {
    await assert.rejects(readConfig({ ...outside, MOTCUA_AGENT_PORTS: ports }), /MOTCUA_AGENT_PORTS/, ports)
  }
})

test('the operators of signing SIMs are read, and those of the lab refused unless told so', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-config-'))
  const file = join(folder, 'empty.json')
  await writeFile(file, '[]')
  await putTrust(folder, 'Root')
  const places = { MOTCUA_TRUST_DIR: folder, MOTCUA_RELYING_PARTIES: file, MOTCUA_PROVINCES: file }
  const whole = { ...outside, ...places, MOTCUA_SIM_OPERATORS: await putOperators(folder), MOTCUA_KEYS: RING }
  assert.deepEqual(
    (await readConfig(whole)).simOperators.map(({ id }) => id),
    ['vinaphone'],
  )
  await assert.rejects(readConfig({ ...whole, MOTCUA_SIM_OPERATORS: undefined }), /configuration: MOTCUA_SIM_OPERATORS/)
  await assert.rejects(readConfig({ ...whole, MOTCUA_SIM_OPERATORS: file }), /configuration: MOTCUA_SIM_OPERATORS: /)
  await putOperators(folder, { url: 'https://localhost:3013/vinaphone' })
  await assert.rejects(readConfig(whole), /configuration: MOTCUA_SIM_OPERATORS: vinaphone points at the lab/)
  assert.equal((await readConfig({ ...whole, MOTCUA_ALLOW_LAB: 'yes' })).simOperators.length, 1)
  await rm(folder, { recursive: true })
})
