import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { type LabFaultKind, labFaultKinds } from '@motcua/contracts/lab-api.ts'
import { mainText, type Page, titleOf } from '../journeys/page.ts'
import { agree, at, registerAtProvince, signIn, signOut, submitOnline, traveller } from '../journeys/road.ts'
import {
  becomes,
  beginsRegistering,
  beginsSigningIn,
  codeOn,
  confirmsOnPhone,
  registersBySim,
  type SimHolder,
  signsInBySim,
  simHolder,
  soonBecomes,
} from '../journeys/sim-road.ts'
import { simDesk } from '../sim-desk.ts'
import { startWorld, type World } from '../world.ts'
import { startInstallation } from './installation.ts'

let world: World
before(async () => {
  world = await startWorld()
})
after(() => world?.stop())
/** Limits, and a service that is left alone for a while, are not what is tested. */
afterEach(async () => {
  await world.lab.noFaults()
  world.later(3_700)
})

const AWAY = /Dịch vụ SIM ký số của nhà mạng chưa trả lời/
const isIn = (page: Page) => titleOf(page).startsWith('Thông tin cá nhân')

async function accounts(): Promise<number> {
  const { db } = world.apps.national.parts
  const count = db.selectFrom('accounts').select(eb => eb.fn.countAll<string>().as('n'))
  return Number((await count.executeTakeFirstOrThrow()).n)
}

test('thu-ha has an account by mobile at Hải Dương, and vai-thieu one by SIM', async () => {
  const [citizen, enterprise] = [await simHolder(world, 'thu-ha'), await simHolder(world, 'vai-thieu')]
  await at('account', citizen)
  await registerAtProvince(citizen, await agree(citizen, await submitOnline(citizen)))
  assert.ok(isIn(await registersBySim(enterprise)))
})

/** The page goes on to say so, and asks again once the service is back. */
async function isToldAndGoesOn(one: SimHolder, waiting: Page): Promise<Page> {
  const over = await becomes(one, waiting)
  assert.match(mainText(over), AWAY)
  assert.deepEqual(await one.sim.prompts(), [])
  return over
}

async function sendsAgain(one: SimHolder, over: Page): Promise<Page> {
  await world.lab.noFaults()
  world.later(61)
  return confirmsOnPhone(one, await one.submit(over, 'Gửi lại yêu cầu'))
}

const strangers: Record<LabFaultKind, string> = {
  ...{ down: 'sim-da-thay', slow: 'sim-chuyen-mang', garbage: 'tin-den-tre', reset: 'banh-dau-xanh' },
}
for (const fault of labFaultKinds) {
  test(`the signature services are ${fault}: registration and sign-in say so, other ways and other portals go on, and then it works`, async () => {
    const [stranger, owner] = [await simHolder(world, strangers[fault]), await simHolder(world, 'vai-thieu')]
    const before = await accounts()
    await world.lab.fault('sim-signing', fault)
    const [registering, signingIn] = await Promise.all([
      beginsRegistering(stranger).then(page => isToldAndGoesOn(stranger, page)),
      beginsSigningIn(owner).then(page => isToldAndGoesOn(owner, page)),
    ])
    assert.equal(await accounts(), before)
    const citizen = await traveller(world, 'thu-ha')
    assert.ok(isIn(await signIn(citizen)))
    assert.equal((await submitOnline(citizen)).url.pathname, '/nop-ho-so')
    assert.match(mainText(await sendsAgain(stranger, registering)), /Ngày hiệu lực/)
    assert.ok(isIn(await sendsAgain(owner, signingIn)))
    await signOut(owner)
  })
}

test('a service that answers with an internal error again and again is not given up for others, nor is the other service', async () => {
  for (let times = 0; times < 6; times++) {
    const one = await traveller(world, 'thu-ha')
    const begin = await one.open(`${world.national}/dang-nhap/sim`)
    // One of VinaPhone's test numbers.
    const waiting = await one.submit(begin, 'Đăng nhập', { 'Số điện thoại của SIM': '0886000900' })
    assert.match(mainText(await becomes(one, waiting)), AWAY)
  }
  const [viettel, vinaphone] = [await simHolder(world, 'duc-anh'), await simHolder(world, 'vai-thieu')]
  assert.ok(isIn(await registersBySim(viettel)))
  assert.ok(isIn(await signsInBySim(vinaphone)))
})

test('while nobody says who serves a number, SIMs sign all the same, carried ones too', async () => {
  await world.lab.fault('subscriber-registry', 'down')
  const [owner, carried] = [await simHolder(world, 'vai-thieu'), await simHolder(world, 'sim-chuyen-mang')]
  assert.ok(isIn(await signsInBySim(owner)))
  const confirm = await confirmsOnPhone(carried, await beginsRegistering(carried))
  assert.match(mainText(confirm), /Ngày hiệu lực/)
})

test('a service that fails once the phone was asked says so, and what the phone says then lets nobody in', async () => {
  const one = await simHolder(world, 'vai-thieu')
  const waiting = await beginsSigningIn(one)
  const { id } = await one.sim.asked()
  await world.lab.fault('sim-signing', 'garbage')
  const over = await soonBecomes(one, waiting)
  assert.match(mainText(over), AWAY)
  await world.lab.noFaults()
  assert.equal((await one.sim.confirm()).id, id)
  assert.ok(!isIn(await one.open(over.url.href)))
  assert.ok(!isIn(await one.open(`${world.national}/tai-khoan`)))
})

test('a portal that is killed while the phone asks goes on afterwards, and asks nobody twice', async () => {
  const restarted = await startInstallation(['lab', 'national'])
  try {
    const person = await traveller(restarted, 'thu-ha')
    const sim = simDesk(restarted.lab.url, person.person)
    const begin = await person.open(`${restarted.national}/dang-ky/sim-ky-so/cong-dan`)
    const waiting = await person.submit(begin, 'Đăng ký', { 'Số điện thoại của SIM': sim.number })
    const asked = await sim.asked()
    await restarted.end('national', 'SIGKILL')
    await restarted.start('national')
    const again = await person.open(waiting.url.href)
    assert.equal(codeOn(again), codeOn(waiting))
    assert.deepEqual(
      (await sim.prompts()).map(({ id }) => id),
      [asked.id],
    )
    await sim.confirm()
    assert.match(mainText(await becomes(person, again)), /Ngày hiệu lực/)
    assert.deepEqual(await sim.prompts(), [])
  } finally {
    await restarted.stop()
  }
})
