import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { labSimMischiefs } from '@motcua/contracts/lab-api.ts'
import { mssStatuses, testNumber } from '@motcua/contracts/mobile-signature.ts'
import { nationalNumber } from '@motcua/identifiers/phone.ts'
import { personas } from '../../apps/lab/src/personas.ts'
import { until } from '../until.ts'
import { startWorld, type World } from '../world.ts'
import { mainText, type Page, titleOf } from './page.ts'
import { captchaIdOf, signOut, type Traveller, traveller } from './road.ts'
import { codeOn, isWaiting, type SimDesk, simDesk, wentOnWhile } from './sim-desk.ts'
import { aVisitor, type Visitor } from './visitor.ts'

let world: World
before(async () => {
  world = await startWorld({ slowMs: 8_000 })
})
after(() => world?.stop())

/** The portal's time passes quickly while one waits. */
const wentOn = (one: Visitor, waiting: Page) => wentOnWhile(one, waiting, () => world.later(1))

type Holder = Traveller & { sim: SimDesk; pin: string }

async function holder(id: string): Promise<Holder> {
  const one = await traveller(world, id)
  const { number, simPin = '' } = one.person.phones[0] ?? assert.fail(`${id} has no phone`)
  return { ...one, sim: simDesk(world.lab.url, number), pin: simPin }
}

/** Types a number and presses the button; the page that waits, or what was wrong. */
async function asks(one: Visitor, number: string, { path, button }: { path: string; button: string }): Promise<Page> {
  return one.submit(await one.open(world.national + path), button, { 'Số điện thoại của SIM': number })
}

const registering = ({ person }: Traveller) => ({
  path: `/dang-ky/sim-ky-so/${person.subject === 'enterprise' ? 'doanh-nghiep' : 'cong-dan'}`,
  button: 'Đăng ký',
})
const signingIn = { path: '/dang-nhap/sim', button: 'Đăng nhập' }

/** Asks, enters the PIN on the phone where the codes agree, and asks for the page until it has gone on. */
async function signs(one: Holder, way: { path: string; button: string }): Promise<Page> {
  const waiting = await asks(one, one.sim.number, way)
  assert.ok(isWaiting(waiting), mainText(waiting))
  const asked = await one.sim.prompt()
  assert.equal(asked.verificationCode, codeOn(waiting))
  await one.sim.confirm(one.pin)
  return wentOn(one, waiting)
}

async function confirms(one: Holder, page: Page): Promise<Page> {
  const { subject, mailbox } = one.person
  const email = { Email: mailbox }
  if (subject === 'citizen') return one.submit(page, 'Đăng ký', email)
  const captcha = await world.lab.captchaAnswer(captchaIdOf(page))
  return one.submit(page, 'Đăng ký', { ...email, 'Nhập mã xác thực': captcha })
}

async function registers(one: Holder): Promise<Page> {
  const confirm = await signs(one, registering(one))
  const said = mainText(confirm)
  assert.equal(confirm.status, 200, said)
  for (const label of ['Ngày hiệu lực', 'Ngày hết hạn', 'Tên CA']) assert.ok(said.includes(label), label)
  assert.ok(said.includes(one.person.fullName), said)
  const account = await confirms(one, confirm)
  assert.match(titleOf(account), /^Thông tin cá nhân/, mainText(account))
  assert.match(mainText(account), /IAL3|mức 3|Mức xác minh cao/i)
  return account
}

async function opensAnAccount(one: Holder): Promise<void> {
  await registers(one)
  await signOut(one)
  // The pause between two prompts to one number.
  world.later(31)
  const back = await signs(one, signingIn)
  assert.match(titleOf(back), /^Thông tin cá nhân/, mainText(back))
}

const signsAndStays = (because: RegExp) => async (one: Holder) => {
  const page = await signs(one, registering(one))
  assert.match(mainText(page), because)
  assert.doesNotMatch(mainText(page), /Ngày hiệu lực/)
}

/** Nobody comes to the phone: the operator says how it ends. */
const endsByItself = (because: RegExp) => async (one: Holder) => {
  const waiting = await asks(one, one.sim.number, registering(one))
  assert.match(mainText(await wentOn(one, waiting)), because)
}

const outcomes: Record<string, (one: Holder) => Promise<void>> = {
  ok: opensAnAccount,
  'no-sim': endsByItself(/chưa được đăng ký SIM ký số/),
  'other-operator': endsByItself(/chưa được đăng ký SIM ký số/),
  'phone-off': endsByItself(/Không liên lạc được với điện thoại/),
  'pin-blocked': endsByItself(/Mã PIN ký số của SIM đã bị khóa/),
  revoked: signsAndStays(/thu hồi/),
  expired: signsAndStays(/hết hạn/),
  // The certificate is good and says whose it is: that person sees their own name, and nobody else's.
  async foreign(one) {
    const page = await signs(one, registering(one))
    assert.ok(!mainText(page).includes(one.person.fullName), mainText(page))
  },
}

for (const { id, expects, story } of personas.filter(one => one.expects.sim !== 'none')) {
  test(`${id} (${story.en}): registering by signing SIM ends as ${expects.sim}`, async () => {
    const outcome = outcomes[expects.sim]
    assert.ok(outcome, `no test knows what ${expects.sim} is`)
    await outcome(await holder(id))
  })
}

/** What the page says of each code of the standard that a test number ends with; of the others it goes on waiting. */
const said: [RegExp, number[]][] = [
  [/từ chối trên điện thoại/, [401]],
  [/đã bị khóa/, [402, 403]],
  [/chưa được đăng ký SIM ký số/, [105, 404, 407, 422]],
  [/Không liên lạc được/, [209]],
  [/Đã quá 2 phút/, [208]],
  [/đang xử lý một yêu cầu khác/, [406]],
  [/không còn dùng được/, [425, 501, 503]],
  [/không nhận yêu cầu của cổng/, [101, 102, 103, 104, 106, 107, 108, 109, 405, 600]],
  [/chưa trả lời/, [423, 424, 900]],
]

for (const [because, statuses] of said) {
  for (const status of statuses) {
    test(`a number that ends with ${status} is told so: ${because.source}`, async () => {
      const one = aVisitor()
      const waiting = await asks(one, nationalNumber(testNumber(status)), signingIn)
      const page = isWaiting(waiting) ? await wentOn(one, waiting) : waiting
      assert.match(mainText(page), because)
      assert.ok(mainText(page).includes('Gửi lại yêu cầu') || status === 105, mainText(page))
    })
  }
}

test('no code of the standard that ends a transaction is left out', () => {
  const tried = said.flatMap(([, statuses]) => statuses)
  const goesOn = [100, 400, 500, 502, 504]
  const all = Object.keys(mssStatuses).map(Number)
  assert.deepEqual([...tried, ...goesOn].sort(), all.sort())
})

/** One of VinaPhone, whose service hands over CMS, and one of Viettel, whose service hands over bare values. */
for (const id of ['thu-ha', 'duc-anh']) {
  for (const mischief of labSimMischiefs) {
    test(`a service that lies (${mischief}) about the SIM of ${id} signs nobody in`, async () => {
      const one = await holder(id)
      await one.sim.lie(mischief)
      try {
        world.later(3_700)
        const waiting = await asks(one, one.sim.number, signingIn)
        await one.sim.confirm(one.pin)
        const page = await wentOn(one, waiting)
        assert.doesNotMatch(titleOf(page), /^Thông tin cá nhân/)
        assert.match(titleOf(await one.open(`${world.national}/tai-khoan`)), /^Đăng nhập|^\d+ lỗi/)
      } finally {
        await one.sim.lie('none')
      }
    })
  }
}

test('whoever put a new SIM into their phone comes in by it and is told, where they have no other method', async () => {
  const one = await holder('sim-da-thay')
  world.later(3_700)
  await one.sim.replace()
  const page = await signs(one, signingIn)
  assert.match(titleOf(page), /^Thông tin cá nhân/, mainText(page))
  const isTold = async () =>
    (await world.lab.mails(one.person.mailbox)).some(({ text }) => /chứng thư số mới/i.test(text))
  await until(isTold, 10_000)
})
