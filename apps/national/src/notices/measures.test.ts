import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Registry } from 'prom-client'
import { type TestNational, testNational } from '../test-national.ts'
import { noticeMeasures } from './measures.ts'
import { testDelivery, told } from './test-delivery.ts'

describe('the measures of notices', () => {
  let national: TestNational
  before(async () => {
    national = await testNational()
  })
  after(() => national.stop())

  it('count what is queued, out and given up, by channel', async () => {
    const { measures, onDeath } = noticeMeasures(national.parts)
    const registry = new Registry()
    measures(registry)
    const { answers, run } = testDelivery(national, { onDeath })
    const jobs = await told(national, { phones: ['+84900000001', '+84900000002'], email: 'thu@vidu.vn' })
    answers.mail = 'refused'
    for (const job of [jobs[0], jobs[2]]) await run(job ?? assert.fail())
    const shown = await registry.metrics()
    for (const line of [
      'motcua_notices{state="queued",channel="sms"} 1',
      'motcua_notices{state="sent",channel="sms"} 1',
      'motcua_notices{state="dead",channel="mail"} 1',
      'motcua_notices{state="delivered",channel="sms"} 0',
      'motcua_notices_dead_total{channel="mail",reason="refused"} 1',
    ]) {
      assert.ok(shown.includes(`${line}\n`), `${line} in ${shown}`)
    }
    national.later(25 * 3600)
    const later = await registry.metrics()
    assert.match(later, /state="sent",channel="sms"} 0/)
    assert.match(later, /state="queued",channel="sms"} 1/)
    assert.match(later, /state="dead",channel="mail"} 1/)
  })

  it('are shown without the states while the database is away', async () => {
    const away = await testNational()
    const { measures } = noticeMeasures(away.parts)
    await away.stop()
    const registry = new Registry()
    measures(registry)
    const shown = await registry.metrics()
    assert.match(shown, /motcua_notices_dead_total/)
    assert.doesNotMatch(shown, /motcua_notices\{/)
  })
})
