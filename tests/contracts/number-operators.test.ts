import assert from 'node:assert/strict'
import { test } from 'node:test'
import { numberOperatorsHttp } from '../../apps/national/src/upstream/number-operators-http.ts'
import { silent } from './lab.ts'
import { standInRegistry } from './stand-in.ts'

async function askedOf(answer: string) {
  const registry = await standInRegistry(answer)
  const client = { clientId: 'portal', clientSecret: 'secret', log: silent, timeoutMs: 20_000 }
  const found = await numberOperatorsHttp({ url: registry.url, ...client }).operatorOf('+84828114088')
  registry.stop()
  return found
}

const answers: [string, object][] = [
  ['{"result":"found","operator":"viettel"}', { kind: 'found', operator: 'viettel' }],
  ['{"result":"unknown-number"}', { kind: 'unknown-number' }],
  ['{"result":"found"}', { kind: 'unavailable' }],
  ['{"result":"found","operator":"../x"}', { kind: 'unavailable' }],
  ['{"result":"match"}', { kind: 'unavailable' }],
  ['nonsense', { kind: 'unavailable' }],
]
for (const [answer, expected] of answers) {
  test(`The look-up’s answer ${answer} is ${JSON.stringify(expected)}`, async () => {
    assert.deepEqual(await askedOf(answer), expected)
  })
}
