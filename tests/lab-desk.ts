import assert from 'node:assert/strict'
import type { LabFaultKind, LabMail, LabPersona, LabSms, LabUpstream } from '@motcua/contracts/lab-api.ts'
import { until } from './until.ts'

/** What a person at the lab sees and does, over its API. */
export type LabDesk = {
  url: string
  personas(): Promise<LabPersona[]>
  persona(id: string): Promise<LabPersona>
  sms(number: string): Promise<LabSms[]>
  /** Waits for a code on this phone that was not read before. */
  readSms(number: string, withinMs?: number): Promise<string>
  mails(address: string): Promise<LabMail[]>
  captchaAnswer(captchaId: string): Promise<string>
  fault(upstream: LabUpstream, fault: LabFaultKind): Promise<void>
  noFaults(): Promise<void>
}

const SMS_WITHIN_MS = 10_000

export function labDesk(url: string): LabDesk {
  const read = new Set<string>()
  const get = async <Found>(path: string) => (await (await fetch(url + path)).json()) as Found
  const personas = () => get<LabPersona[]>('/api/personas')
  const sms = (number: string) => get<LabSms[]>(`/api/phones/${number}/messages`)
  return {
    ...{ url, personas, sms },
    async persona(id) {
      const found = (await personas()).find(one => one.id === id)
      assert.ok(found, `the lab has no persona ${id}`)
      return found
    },
    readSms: (number, withinMs = SMS_WITHIN_MS) =>
      until(async () => {
        const unread = (await sms(number)).find(one => codeIn(one) && !read.has(one.at + one.text))
        if (!unread) return false
        read.add(unread.at + unread.text)
        return codeIn(unread) ?? false
      }, withinMs),
    mails: address => get<LabMail[]>(`/api/mailboxes/${address}/messages`),
    captchaAnswer: async id => (await get<{ answer: string }>(`/api/captchas/${encodeURIComponent(id)}`)).answer,
    async fault(upstream, fault) {
      const body = JSON.stringify({ upstream, fault })
      const put = { method: 'PUT', headers: { 'content-type': 'application/json' }, body }
      assert.equal((await fetch(`${url}/api/faults`, put)).status, 200)
    },
    async noFaults() {
      assert.equal((await fetch(`${url}/api/faults`, { method: 'DELETE' })).status, 204)
    },
  }
}

function codeIn({ text }: LabSms): string | undefined {
  return /OTP/.test(text) ? /\b\d{6}\b/.exec(text)?.[0] : undefined
}
