import type { LabPersona } from '@motcua/contracts/lab-api.ts'
import { until } from '../until.ts'
import * as road from './road.ts'
import { type Visit, visit } from './visit.ts'

export const NEW_PASSWORD = 'Trang-Ram-Thang-Tam-15'

/** Somebody with an account, in a browser that is signed out again. */
export async function registered(at: Visit, person: LabPersona): Promise<void> {
  await road.register(at, person)
  await at.context.clearCookies()
  // The next code must not be one that was asked for within a minute.
  at.world.later(61)
}

export async function atSecondFactor(at: Visit, person: LabPersona): Promise<void> {
  const { page, world } = at
  await page.goto(`${world.national}/dang-nhap`)
  await page.getByLabel('Tên đăng nhập').fill(person.idNumber)
  await page.getByLabel('Mật khẩu', { exact: false }).first().fill(road.PASSWORD)
  await road.press(at, 'Đăng nhập')
}

/** A sign-in from a browser the account never saw, which its holder is told of. */
export async function signedInElsewhere(at: Visit, person: LabPersona): Promise<void> {
  const browser = at.context.browser()
  if (!browser) throw new Error('no browser')
  const elsewhere = await visit(browser, at.world, { size: 'desktop' })
  try {
    await elsewhere.page.goto(`${at.world.national}/dang-nhap`)
    await road.signIn(elsewhere, person)
    await road.titled(elsewhere, 'Thông tin cá nhân')
  } finally {
    await elsewhere.close()
  }
}

/** The newest code to object with that came to the person's phone. */
export async function objectionCode({ world }: Visit, person: LabPersona): Promise<string> {
  const number = person.phones[0]?.number ?? ''
  return until(async () => {
    const texts = (await world.lab.sms(number)).map(({ text }) => text)
    return texts.flatMap(text => /\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{2}\b/.exec(text)?.[0] ?? [])[0] ?? false
  }, 10_000)
}
