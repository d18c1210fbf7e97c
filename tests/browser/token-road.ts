import assert from 'node:assert/strict'
import type { LabPersona } from '@motcua/contracts/lab-api.ts'
import * as road from './road.ts'
import { agentWindow, type Plugged, type Signing, signIn, startAgentAt } from './signing-desk.ts'
import type { Visit } from './visit.ts'

const subjects = { citizen: 'Công dân', enterprise: 'Doanh nghiệp', agency: 'Cơ quan nhà nước' } as const

/** From the home page to the page that asks the agent. */
export async function toTheToken(at: Visit, { subject }: LabPersona): Promise<void> {
  const { page, world } = at
  await page.goto(world.national)
  await page.getByRole('main').getByRole('link', { name: 'Đăng ký', exact: true }).first().click()
  await page.getByRole('link', { name: subjects[subject], exact: true }).click()
  await page
    .getByRole('link', { name: /USB ký số/ })
    .first()
    .click()
  await road.press(at, 'Đăng ký')
}

/** With the agent running and these plugged in. */
export async function withAgent(at: Visit, plugged: Plugged[], doing: () => Promise<void>): Promise<void> {
  const agent = await startAgentAt(at, plugged)
  try {
    await doing()
  } finally {
    await agent.stop()
  }
}

/** Registers and is in, signs out, and signs in again, with the agent running. */
export async function registerAndReturn(at: Visit, person: LabPersona, signing: Signing): Promise<void> {
  const { page, world } = at
  const { subject } = person
  await toTheToken(at, person)
  await at.look(`token-asking-${subject}`)
  await signIn(await agentWindow(at, 'Ký bằng USB'), { ...signing, first: 'first-time' })
  await page.getByText('Ngày hiệu lực').waitFor()
  await at.look(`token-confirm-${subject}`)
  await page.getByLabel('Email').fill(person.mailbox)
  if (subject !== 'citizen') await road.answerCaptcha(at)
  await road.press(at, 'Đăng ký')
  await road.titled(at, 'Thông tin cá nhân')
  assert.match(await page.locator('main').innerText(), new RegExp(person.fullName, 'i'))
  await at.look(`token-account-${subject}`)
  await road.signOut(at)
  await page.goto(`${world.national}/dang-nhap`)
  await page.getByRole('link', { name: 'USB ký số' }).first().click()
  await at.look('token-sign-in')
  await road.press(at, 'Đăng nhập bằng USB ký số')
  await signIn(await agentWindow(at, 'Ký bằng USB'), signing)
  await road.titled(at, 'Thông tin cá nhân')
}
