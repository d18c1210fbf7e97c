import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { locationOf, register, signIn, type TestPortal, testPortal } from './test-portal.ts'

describe('x', () => {
  let portal: TestPortal
  before(async () => {
    portal = await testPortal()
  })
  after(() => portal.stop())
  it('registers', async () => {
    const by = portal.browser()
    const { who, end } = await register({ portal, by })
    assert.equal(locationOf(end), '/tai-khoan')
    const other = portal.browser()
    assert.equal(locationOf(await signIn({ national: portal.national, by: other, who })), '/tai-khoan')
    assert.equal((await other.get('/tai-khoan')).statusCode, 200)
  })
})
