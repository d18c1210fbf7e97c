import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { anArrival, aPerson, aVisitor, type TestProvincial, testProvincial } from '../test-provincial.ts'
import { readTicket, secretHash, spendTicket } from './ticket.ts'

describe('a ticket of somebody who came from the national portal', () => {
  let province: TestProvincial
  before(async () => {
    province = await testProvincial()
  })
  after(() => province.stop())

  const visitor = aVisitor('its holder')
  const spend = (ticket: string) => province.db.transaction().execute(tx => spendTicket(tx, ticket))

  it('is spent by one of ten transactions at once', async () => {
    const ticket = await province.ticket(anArrival(aPerson(1)), visitor)
    const spent = await Promise.all(Array.from({ length: 10 }, () => spend(ticket)))
    assert.equal(spent.filter(one => one).length, 1)
    assert.equal(await readTicket(province.parts, { ticket, browser: visitor.browser }), undefined)
  })

  it('is not spent by a transaction that was undone', async () => {
    const arrival = anArrival(aPerson(2))
    const ticket = await province.ticket(arrival, visitor)
    const undone = province.db.transaction().execute(async tx => {
      await spendTicket(tx, ticket)
      throw new Error('undone')
    })
    await assert.rejects(undone, /undone/)
    assert.deepEqual(await readTicket(province.parts, { ticket, browser: visitor.browser }), arrival)
  })

  it('opens nothing when its row was copied under another ticket', async () => {
    const ticket = await province.ticket(anArrival(aPerson(3)), visitor)
    const other = await province.ticket(anArrival(aPerson(4)), visitor)
    const rows = province.db.selectFrom('sso_tickets').select('sealed').where('ticket_hash', '=', secretHash(other))
    const { sealed } = await rows.executeTakeFirstOrThrow()
    const mine = province.db.updateTable('sso_tickets').where('ticket_hash', '=', secretHash(ticket))
    await mine.set({ sealed }).execute()
    assert.equal(await readTicket(province.parts, { ticket, browser: visitor.browser }), undefined)
  })
})
