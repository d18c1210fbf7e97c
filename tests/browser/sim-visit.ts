import assert from 'node:assert/strict'
import type { LabPersona, LabPrompt, LabPromptAnswer } from '@motcua/contracts/lab-api.ts'
import { until } from '../until.ts'
import * as road from './road.ts'
import type { Visit } from './visit.ts'

/** The portal sends a prompt soon, and the lab's operators take a moment. */
const PROMPT_WITHIN_MS = 10_000

/** The signing SIM of a persona, in its phone. */
export type Sim = { number: string; pin: string }

export function simOf({ phones }: LabPersona): Sim {
  const phone = phones.find(({ simPin }) => simPin !== undefined)
  assert.ok(phone?.simPin, 'the persona has a signing SIM')
  return { number: phone.number, pin: phone.simPin }
}

/** The number of the SIM is typed, and the page waits for the phone. */
export async function askSim(at: Visit, { number, by }: { number: string; by: string }): Promise<void> {
  await at.page.getByLabel('Số điện thoại của SIM').fill(number)
  await road.press(at, by)
  await road.titled(at, 'Xác nhận trên điện thoại')
}

/** What the phone shows, once it does: the page's own code. */
export async function promptOn({ page, world }: Visit, { number }: Pick<Sim, 'number'>): Promise<LabPrompt> {
  const url = `${world.lab.url}/api/phones/${number}/prompts`
  const prompt = await until(async () => {
    const [first] = (await (await fetch(url)).json()) as LabPrompt[]
    return first ?? false
  }, PROMPT_WITHIN_MS)
  assert.equal(await page.locator('.compared [aria-hidden]').innerText(), prompt.verificationCode)
  return prompt
}

/** The person compares the code and does this on the phone. */
export async function answerOn(at: Visit, sim: Pick<Sim, 'number'>, answer: LabPromptAnswer): Promise<void> {
  const { id } = await promptOn(at, sim)
  const url = `${at.world.lab.url}/api/phones/${sim.number}/prompts/${id}`
  const headers = { 'content-type': 'application/json' }
  const { status } = await fetch(url, { method: 'POST', headers, body: JSON.stringify(answer) })
  assert.ok(status < 300, `the phone answers ${status}`)
}

export function confirmOn(at: Visit, sim: Sim): Promise<void> {
  return answerOn(at, sim, { action: 'confirm', pin: sim.pin })
}

const subjects = { citizen: 'Công dân', enterprise: 'Doanh nghiệp', agency: 'Cơ quan nhà nước' } as const

/** From the home page to the field for the SIM's number. */
export async function toTheSim(at: Visit, { subject }: Pick<LabPersona, 'subject'>): Promise<void> {
  const { page, world } = at
  await page.goto(`${world.national}/dang-ky`)
  await page.getByRole('link', { name: subjects[subject], exact: true }).click()
  await page.getByRole('link', { name: /^SIM ký số/ }).click()
  await road.titled(at, 'Đăng ký bằng SIM ký số')
}

/** From the confirmed prompt to the account: the page goes on by itself. */
export async function finish(at: Visit, person: LabPersona): Promise<void> {
  await at.page.getByText('Ngày hiệu lực').waitFor()
  await at.page.getByLabel('Email').fill(person.mailbox)
  if (person.subject !== 'citizen') await road.answerCaptcha(at)
  await road.press(at, 'Đăng ký')
  await road.titled(at, 'Thông tin cá nhân')
}

export async function toSignIn(at: Visit): Promise<void> {
  await at.page.goto(`${at.world.national}/dang-nhap`)
  await at.page.getByRole('link', { name: 'SIM ký số' }).first().click()
}
