import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { LabFaultKind } from '@motcua/contracts/lab-api.ts'
import { mainText, type Page, titleOf } from '../journeys/page.ts'
import { at, type Traveller, traveller } from '../journeys/road.ts'
import { until } from '../until.ts'
import { startWorld, type World } from '../world.ts'

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world?.stop())
afterEach(() => world.lab.noFaults())

/** The adapters give up after 5 seconds; nobody stands 30 seconds before a page. */
const PATIENCE_MS = 9_000
const isOtp = (page: Page) => titleOf(page).includes('Xác thực mã OTP')

async function rows(): Promise<number> {
  const { db } = world.apps.national.parts
  const row = await db
    .selectFrom('accounts')
    .select(eb => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return row.n
}

/** Who was held up tries again, each time an hour later on the portal's clock, so that limits are not what is tested. */
async function succeedsLater(one: Traveller): Promise<void> {
  const otp = await until(async () => {
    await pause(1_000)
    world.later(3_700)
    const page = await at('otp', one)
    return isOtp(page) && page
  }, 40_000)
  await goesOn(one, otp)
}

/** Waits for the code and enters it. */
async function goesOn(one: Traveller, otp: Page): Promise<void> {
  const password = await one.submit(otp, 'Xác nhận', { 'Nhập mã OTP': await world.lab.readSms(one.phone, 40_000) })
  assert.match(titleOf(password), /^Đặt mật khẩu/)
}

const registries = {
  mobile: { upstream: 'subscriber-registry', said: /Nhà mạng chưa trả lời nên chưa thể xác minh. Chưa có gì được lưu/ },
  insurance: { upstream: 'social-insurance', said: /Cơ quan BHXH chưa trả lời nên chưa thể xác minh. Chưa có gì được/ },
} as const
const registryFaults: [keyof typeof registries, LabFaultKind, string][] = [
  ['mobile', 'down', 'thu-ha'],
  ['mobile', 'slow', 'duc-anh'],
  ['mobile', 'garbage', 'co-so-cmnd'],
  ['mobile', 'reset', 'chi-co-cmnd'],
  ['insurance', 'down', 'khong-chinh-chu'],
  ['insurance', 'slow', 'khac-ten'],
  ['insurance', 'garbage', 'bhxh-khong-so'],
  ['insurance', 'reset', 'da-dang-ky'],
]
for (const [by, fault, persona] of registryFaults) {
  const { upstream, said } = registries[by]
  test(`the registry for registering by ${by} is ${fault}: said in time, nothing is made, and the person succeeds afterwards`, async () => {
    const one = await traveller(world, persona, by)
    const before = await rows()
    await world.lab.fault(upstream, fault)
    const begun = performance.now()
    const page = await at('otp', one)
    assert.ok(performance.now() - begun < PATIENCE_MS, `${performance.now() - begun} ms`)
    assert.equal(page.status, 422)
    assert.match(mainText(page), said)
    assert.ok(page.html.includes(one.person.idNumber), 'what was typed is kept')
    assert.equal(await rows(), before)
    assert.deepEqual(await world.lab.sms(one.phone), [])
    await world.lab.noFaults()
    await succeedsLater(one)
  })
}

test('a registry that fails again and again is left alone for a while, and then asked again', async () => {
  await world.lab.fault('subscriber-registry', 'garbage')
  const held = []
  for (const persona of [
    'ten-e-de',
    'ten-hiem-dau',
    'chuyen-mang',
    'sinh-ngay-nhuan',
    'sinh-nuoc-ngoai',
    'usb-thu-hoi',
  ]) {
    held.push(await at('otp', await traveller(world, persona)))
  }
  for (const page of held) assert.match(mainText(page), /Nhà mạng chưa trả lời/)
  await world.lab.noFaults()
  await succeedsLater(await traveller(world, 'ten-e-de'))
})

const smsFaults: [LabFaultKind, string][] = [
  ['down', 'nhieu-so'],
  ['slow', 'sim-khoa-pin'],
  ['garbage', 'bhxh-khac-so'],
  ['reset', 'nha-mang-bo-dau'],
]
for (const [fault, persona] of smsFaults) {
  test(`the SMS centre is ${fault}: a page in time all the same, nothing is made, and codes come afterwards`, async () => {
    const one = await traveller(world, persona)
    const before = await rows()
    await world.lab.fault('sms-centre', fault)
    const begun = performance.now()
    const page = await at('otp', one)
    assert.ok(performance.now() - begun < PATIENCE_MS, `${performance.now() - begun} ms`)
    assert.ok(isOtp(page) || page.status === 422, `${page.status}`)
    assert.equal(await rows(), before)
    assert.deepEqual(await world.lab.sms(one.phone), [])
    await world.lab.noFaults()
    // Accepted before the centre's trouble showed, the message is in the outbox and leaves by itself.
    await (isOtp(page) ? goesOn(one, page) : succeedsLater(one))
  })
}

test('a mail server that is down keeps nobody from registering', async () => {
  await world.lab.fault('mail', 'down')
  const account = await at('account', await traveller(world, 'usb-thu-hoi'))
  assert.match(titleOf(account), /^Thông tin cá nhân/)
})
