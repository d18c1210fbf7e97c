import assert from 'node:assert/strict'
import type { LabPrompt, LabPromptAnswer, LabSimMischief } from '@motcua/contracts/lab-api.ts'
import { until } from '../until.ts'
import { mainText, type Page } from './page.ts'
import type { Visitor } from './visitor.ts'

/** A phone of the lab with its SIM, as whoever holds it uses it. */
export type SimDesk = ReturnType<typeof simDesk>

const WITHIN_MS = 20_000

export function simDesk(lab: string, number: string) {
  const phone = `${lab}/api/phones/${number}`
  const send = async (method: string, path: string, body?: object) => {
    const json = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    return fetch(phone + path, { method, ...json })
  }
  const done = async (method: string, path: string, body?: object) => {
    const { status } = await send(method, path, body)
    assert.equal(status, 204, `${method} ${path} of ${number}`)
  }
  const prompts = async () => (await (await fetch(`${phone}/prompts`)).json()) as LabPrompt[]
  /** Waits for a prompt, since it comes by way of the operator. */
  const prompt = () => until(async () => (await prompts())[0] ?? false, WITHIN_MS)
  return {
    ...{ number, prompts, prompt },
    answer: (id: string, answer: LabPromptAnswer) => send('POST', `/prompts/${id}`, answer),
    async confirm(pin: string): Promise<LabPrompt> {
      const asked = await prompt()
      await done('POST', `/prompts/${asked.id}`, { action: 'confirm', pin })
      return asked
    },
    async decline(): Promise<void> {
      await done('POST', `/prompts/${(await prompt()).id}`, { action: 'decline' })
    },
    replace: () => done('POST', '/sim'),
    turn: (power: 'on' | 'off') => done('PUT', '/sim/power', { power }),
    unblock: () => done('DELETE', '/sim/pin-block'),
    lie: (mischief: LabSimMischief | 'none') => done('PUT', '/sim/mischief', { mischief }),
  }
}

/** The code that a waiting page shows, to be compared with the phone's. */
export function codeOn(page: Page): string {
  const [, code] = /class="compared".*?aria-hidden="true">(\d{4})</s.exec(page.html) ?? []
  assert.ok(code, `no code at ${page.url}: ${mainText(page)}`)
  return code
}

/** Whether a page waits for a phone. */
export const isWaiting = ({ html }: Page) => /data-asks="/.test(html)

/** Asks for a waiting page again, as a browser without scripts does, until it has gone on; `meanwhile` runs each time. */
export function wentOnWhile(one: Visitor, waiting: Page, meanwhile: () => void): Promise<Page> {
  return until(async () => {
    meanwhile()
    const page = await one.open(waiting.url.href)
    return !isWaiting(page) && page
  }, WITHIN_MS)
}
