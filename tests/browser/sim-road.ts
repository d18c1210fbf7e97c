import assert from 'node:assert/strict'
import type { LabPersona, LabPrompt } from '@motcua/contracts/lab-api.ts'
import { type SimDesk, simDesk } from '../sim-desk.ts'
import * as road from './road.ts'
import { type Visit, visit } from './visit.ts'

const subjects = { citizen: 'Công dân', enterprise: 'Doanh nghiệp', agency: 'Cơ quan nhà nước' } as const
const NUMBER = 'Số điện thoại của SIM'
export const WAITING = 'Xác nhận trên điện thoại'

export const phoneOf = ({ world }: Visit, person: LabPersona): SimDesk => simDesk(world.lab.url, person)

/** From the home page to the form that asks for the SIM's number. */
export async function toTheSim(at: Visit, { subject }: LabPersona): Promise<void> {
  const { page, world } = at
  await page.goto(world.national)
  await page.getByRole('main').getByRole('link', { name: 'Đăng ký', exact: true }).first().click()
  await page.getByRole('link', { name: subjects[subject], exact: true }).click()
  await page
    .getByRole('link', { name: /SIM ký số/ })
    .first()
    .click()
  await road.titled(at, 'Đăng ký bằng SIM ký số')
}

/** Asks the SIM, and is at the page that waits for it. */
export async function asksSim(at: Visit, number: string, button: string): Promise<void> {
  await at.page.getByLabel(NUMBER).fill(number)
  await road.press(at, button)
  await road.titled(at, WAITING)
}

export async function toSignIn(at: Visit): Promise<void> {
  await at.page.goto(`${at.world.national}/dang-nhap`)
  await at.page.getByRole('link', { name: 'SIM ký số' }).first().click()
}

export async function asksToSignIn(at: Visit, number: string): Promise<void> {
  await toSignIn(at)
  await asksSim(at, number, 'Đăng nhập')
}

/** The code of the page that waits. */
export function codeOn({ page }: Visit): Promise<string> {
  return page.locator('.compared [aria-hidden=true]').innerText()
}

/** What the phone shows, once it does: the page's own code. */
export async function promptOn(at: Visit, person: LabPersona): Promise<LabPrompt> {
  const asked = await phoneOf(at, person).asked()
  assert.equal(await codeOn(at), asked.verificationCode)
  return asked
}

/** The person compares the code and enters the PIN on the phone. */
export async function confirmOn(at: Visit, person: LabPersona): Promise<void> {
  await promptOn(at, person)
  await phoneOf(at, person).confirm()
}

/** On the lab's page of the phone, as whoever tries the portal does it: what it asks, the code, the PIN. */
export async function confirmsAtLab(at: Visit, person: LabPersona): Promise<void> {
  const browser = at.context.browser()
  assert.ok(browser)
  const code = await codeOn(at)
  const bench = await visit(browser, at.world, { size: 'desktop' })
  try {
    await bench.page.goto(`${at.world.lab.url}/?vai=${person.id}`)
    await bench.page.locator('.match').getByText(code).waitFor()
    await bench.page.getByLabel('Mã PIN của SIM').fill(phoneOf(at, person).pin)
    await bench.page.getByRole('button', { name: 'Xác nhận', exact: true }).click()
    await bench.page.getByText('SIM yêu cầu ký số').waitFor({ state: 'detached' })
  } finally {
    await bench.close()
  }
}

/** Reads what the certificate says, and opens the account. */
export async function opens(at: Visit, { subject, mailbox, fullName }: LabPersona): Promise<void> {
  const { page } = at
  await page.getByText('Ngày hiệu lực').waitFor()
  for (const label of ['Ngày hết hạn', 'Tên CA']) assert.ok(await page.getByText(label).isVisible(), label)
  await at.look(`sim-confirm-${subject}`)
  await page.getByLabel('Email').fill(mailbox)
  if (subject !== 'citizen') await road.answerCaptcha(at)
  await road.press(at, 'Đăng ký')
  await road.titled(at, 'Thông tin cá nhân')
  const account = await page.locator('main').innerText()
  assert.match(account, new RegExp(fullName, 'i'))
  assert.match(account, /IAL3/)
}
