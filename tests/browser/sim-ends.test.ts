import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { testNumber } from '@motcua/contracts/mobile-signature.ts'
import { formatPhone } from '@motcua/identifiers/phone.ts'
import * as road from './road.ts'
import { asksSim, asksToSignIn, codeOn, phoneOf, toSignIn, toTheSim, WAITING } from './sim-road.ts'
import { stage } from './stage.ts'
import type { Visit } from './visit.ts'

const { world, act } = stage()
/** Limits and pauses are not what is tested. */
afterEach(async () => {
  await world().lab.noFaults()
  world().later(3_700)
})

/** The request came to nothing, for this reason. */
async function isOver(at: Visit, because: RegExp): Promise<void> {
  await road.titled(at, 'Lỗi: Chưa xác nhận được')
  await at.page.getByText(because).first().waitFor()
}

async function again(at: Visit): Promise<void> {
  world().later(31)
  await road.press(at, 'Gửi lại yêu cầu')
  await road.titled(at, WAITING)
}

type End = {
  what: string
  persona: string
  said: RegExp
  scripts?: 'off'
  /** What the person does, or what happens to their phone; before the request, and once the phone asks. */
  before?: (at: Visit) => Promise<unknown>
  meanwhile?: (at: Visit) => Promise<unknown>
  /** What is put right before the request is sent again. */
  mends: (at: Visit) => Promise<unknown>
}

const of = async ({ world }: Visit, persona: string) => world.lab.persona(persona)
const phone = async (at: Visit, persona: string) => phoneOf(at, await of(at, persona))
const wrongPins = async (at: Visit) => {
  const { number, asked, sim } = await phone(at, 'duc-anh')
  const { id } = await asked()
  const body = JSON.stringify({ action: 'confirm', pin: '000000' })
  const answer = { method: 'POST', headers: { 'content-type': 'application/json' }, body }
  for (let tries = 0; tries < 3; tries++) await fetch(`${at.world.lab.url}/api/phones/${number}/prompts/${id}`, answer)
  assert.equal((await sim()).triesLeft, 0)
}
const nothing = async () => {}

const ends: End[] = [
  {
    ...{ what: 'declined', persona: 'thu-ha', said: /đã bị từ chối trên điện thoại/ },
    meanwhile: async at => (await phone(at, 'thu-ha')).decline(),
    mends: nothing,
  },
  {
    ...{
      what: 'declined without scripts',
      persona: 'tin-den-tre',
      said: /đã bị từ chối trên điện thoại/,
      scripts: 'off',
    },
    meanwhile: async at => (await phone(at, 'tin-den-tre')).decline(),
    mends: nothing,
  },
  {
    ...{ what: 'blocked by three wrong PINs', persona: 'duc-anh', said: /Mã PIN ký số của SIM đã bị khóa/ },
    meanwhile: wrongPins,
    mends: async at => (await phone(at, 'duc-anh')).unblock(),
  },
  {
    ...{ what: 'out of reach', persona: 'sim-tat-may', said: /Không liên lạc được với điện thoại/ },
    mends: async at => (await phone(at, 'sim-tat-may')).turn('on'),
  },
  {
    ...{ what: 'not answered in time', persona: 'sim-chuyen-mang', said: /Đã quá 2 phút/ },
    meanwhile: async at => {
      await (await phone(at, 'sim-chuyen-mang')).asked()
      at.world.later(121)
      await at.page.reload()
    },
    // Ours is over; the phone, which lives by real time, would be busy with it still.
    mends: async at => (await phone(at, 'sim-chuyen-mang')).decline(),
  },
  {
    ...{ what: 'unavailable', persona: 'banh-dau-xanh', said: /Dịch vụ SIM ký số của nhà mạng chưa trả lời/ },
    before: at => at.world.lab.fault('sim-signing', 'down'),
    mends: at => at.world.lab.noFaults(),
  },
]

for (const { what, persona, said, scripts = 'on', before, meanwhile, mends } of ends) {
  test(`a request that is ${what} says so, and goes on once it is sent again`, async () => {
    await act({ size: 'phone', scripts }, async at => {
      const person = await of(at, persona)
      const sim = phoneOf(at, person)
      await toTheSim(at, person)
      await before?.(at)
      await asksSim(at, sim.number, 'Đăng ký')
      await meanwhile?.(at)
      await isOver(at, said)
      await at.look(`sim-over-${what.replaceAll(' ', '-')}`)
      await mends(at)
      await again(at)
      assert.equal((await sim.confirm()).verificationCode, await codeOn(at))
      await at.page.getByText('Ngày hiệu lực').waitFor()
    })
  })
}

const certificates = [
  { persona: 'sim-thu-hoi', said: /Chứng thư số này đã bị thu hồi ngày/ },
  { persona: 'sim-het-han', said: /đã hết hạn/ },
]
for (const { persona, said } of certificates) {
  test(`what ${persona} signs with is refused, with the reason and its day`, async () => {
    await act({ size: 'phone' }, async at => {
      const person = await of(at, persona)
      await toTheSim(at, person)
      await asksSim(at, phoneOf(at, person).number, 'Đăng ký')
      await phoneOf(at, person).confirm()
      await isOver(at, said)
      await at.page
        .getByText(/\d\d\/\d\d\/\d{4}/)
        .first()
        .waitFor()
      await at.look(`sim-over-${persona}`)
    })
  })
}

const byNumber: [number, string, RegExp][] = [
  [406, 'busy', /SIM đang xử lý một yêu cầu khác/],
  [501, 'bad-certificate', /Nhà mạng báo chứng thư số trong SIM không còn dùng được/],
  [104, 'refused', /Nhà mạng không nhận yêu cầu của cổng/],
]
for (const [status, name, said] of byNumber) {
  test(`the test number that ends as ${name} says so, and asks again when it is told to`, async () => {
    await act({ size: 'phone' }, async at => {
      await asksToSignIn(at, formatPhone(testNumber(status)))
      await isOver(at, said)
      await at.look(`sim-over-${name}`)
      await again(at)
      await isOver(at, said)
    })
  })
}

test('a number without a signing SIM says so, and may be corrected', async () => {
  await act({ size: 'phone' }, async at => {
    const [ordinary, signing] = [await of(at, 'sim-thuong'), await phone(at, 'thu-ha')]
    await asksToSignIn(at, ordinary.phones[0]?.number ?? '')
    await isOver(at, /chưa được đăng ký SIM ký số/)
    await at.look('sim-over-no-such-sim')
    await at.page.getByRole('link', { name: 'Sửa số điện thoại' }).click()
    const field = at.page.getByLabel('Số điện thoại của SIM')
    assert.equal((await field.inputValue()).replaceAll(' ', ''), ordinary.phones[0]?.number)
    await asksSim(at, signing.number, 'Đăng nhập')
    assert.equal((await signing.decline()).verificationCode, await codeOn(at))
  })
})

test('a request that its owner cancels comes to nothing, whatever the phone says then', async () => {
  await act({ size: 'phone' }, async at => {
    const sim = await phone(at, 'vai-thieu')
    await asksToSignIn(at, sim.number)
    await sim.asked()
    await road.press(at, 'Hủy yêu cầu')
    await isOver(at, /Bạn đã hủy yêu cầu/)
    await road.press(at, 'Gửi lại yêu cầu')
    await isOver(at, /Điện thoại còn đang hiện yêu cầu trước của bạn, mã \d{4}/)
    await at.look('sim-over-cancelled')
    await sim.confirm()
    await at.page.waitForTimeout(4_000)
    await at.page.reload()
    await isOver(at, /Điện thoại còn đang hiện yêu cầu trước của bạn/)
  })
})

test('what is no mobile number is said beside it, and asks nobody', async () => {
  await act({ size: 'phone' }, async at => {
    await toSignIn(at)
    await at.page.getByLabel('Số điện thoại của SIM').fill('0123 45')
    await road.press(at, 'Đăng nhập')
    await road.titled(at, 'Lỗi: Đăng nhập')
    await at.look('sim-no-number')
  })
})
