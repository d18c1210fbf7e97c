import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { testDb } from '@motcua/kit/test-db.ts'
import { nationalMigrations } from '../../apps/national/src/db/migrations.ts'
import type { NationalTables } from '../../apps/national/src/db/tables.ts'
import { organizationsStore } from '../../apps/national/src/organizations/organizations-store.ts'
import { importDirectory } from './directory.ts'

describe('the directory of state organisations at npm start', () => {
  let national: Awaited<ReturnType<typeof testDb<NationalTables>>>
  const lab = { status: 200, body: '[]' }
  const server = createServer((request, response) => {
    response.statusCode = request.url === '/api/organizations' ? lab.status : 404
    response.end(lab.body)
  })
  before(async () => {
    national = await testDb<NationalTables>(nationalMigrations)
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  })
  after(async () => {
    server.close()
    await national.stop()
  })

  const imported = () =>
    importDirectory({
      ...{ lab: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, databaseUrl: national.url },
    })
  const all = () => organizationsStore(national.db).all()

  it('is the lab’s, whatever was there before', async () => {
    for (const name of ['Văn phòng Chính phủ', 'Văn phòng Chính phủ (mới)']) {
      lab.body = JSON.stringify([{ code: 'G22', name }])
      await imported()
      assert.deepEqual(await all(), [{ code: 'G22', name }])
    }
  })

  it('stays as it was where the lab has none or a wrong one, and says why', async () => {
    const before = await all()
    lab.body = '[{"code":"G22"}]'
    await assert.rejects(imported(), /row 1: name/)
    lab.status = 503
    await assert.rejects(imported(), /the lab has none \(503\)/)
    assert.deepEqual(await all(), before)
  })
})
