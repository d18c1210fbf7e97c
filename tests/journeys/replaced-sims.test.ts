import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { until } from '../until.ts'
import { startWorld, type World } from '../world.ts'
import { mainText, type Page, titleOf } from './page.ts'
import { agree, at, registerAtProvince, signOut, submitOnline } from './road.ts'
import { confirmsOnPhone, registersBySim, type SimHolder, signsInBySim, simHolder } from './sim-road.ts'

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world?.stop())

const isIn = (page: Page) => titleOf(page).startsWith('Thông tin cá nhân')

/** From the account page to the page after the phone's answer. */
async function addsSim(one: SimHolder): Promise<Page> {
  const form = await one.open(`${world.national}/tai-khoan/phuong-thuc/them/signing-sim`)
  const waiting = await one.submit(form, 'Gửi yêu cầu đến SIM', { 'Số điện thoại của SIM': one.sim.number })
  return confirmsOnPhone(one, waiting)
}

/** As somebody who comes back later, with the new SIM in the phone. */
async function afterReplacing(one: SimHolder): Promise<Page> {
  await signOut(one)
  await one.sim.replace()
  world.later(61)
  return signsInBySim(one)
}

async function isToldBySms({ phone }: SimHolder): Promise<void> {
  await until(async () => (await world.lab.sms(phone)).some(({ text }) => /thêm chứng thư số mới/.test(text)), 10_000)
}

async function isToldByMail({ person: { mailbox } }: SimHolder): Promise<void> {
  const isOfIt = ({ subject }: { subject: string }) => /có chứng thư số mới/.test(subject)
  await until(async () => (await world.lab.mails(mailbox)).some(isOfIt), 10_000)
}

test('a citizen adds their SIM and rises to IAL3; when it is replaced, a code lets them in with the new one, and they are told', async () => {
  const one = await simHolder(world, 'thu-ha')
  await at('account', one)
  await addsSim(one)
  assert.match(mainText(await one.open(`${world.national}/tai-khoan`)), /IAL3/)
  const asks = await afterReplacing(one)
  assert.ok(!isIn(asks), 'the new SIM alone lets nobody in')
  const account = await one.submit(asks, 'Xác nhận', { 'Nhập mã OTP': await world.lab.readSms(one.phone) })
  assert.ok(isIn(account), mainText(account))
  await isToldBySms(one)
  await isToldByMail(one)
  await signOut(one)
  world.later(61)
  const back = await signsInBySim(one)
  assert.ok(isIn(back), mainText(back))
})

test('whoever has nothing but the SIM is let in by the new one, and told', async () => {
  const one = await simHolder(world, 'vai-thieu')
  assert.ok(isIn(await registersBySim(one)))
  const back = await afterReplacing(one)
  assert.ok(isIn(back), mainText(back))
  await isToldByMail(one)
})

test('the SIM of somebody else on one’s number signs nobody in, and cannot be added', async () => {
  const one = await simHolder(world, 'sim-nguoi-khac')
  await at('account', one)
  const added = await addsSim(one)
  assert.match(mainText(added), /mang tên hoặc số của người, tổ chức khác/)
  await signOut(one)
  world.later(61)
  const page = await signsInBySim(one)
  assert.match(mainText(page), /chưa tài khoản nào đăng ký nó/)
  assert.ok(!isIn(await one.open(`${world.national}/tai-khoan`)))
})

/** What the national portal tells a relying party of a sign-in (OpenID Connect Core §2). */
function claimsIn(idToken: string): { acr?: string; amr?: string[] } {
  return JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString())
}

test('a province is told LoA2 of a password and a code, and LoA3 of the same person once they sign in by SIM', async t => {
  const tokens: { id_token?: string }[] = []
  const over = globalThis.fetch
  t.mock.method(globalThis, 'fetch', async (...asked: Parameters<typeof fetch>) => {
    const answer = await over(...asked)
    if (/\/token$/.test(String(asked[0]))) tokens.push(await answer.clone().json())
    return answer
  })
  /** What came last, once. */
  const told = () => claimsIn(tokens.splice(0).at(-1)?.id_token ?? '')
  const one = await simHolder(world, 'duc-anh')
  await at('account', one)
  await registerAtProvince(one, await agree(one, await submitOnline(one)))
  assert.equal(told().acr, 'LoA2')
  await addsSim(one)
  one.cookies.clear()
  world.later(61)
  assert.ok(isIn(await signsInBySim(one)))
  assert.equal((await submitOnline(one)).url.pathname, '/nop-ho-so')
  const { acr, amr } = told()
  assert.equal(acr, 'LoA3')
  assert.ok(amr?.includes('mca'), String(amr))
})
