import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { type SimDesk, simDesk } from '../sim-desk.ts'
import { until } from '../until.ts'
import type { World } from '../world.ts'
import { mainText, type Page, titleOf } from './page.ts'
import { captchaIdOf, type Traveller, traveller } from './road.ts'

/** Somebody with a signing SIM in their phone. */
export type SimHolder = Traveller & { world: World; sim: SimDesk }

export async function simHolder(world: World, id: string): Promise<SimHolder> {
  const one = await traveller(world, id)
  return { ...one, world, sim: simDesk(world.lab.url, one.person) }
}

const paths = { citizen: 'cong-dan', enterprise: 'doanh-nghiep', agency: 'co-quan' } as const
/** As often as the page of a browser without scripts looks by itself, nearly. */
const LOOKS_EVERY_MS = 500
/** Longer than the portal waits for a service that says nothing. */
const MOST_LOOKS = 60
const SOON_MS = 20_000

/** Up to the page that waits for the phone, or that says why none is asked. */
export async function beginsRegistering(one: Traveller, number = one.phone): Promise<Page> {
  const begin = await one.open(`${one.world.national}/dang-ky/sim-ky-so/${paths[one.person.subject]}`)
  return one.submit(begin, 'Đăng ký', { 'Số điện thoại của SIM': number })
}

export async function beginsSigningIn(one: Traveller, number = one.phone): Promise<Page> {
  const begin = await one.open(`${one.world.national}/dang-nhap/sim`)
  return one.submit(begin, 'Đăng nhập', { 'Số điện thoại của SIM': number })
}

export const isWaiting = (page: Page) => titleOf(page).startsWith('Xác nhận trên điện thoại')

/** The code that the page shows, to be compared with the phone's. */
export function codeOn({ html }: Page): string {
  const code = /class="compared">.*?<span aria-hidden="true">(\d{4})</s.exec(html)?.[1]
  assert.ok(code, 'no page that waits for a phone')
  return code
}

/** What the page becomes by its own refresh, as a browser without scripts asks for it. */
export async function becomes(one: Traveller, waiting: Page): Promise<Page> {
  assert.ok(isWaiting(waiting), mainText(waiting))
  let page = waiting
  for (let looks = 0; isWaiting(page); looks++) {
    assert.ok(looks < MOST_LOOKS, 'it waits without end')
    await pause(LOOKS_EVERY_MS)
    page = await one.open(page.url.href)
  }
  return page
}

/** As `becomes`, while the portal's time passes quickly: for services that answer at once. */
export function soonBecomes(one: SimHolder, waiting: Page): Promise<Page> {
  assert.ok(isWaiting(waiting), mainText(waiting))
  return until(async () => {
    one.world.later(1)
    const page = await one.open(waiting.url.href)
    return !isWaiting(page) && page
  }, SOON_MS)
}

/** Enters the PIN on the phone, after comparing the codes. */
export async function confirmsOnPhone(one: SimHolder, waiting: Page): Promise<Page> {
  const code = codeOn(waiting)
  assert.equal((await one.sim.confirm()).verificationCode, code)
  return soonBecomes(one, waiting)
}

/** From the page that shows what the certificate says, to the account. */
export async function opensByCertificate(one: Traveller, page: Page): Promise<Page> {
  const { subject, mailbox } = one.person
  const email = { Email: mailbox }
  if (subject === 'citizen') return one.submit(page, 'Đăng ký', email)
  const captcha = await one.world.lab.captchaAnswer(captchaIdOf(page))
  return one.submit(page, 'Đăng ký', { ...email, 'Nhập mã xác thực': captcha })
}

export async function registersBySim(one: SimHolder): Promise<Page> {
  const confirm = await confirmsOnPhone(one, await beginsRegistering(one, one.sim.number))
  assert.equal(confirm.status, 200, mainText(confirm))
  return opensByCertificate(one, confirm)
}

export async function signsInBySim(one: SimHolder): Promise<Page> {
  return confirmsOnPhone(one, await beginsSigningIn(one, one.sim.number))
}
