import assert from 'node:assert/strict'
import type { LabPersona, LabPrompt, LabPromptAnswer, LabSim, LabSimMischief } from '@motcua/contracts/lab-api.ts'
import { until } from './until.ts'

/** A phone of the lab with a signing SIM in it, as its owner holds it. */
export type SimDesk = {
  number: string
  pin: string
  prompts(): Promise<LabPrompt[]>
  /** Waits for the phone to ask, and gives what it asks. */
  asked(): Promise<LabPrompt>
  confirm(): Promise<LabPrompt>
  decline(): Promise<LabPrompt>
  sim(): Promise<LabSim>
  turn(power: 'on' | 'off'): Promise<void>
  /** Another SIM of the same person, as the operator hands it out. */
  replace(): Promise<void>
  unblock(): Promise<void>
  /** What the operator's service does wrong from now on. */
  mischief(mischief: LabSimMischief | 'none'): Promise<void>
}

const ASKED_WITHIN_MS = 10_000
const JSON_BODY = { 'content-type': 'application/json' }

export function simDesk(lab: string, { phones }: LabPersona): SimDesk {
  const { number, simPin: pin } = phones.find(({ simPin }) => simPin !== undefined) ?? {}
  assert.ok(number !== undefined && pin !== undefined, 'there is no signing SIM in any of their phones')
  const at = `${lab}/api/phones/${number}`
  const get = async <Found>(path: string) => (await (await fetch(at + path)).json()) as Found
  const change = async (method: string, path: string, body?: unknown) => {
    const sent = body === undefined ? { method } : { method, headers: JSON_BODY, body: JSON.stringify(body) }
    assert.equal((await fetch(at + path, sent)).status, 204, `${method} ${path}`)
  }
  const prompts = () => get<LabPrompt[]>('/prompts')
  const asked = () => until(async () => (await prompts())[0] ?? false, ASKED_WITHIN_MS)
  const answer = async (how: LabPromptAnswer) => {
    const prompt = await asked()
    await change('POST', `/prompts/${prompt.id}`, how)
    return prompt
  }
  return {
    ...{ number, pin, prompts, asked },
    confirm: () => answer({ action: 'confirm', pin }),
    decline: () => answer({ action: 'decline' }),
    sim: () => get<LabSim>('/sim'),
    turn: power => change('PUT', '/sim/power', { power }),
    replace: () => change('POST', '/sim'),
    unblock: () => change('DELETE', '/sim/pin-block'),
    mischief: mischief => change('PUT', '/sim/mischief', { mischief }),
  }
}
