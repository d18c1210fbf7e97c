import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { type LabSimMischief, labSimMischiefs } from '@motcua/contracts/lab-api.ts'
import { symbols } from 'pino'
import { startWorld, type World } from '../world.ts'
import { mainText, type Page, titleOf } from './page.ts'
import { signOut } from './road.ts'
import {
  beginsRegistering,
  beginsSigningIn,
  confirmsOnPhone,
  registersBySim,
  type SimHolder,
  simHolder,
} from './sim-road.ts'

let world: World
/** Every line that the portal logs. */
const logged: string[] = []
before(async () => {
  world = await startWorld()
  const { log } = world.apps.national.parts
  log.level = 'info'
  Object.assign(log, { [symbols.streamSym]: { write: (line: string) => logged.push(line) } })
})
after(() => world?.stop())
/** Limits are not what is tested. */
afterEach(() => world.later(3_700))

async function accounts(): Promise<number> {
  const { db } = world.apps.national.parts
  const count = db.selectFrom('accounts').select(eb => eb.fn.countAll<string>().as('n'))
  return Number((await count.executeTakeFirstOrThrow()).n)
}

async function isSignedIn(one: SimHolder): Promise<boolean> {
  return titleOf(await one.open(`${world.national}/tai-khoan`)).startsWith('Thông tin cá nhân')
}

/** What the portal says to a person who did everything right. */
const said: Record<LabSimMischief, RegExp> = {
  'other-transaction': /không đúng với yêu cầu này nên không được chấp nhận/,
  // A SIM that no account has is told of like any other: whether it is the asked number's, nobody can tell.
  'other-person': /không đúng với yêu cầu này nên không được chấp nhận|chưa tài khoản nào đăng ký nó/,
  'no-signature': /Dịch vụ SIM ký số của nhà mạng chưa trả lời/,
  'other-number': /Dịch vụ SIM ký số của nhà mạng chưa trả lời/,
  'other-transid': /Dịch vụ SIM ký số của nhà mạng chưa trả lời/,
  twice: /Dịch vụ SIM ký số của nhà mạng chưa trả lời/,
  'wrong-format': /không đúng với yêu cầu này nên không được chấp nhận/,
}

type Attempt = { who: string; mischief: LabSimMischief; begins: (one: SimHolder, number: string) => Promise<Page> }

async function comesToNothing({ who, mischief, begins }: Attempt): Promise<void> {
  const one = await simHolder(world, who)
  await one.sim.mischief(mischief)
  const page = await confirmsOnPhone(one, await begins(one, one.sim.number))
  assert.match(mainText(page), said[mischief])
  assert.equal(await isSignedIn(one), false)
  await one.sim.mischief('none')
}

const services = [
  { operator: 'VinaPhone', owner: 'thu-ha', stranger: 'sim-chuyen-mang' },
  { operator: 'Viettel', owner: 'duc-anh', stranger: 'banh-dau-xanh' },
]
for (const { operator, owner, stranger } of services) {
  test(`${owner} has an account by the SIM of ${operator}`, async () => {
    const one = await simHolder(world, owner)
    assert.match(titleOf(await registersBySim(one)), /^Thông tin cá nhân/)
    await signOut(one)
  })

  for (const mischief of labSimMischiefs) {
    test(`while the service of ${operator} lies (${mischief}) it lets nobody in and opens no account`, async () => {
      const before = await accounts()
      await comesToNothing({ who: owner, mischief, begins: beginsSigningIn })
      await comesToNothing({ who: stranger, mischief, begins: beginsRegistering })
      assert.equal(await accounts(), before)
    })
  }
}

test('the log has the reasons of all that, and nothing of the people', async () => {
  const reasons = [
    'a signature service handed over what no SIM signed',
    'another SIM signed than the one of the number',
  ]
  for (const reason of reasons)
    assert.ok(
      logged.some(line => line.includes(reason)),
      reason,
    )
  const people = await Promise.all(services.flatMap(({ owner, stranger }) => [owner, stranger]).map(world.lab.persona))
  const secrets = people.flatMap(({ fullName, idNumber, taxCode, mailbox, phones }) => [
    ...[fullName, idNumber, mailbox, ...(taxCode ? [taxCode] : [])],
    ...phones.flatMap(({ number, simPin }) => [number.slice(1), ...(simPin ? [simPin] : [])]),
  ])
  const written = logged.join('')
  for (const secret of secrets) assert.ok(!written.includes(secret), 'a name, number or PIN was logged')
  assert.doesNotMatch(
    written,
    /MII[A-Za-z0-9+/]{20}|Chỉ nhập PIN/,
    'a certificate, a signature or what a phone showed was logged',
  )
})
