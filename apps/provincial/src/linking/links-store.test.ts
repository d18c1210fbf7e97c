import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { accountsStore } from '../accounts/accounts-store.ts'
import { aPerson, ISSUER, type TestProvincial, testProvincial } from '../test-provincial.ts'
import { linksStore } from './links-store.ts'

const ROUNDS = 40
const AT_ONCE = 10

describe('links made at once', () => {
  let province: TestProvincial
  before(async () => {
    province = await testProvincial()
  })
  after(() => province.stop())

  const atOnce = (make: () => Promise<boolean>) => Promise.all(Array.from({ length: AT_ONCE }, make))

  it('become one, whichever of the two unique rules the database meets first', async () => {
    const links = linksStore(province.db)
    for (let round = 0; round < ROUNDS; round++) {
      const id = await province.localAccount(aPerson(round))
      const link = { issuer: ISSUER, subject: `subject ${round}`, now: province.time.now }
      const made = await atOnce(() => links.link(id, link))
      assert.equal(made.filter(one => one).length, 1)
    }
  })

  it('claim a further number of their account once', async () => {
    const accounts = accountsStore(province.db, province.parts)
    for (let round = 0; round < ROUNDS; round++) {
      const id = await province.localAccount(aPerson(1000 + round))
      const number = { kind: 'id-number', value: `14123${1000 + round}`, exclusive: true } as const
      const claimed = await atOnce(() => accounts.claim(id, number))
      assert.equal(claimed.filter(one => one).length, 1)
    }
  })
})
