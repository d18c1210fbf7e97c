import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LabPersona } from '@motcua/contracts/lab-api.ts'
import * as road from './road.ts'
import { type Agent, agentWindow, signIn, startAgentAt } from './signing-desk.ts'
import { stage } from './stage.ts'
import type { Visit } from './visit.ts'

const { world, act } = stage()

const subjects = { citizen: 'Công dân', enterprise: 'Doanh nghiệp', agency: 'Cơ quan nhà nước' } as const

/** From the home page to the page that asks the agent. */
async function toTheToken(at: Visit, { subject }: LabPersona): Promise<void> {
  const { page } = at
  await page.goto(world().national)
  await page.getByRole('main').getByRole('link', { name: 'Đăng ký', exact: true }).first().click()
  await page.getByRole('link', { name: subjects[subject], exact: true }).click()
  await page
    .getByRole('link', { name: /USB ký số/ })
    .first()
    .click()
  await road.press(at, 'Đăng ký')
}

async function withAgent(at: Visit, person: LabPersona, doing: () => Promise<void>): Promise<void> {
  const agent: Agent = await startAgentAt(
    at,
    person.tokens.map(({ id }) => ({ token: id })),
  )
  try {
    await doing()
  } finally {
    await agent.stop()
  }
}

for (const { id, size } of [
  { id: 'thu-ha', size: 'desktop' },
  { id: 'vai-thieu', size: 'desktop' },
  { id: 'so-tu-phap', size: 'desktop' },
] as const) {
  test(`${id} registers with a USB token and signs in with it again`, async () => {
    await act({ size }, async at => {
      const { page } = at
      const person = await world().lab.persona(id)
      const [token] = person.tokens
      assert.ok(token)
      await withAgent(at, person, async () => {
        await toTheToken(at, person)
        await at.look(`token-asking-${person.subject}`)
        const window = await agentWindow(at, 'Ký bằng USB')
        await signIn(window, { pin: token.pin, certificate: new RegExp(token.id), first: 'first-time' })
        await page.getByText('Ngày hiệu lực').waitFor()
        await at.look(`token-confirm-${person.subject}`)
        await page.getByLabel('Email').fill(person.mailbox)
        if (person.subject !== 'citizen') await road.answerCaptcha(at)
        await road.press(at, 'Đăng ký')
        await road.titled(at, 'Thông tin cá nhân')
        await at.look(`token-account-${person.subject}`)
        await road.signOut(at)
        await page.goto(`${world().national}/dang-nhap`)
        await page.getByRole('link', { name: 'USB ký số' }).first().click()
        await at.look('token-sign-in')
        await road.press(at, 'Đăng nhập bằng USB ký số')
        await signIn(await agentWindow(at, 'Ký bằng USB'), { pin: token.pin, certificate: new RegExp(token.id) })
        await road.titled(at, 'Thông tin cá nhân')
      })
    })
  })
}
