import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from './config.ts'

/** All that must be given, with the lab's registries and SMS centre replaced by an outside world's; the keys are not there. */
const outside = {
  DATABASE_URL: 'postgresql://db.example/national',
  MOTCUA_SUBSCRIBER_REGISTRY_URL: 'https://registry.example/v1',
  MOTCUA_SUBSCRIBER_REGISTRY_CLIENT_ID: 'portal',
  MOTCUA_SUBSCRIBER_REGISTRY_CLIENT_SECRET: 'secret',
  MOTCUA_SOCIAL_INSURANCE_URL: 'https://insurance.example/v1',
  MOTCUA_SOCIAL_INSURANCE_CLIENT_ID: 'portal',
  MOTCUA_SOCIAL_INSURANCE_CLIENT_SECRET: 'secret',
  MOTCUA_SMS_HOST: 'sms.example',
  MOTCUA_SMS_PORT: '2775',
  MOTCUA_SMS_SYSTEM_ID: 'portal',
  MOTCUA_SMS_PASSWORD: 'secret',
  MOTCUA_SMTP_URL: 'smtp://127.0.0.1:25',
  MOTCUA_RELYING_PARTIES: '/nowhere/relying-parties.json',
  MOTCUA_PROVINCES: '/nowhere/provinces.json',
}
const KEYS_NEXT = /MOTCUA_KEYS_FILE or MOTCUA_KEYS must be given/

const lab: [string, string][] = [
  ['MOTCUA_LAB_URL', 'http://localhost:3010'],
  ['MOTCUA_SUBSCRIBER_REGISTRY_URL', 'http://localhost:3010/subscriber-registry'],
  ['MOTCUA_SUBSCRIBER_REGISTRY_URL', 'http://127.0.0.1:3010/subscriber-registry'],
  ['MOTCUA_SUBSCRIBER_REGISTRY_URL', 'http://[::1]:3010/subscriber-registry'],
  ['MOTCUA_SUBSCRIBER_REGISTRY_URL', 'http://[::ffff:127.0.0.1]:3010/subscriber-registry'],
  ['MOTCUA_SOCIAL_INSURANCE_URL', 'http://localhost:3010/social-insurance'],
  ['MOTCUA_SMS_HOST', '127.0.0.1'],
  ['MOTCUA_SMS_HOST', 'LOCALHOST'],
]
for (const [name, value] of lab) {
  test(`a portal refuses ${name} at ${value}, unless told so`, async () => {
    const variables = { ...outside, [name]: value }
    await assert.rejects(readConfig(variables), new RegExp(`${name} (is set|points at the lab)`))
    await assert.rejects(readConfig({ ...variables, MOTCUA_ALLOW_LAB: 'yes' }), KEYS_NEXT)
  })
}

test('a portal takes the outside world’s addresses, and a mail relay on this machine', async () => {
  await assert.rejects(readConfig(outside), KEYS_NEXT)
})
