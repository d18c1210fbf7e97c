import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { personas } from '../../apps/lab/src/personas.ts'
import { startWorld, type World } from '../world.ts'
import { isRefused, isSentToTheAccount, opensAnAccount } from './outcomes.ts'
import { formsOf, mainText, type Page, titleOf } from './page.ts'
import { at, detailsOf, signIn, signOut, type Traveller, traveller } from './road.ts'

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world?.stop())

const MISMATCH = /không khớp với dữ liệu Bảo hiểm xã hội/
const UNAVAILABLE = /Cơ quan BHXH chưa trả lời nên chưa thể xác minh. Chưa có gì được lưu/

/** What becomes of registering by social insurance, for each thing that the lab says will happen. */
const outcomes: Record<string, (one: Traveller) => Promise<unknown>> = {
  ok: async one => assert.match(phoneRow(await opensAnAccount(one)), /Bảo hiểm xã hội xác nhận.*Đã xác minh/),
  'no-phone-on-record': async one => assert.match(phoneRow(await opensAnAccount(one)), /Bạn tự khai.*Chưa xác minh/),
  'unknown-number': one => isRefused(one, MISMATCH),
  'other-name': one => isRefused(one, MISMATCH),
  'other-date-of-birth': one => isRefused(one, MISMATCH),
  'number-of-somebody-else': one => isRefused(one, MISMATCH),
  'other-phone-on-record': one => isRefused(one, MISMATCH),
  'registry-down': one => isRefused(one, UNAVAILABLE),
  'registry-slow': one => isRefused(one, UNAVAILABLE),
  'registry-garbage': one => isRefused(one, UNAVAILABLE),
  'already-registered': isSentToTheAccount,
}

/** From the label of the phone to that of the next row. */
function phoneRow(account: Page): string {
  return /Số điện thoại.*?Email/.exec(mainText(account))?.[0] ?? ''
}

for (const { id, expects, story } of personas.filter(one => one.expects.socialInsurance !== 'none')) {
  test(`${id} (${story.en}): registering by social insurance ends as ${expects.socialInsurance}`, async () => {
    const outcome = outcomes[expects.socialInsurance]
    assert.ok(outcome, `no test knows what ${expects.socialInsurance} is`)
    await outcome(await traveller(world, id, 'insurance'))
  })
}

test('who states the old identity card has an account under both numbers, and signs in with either', async () => {
  // The persona's account was opened above with the number in force: here with the old one, at portals of their own.
  const own = await startWorld()
  try {
    const persona = await own.lab.persona('co-so-cmnd')
    const one = await traveller(own, 'co-so-cmnd', 'insurance')
    const old = { ...one, person: { ...persona, idNumber: persona.previousIdNumber ?? '' } }
    const account = await opensAnAccount(old)
    for (const number of [persona.idNumber, old.person.idNumber]) assert.ok(mainText(account).includes(number))
    for (const number of [persona.idNumber, old.person.idNumber]) {
      await signOut(one)
      own.later(61)
      const back = await signIn({ ...one, person: { ...persona, idNumber: number } })
      assert.match(titleOf(back), /^Thông tin cá nhân/, mainText(back))
    }
    for (const by of ['mobile', 'insurance'] as const) {
      assert.equal((await at('otp', await traveller(own, 'co-so-cmnd', by))).status, 409, by)
    }
  } finally {
    await own.stop()
  }
})

test('the form asks what the guide asks, in its order', async () => {
  const details = await at('details', await traveller(world, 'thu-ha', 'insurance'))
  const labels = formsOf(details).flatMap(({ fields }) => fields.map(({ label }) => label).filter(Boolean))
  const asked = [
    ...['Tên đăng nhập (Số CMT/CCCD)', 'Mã bảo hiểm xã hội', 'Họ tên', 'Ngày sinh'],
    ...['Số điện thoại', 'Email', 'Nhập mã xác thực'],
  ]
  assert.deepEqual(
    labels.map(label => label.replace(/ \*$| \(không bắt buộc\)$/, '')),
    asked,
  )
})

test('what does not match can be corrected on the spot, and the way back from an account leads to this form', async () => {
  const one = await traveller(world, 'bhxh-khac-so', 'insurance')
  const refused = await at('otp', one)
  const elsewhere = { ...one, phone: '0947710367' }
  const otp = await one.submit(refused, 'Đăng ký', await detailsOf(elsewhere, refused))
  assert.match(titleOf(otp), /Xác thực mã OTP/)
  const known = await at('otp', await traveller(world, 'thu-ha', 'insurance'))
  assert.equal(known.status, 409)
  assert.ok(known.html.includes('href="/dang-ky/bao-hiem-xa-hoi"'))
})
