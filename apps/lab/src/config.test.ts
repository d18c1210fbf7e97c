import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from './config.ts'

test('Without any variable the lab listens on 3010, with no portals and no staff', () => {
  const { port, portals, staff } = readConfig({})
  assert.deepEqual({ port, portals, staff }, { port: 3010, portals: [], staff: [] })
})

test('Portals are read from JSON', () => {
  const portals = [{ name: 'Cổng Dịch vụ công quốc gia', url: 'http://localhost:3000' }]
  assert.deepEqual(readConfig({ MOTCUA_LAB_PORTALS: JSON.stringify(portals) }).portals, portals)
})

const malformed: [string, string][] = [
  ['MOTCUA_LAB_PORT', '65533'],
  ['MOTCUA_LAB_PORT', 'abc'],
  ['MOTCUA_LAB_PORTALS', '{'],
  ['MOTCUA_LAB_PORTALS', '[{"name":"x","url":"javascript:alert(1)"}]'],
  ['MOTCUA_LAB_STAFF', '[{"portal":"x"}]'],
  ['MOTCUA_LAB_INSURANCE_CLIENT_SECRET', 'short'],
  ['MOTCUA_LAB_SMS_PASSWORD', 'longer than SMPP allows'],
]
for (const [name, value] of malformed) {
  test(`${name}=${value} is refused by name`, () => {
    assert.throws(() => readConfig({ [name]: value }), new RegExp(name))
  })
}
