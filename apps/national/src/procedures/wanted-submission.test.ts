import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDb, testDb } from '@motcua/kit/test-db.ts'
import * as migration from '../db/migrations/010-procedures.ts'
import { catalogueStore } from './catalogue-store.ts'
import { submitPath } from './paths.ts'
import type { ProceduresTables } from './tables.ts'
import { catalogueOf, haiDuong, leThanhNghi, quangNinh } from './test-catalogues.ts'
import { wantedSubmission } from './wanted-submission.ts'

let world: TestDb<ProceduresTables>
before(async () => {
  world = await testDb<ProceduresTables>({ '010-procedures': migration })
  await catalogueStore(world.db).replace(catalogueOf('hai-duong', 'version-1'), new Date())
})
after(() => world.stop())

const wanted = (goTo: string | undefined) => wantedSubmission({ db: world.db, provinces: [haiDuong, quangNinh] }, goTo)

test('The way to a submission tells its procedure and the portal that receives it', async () => {
  const found = await wanted(submitPath(leThanhNghi, '1.001193'))
  assert.equal(found?.procedure, 'Đăng ký khai sinh')
  assert.equal(found?.portal, haiDuong)
})

test('What is not on offer, not a submission or not well formed names nothing', async () => {
  const nothing = [undefined, '/tai-khoan', '/thu-tuc/nop', '/thu-tuc/nop?ma=1.001193', '/thu-tuc/nopx?tinh=30']
  const elsewhere = submitPath({ province: '01', district: '001', commune: '00001' }, '1.001193')
  const unknown = [submitPath(leThanhNghi, '9.999999'), submitPath(leThanhNghi, '<b>'), elsewhere]
  for (const goTo of [...nothing, ...unknown]) assert.equal(await wanted(goTo), undefined, String(goTo))
})
