import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { testNumber } from '@motcua/contracts/mobile-signature.ts'
import { personas } from '../../apps/lab/src/personas.ts'
import { startWorld, type World } from '../world.ts'
import { mainText, titleOf } from './page.ts'
import { signOut, type Traveller, traveller } from './road.ts'
import {
  becomes,
  beginsRegistering,
  beginsSigningIn,
  confirmsOnPhone,
  opensByCertificate,
  type SimHolder,
  signsInBySim,
  simHolder,
} from './sim-road.ts'

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world?.stop())

/** Registers, and signs in with the SIM again. */
async function opensAnAccount(one: SimHolder): Promise<void> {
  const confirm = await confirmsOnPhone(one, await beginsRegistering(one, one.sim.number))
  const said = mainText(confirm)
  assert.equal(confirm.status, 200, said)
  for (const label of ['Ngày hiệu lực', 'Ngày hết hạn', 'Tên CA']) assert.ok(said.includes(label), label)
  const account = await opensByCertificate(one, confirm)
  assert.match(titleOf(account), /^Thông tin cá nhân/, mainText(account))
  assert.match(mainText(account), /IAL3/)
  await signOut(one)
  world.later(31)
  const back = await signsInBySim(one)
  assert.match(titleOf(back), /^Thông tin cá nhân/, mainText(back))
  assert.match(mainText(back), new RegExp(one.person.fullName, 'i'))
}

const isSaid = async (one: Traveller, because: RegExp) => {
  const page = await becomes(one, await beginsRegistering(one))
  assert.match(titleOf(page), /Chưa xác nhận được/, mainText(page))
  assert.match(mainText(page), because)
}
const never = (because: RegExp) => (one: Traveller) => isSaid(one, because)
const signedAndRefused = (because: RegExp) => async (one: Traveller) => {
  const { sim } = await simHolder(world, one.person.id)
  const page = await confirmsOnPhone({ ...one, world, sim }, await beginsRegistering(one))
  assert.match(titleOf(page), /Chưa xác nhận được/, mainText(page))
  assert.match(mainText(page), because)
}

/** What becomes of registering by SIM, for each thing that the lab says will happen. */
const outcomes: Record<string, (one: Traveller) => Promise<void>> = {
  ok: async one => opensAnAccount(await simHolder(world, one.person.id)),
  'pin-blocked': never(/PIN ký số của SIM đã bị khóa/),
  'phone-off': never(/Không liên lạc được với điện thoại/),
  'no-sim': never(/chưa được đăng ký SIM ký số/),
  'other-operator': never(/chưa được đăng ký SIM ký số/),
  revoked: signedAndRefused(/đã bị thu hồi/),
  expired: signedAndRefused(/đã hết hạn/),
  async foreign(one) {
    const { sim } = await simHolder(world, one.person.id)
    const page = await confirmsOnPhone({ ...one, world, sim }, await beginsRegistering(one))
    assert.match(mainText(page), /Mạc Thị Thùy Dương/i)
    assert.doesNotMatch(mainText(page), new RegExp(one.person.fullName, 'i'))
  },
}

for (const { id, expects, story } of personas.filter(one => one.expects.sim !== 'none')) {
  test(`${id} (${story.en}): registering by SIM ends as ${expects.sim}`, async () => {
    const outcome = outcomes[expects.sim]
    assert.ok(outcome, `no test knows what ${expects.sim} is`)
    await outcome(await traveller(world, id))
  })
}

const declined = /đã bị từ chối trên điện thoại/
const blocked = /PIN ký số của SIM đã bị khóa/
const nobody = /chưa được đăng ký SIM ký số/
const refused = /Nhà mạng không nhận yêu cầu của cổng/
const late = /Đã quá 2 phút/
const bad = /Nhà mạng báo chứng thư số trong SIM không còn dùng được/
/** Signed by some persona's SIM, which is not the test number's own: known by then, or not. */
const unknown = /chưa tài khoản nào đăng ký nó|không đúng với yêu cầu này/
const away = /Dịch vụ SIM ký số của nhà mạng chưa trả lời/

/** What the page says at the end of each test number. */
const pages: [number, RegExp][] = [
  ...[101, 102, 103, 104, 106, 107, 108, 109, 405, 600].map((status): [number, RegExp] => [status, refused]),
  ...[105, 404, 407, 422].map((status): [number, RegExp] => [status, nobody]),
  ...[402, 403].map((status): [number, RegExp] => [status, blocked]),
  ...[423, 424, 900].map((status): [number, RegExp] => [status, away]),
  ...[500, 502].map((status): [number, RegExp] => [status, unknown]),
  ...[425, 501, 503].map((status): [number, RegExp] => [status, bad]),
  ...([
    [209, /Không liên lạc được/],
    [401, declined],
    [406, /đang xử lý một yêu cầu khác/],
  ] as [number, RegExp][]),
]

describe('a test number', { concurrency: true }, () => {
  for (const [status, said] of pages) {
    test(`of ${status} ends with the page that it stands for`, async () => {
      const one = await traveller(world, 'thu-ha')
      const page = await becomes(one, await beginsSigningIn(one, testNumber(status)))
      assert.match(titleOf(page), /Chưa xác nhận được/)
      assert.match(mainText(page), said)
    })
  }
})

test('a test number that nobody answers is waited for two minutes, whenever the service gave up', async () => {
  const waiting = await Promise.all(
    [100, 208, 400, 504].map(async status => {
      const one = await traveller(world, 'thu-ha')
      return { one, page: await beginsSigningIn(one, testNumber(status)) }
    }),
  )
  world.later(121)
  for (const { one, page } of waiting) assert.match(mainText(await becomes(one, page)), late)
})
