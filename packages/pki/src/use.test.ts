import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TEST_TIME, testAuthority, type Wish } from './test-authority.ts'
import { chainOf, trustStore } from './trust.ts'
import { type UsePolicy, usualUse } from './use.ts'

const root = testAuthority()
const store = trustStore({ national: [root.certificate], government: [] })
const outcome = (wish: Wish, use?: UsePolicy) => {
  const found = chainOf(root.issue(wish).certificate, { store, at: TEST_TIME, ...(use && { use }) })
  return found.kind === 'chained' ? 'chained' : found.reason
}

const SERVER = '1.3.6.1.5.5.7.3.1'
const CLIENT = '1.3.6.1.5.5.7.3.2'
const CODE = '1.3.6.1.5.5.7.3.3'
const MAIL = '1.3.6.1.5.5.7.3.4'
const TIME = '1.3.6.1.5.5.7.3.8'
const OCSP = '1.3.6.1.5.5.7.3.9'
const DOCUMENTS = '1.3.6.1.5.5.7.3.36'
const SMARTCARD = '1.3.6.1.4.1.311.20.2.2'
const MS_DOCUMENTS = '1.3.6.1.4.1.311.10.3.12'

test('A certificate for signing in, mail or documents may be used, among other uses too, or where it names none', () => {
  for (const usage of [CLIENT, MAIL, DOCUMENTS, SMARTCARD, MS_DOCUMENTS, '2.5.29.37.0'])
    assert.equal(outcome({ extendedKeyUsage: [usage] }), 'chained', usage)
  assert.equal(outcome({ extendedKeyUsage: [SERVER, CLIENT] }), 'chained')
  assert.equal(outcome({ extendedKeyUsage: 'none' }), 'chained')
})

test('A certificate for servers, code, time stamps or OCSP alone may not', () => {
  for (const usages of [[SERVER], [CODE], [TIME], [OCSP], [SERVER, CODE, TIME, OCSP], ['1.2.3.4']])
    assert.equal(outcome({ extendedKeyUsage: usages }), 'wrong-use', usages.join())
})

test('A certificate that may not sign is refused; nonRepudiation alone is taken where that is configured', () => {
  assert.equal(outcome({ keyUsage: ['keyEncipherment', 'dataEncipherment'] }), 'wrong-use')
  assert.equal(outcome({ keyUsage: 'none' }), 'wrong-use')
  assert.equal(outcome({ keyUsage: ['nonRepudiation'] }), 'wrong-use')
  assert.equal(outcome({ keyUsage: ['nonRepudiation'] }, { ...usualUse, keyUsage: 'also-non-repudiation' }), 'chained')
  assert.equal(outcome({ keyUsage: ['digitalSignature', 'nonRepudiation'] }), 'chained')
})

test('A CA is nobody, whether it says so by its constraints or by its key usage', () => {
  assert.equal(outcome({ authority: {} }), 'wrong-use')
  assert.equal(outcome({ keyUsage: ['digitalSignature', 'keyCertSign'] }), 'wrong-use')
})

test('The list of uses is handed in', () => {
  assert.equal(outcome({ extendedKeyUsage: ['1.2.3.4'] }, { ...usualUse, extendedKeyUsages: ['1.2.3.4'] }), 'chained')
  assert.equal(outcome({ extendedKeyUsage: [CLIENT] }, { ...usualUse, extendedKeyUsages: ['1.2.3.4'] }), 'wrong-use')
})

test('A CA limited to servers vouches for no person', () => {
  const below = root.authority({ subject: [['CN', 'Servers']], extendedKeyUsage: [SERVER] })
  const trusted = trustStore({ national: [root.certificate, below.certificate], government: [] })
  assert.deepEqual(chainOf(below.issue().certificate, { store: trusted, at: TEST_TIME }), {
    kind: 'refused',
    reason: 'wrong-use',
  })
})
