import assert from 'node:assert/strict'
import { mainText, type Page, titleOf } from './page.ts'
import { at, type Traveller, traveller } from './road.ts'

/** The adapters of registries give up after 5 seconds; people must not wait for a slow one's 30. */
const PATIENCE_MS = 8_000

/** What becomes of registering, whoever confirms the person. */
export async function opensAnAccount(one: Traveller): Promise<Page> {
  const account = await at('account', one)
  assert.match(titleOf(account), /^Thông tin cá nhân/, mainText(account))
  assert.ok(mainText(account).includes(one.person.fullName), mainText(account))
  return account
}

/** Said in time and in words, nothing is sent, and what was typed is kept. */
export async function isRefused(one: Traveller, because: RegExp): Promise<void> {
  const begun = performance.now()
  const refused = await at('otp', one)
  assert.ok(performance.now() - begun < PATIENCE_MS)
  assert.equal(refused.status, 422)
  assert.match(mainText(refused), because)
  assert.ok(refused.html.includes(one.person.idNumber), 'what was typed is kept')
  assert.deepEqual(await one.world.lab.sms(one.phone), [])
}

/** Whoever has an account from the operators finds three ways out, no code sent, nothing changed. */
export async function isSentToTheAccount(one: Traveller): Promise<void> {
  await opensAnAccount({ ...one, by: 'mobile' })
  const before = await codesSent(one)
  const other = await traveller(one.world, one.person.id, one.by)
  const page = await at('otp', other)
  assert.equal(page.status, 409)
  assert.match(mainText(page), /đã có tài khoản/)
  for (const way of ['/dang-nhap', '/quen-mat-khau', '/khieu-nai']) assert.ok(page.html.includes(`href="${way}"`), way)
  assert.equal(await codesSent(one), before)
}

async function codesSent({ world, phone }: Traveller): Promise<number> {
  return (await world.lab.sms(phone)).filter(({ text }) => text.includes('OTP')).length
}
