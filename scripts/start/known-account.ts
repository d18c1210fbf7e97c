import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { writePrivately } from './secrets.ts'

/** Of an invented person on this machine; whoever reads the greeting may log in with it. */
export const KNOWN_PASSWORD = 'Thuyen-Giay-8-Canh'

const personas = z.array(
  z.object({
    ...{ id: z.string(), fullName: z.string(), idNumber: z.string(), dateOfBirth: z.string() },
    phones: z.array(z.object({ number: z.string() })).min(1),
  }),
)
const captcha = z.object({ answer: z.string() })
const messages = z.array(z.object({ text: z.string() }))

/** The lab's persona who has an account from the start. */
export const KNOWN_PERSONA = 'da-dang-ky'

export type KnownAccountOptions = { national: string; lab: string; folder: string }

/**
 * Registers the lab's already registered persona on the first start, by the road everybody takes. Gives the login
 * name, or undefined when it did not come about (such as while a fault is set); the installation works without.
 */
export async function ensureKnownAccount({ national, lab, folder }: KnownAccountOptions): Promise<string | undefined> {
  const person = personas.parse(await ask(`${lab}/api/personas`)).find(({ id }) => id === KNOWN_PERSONA)
  if (!person) return undefined
  const done = await access(join(folder, 'known-account.json')).then(
    () => true,
    () => false,
  )
  if (!done && !(await register({ national, lab }, person))) return undefined
  if (!done) await writePrivately(folder, 'known-account.json', JSON.stringify({ persona: KNOWN_PERSONA }))
  return person.idNumber
}

type Person = z.infer<typeof personas>[number]

async function register(at: { national: string; lab: string }, person: Person): Promise<boolean> {
  const phone = person.phones[0]?.number ?? ''
  const browser = smallBrowser(at.national)
  const form = await browser.get('/dang-ky/thue-bao-di-dong')
  const { answer } = captcha.parse(await ask(`${at.lab}/api/captchas/${form.hidden.captchaId}`))
  const { idNumber, fullName, dateOfBirth } = person
  const otp = await browser.post(form, { idNumber, fullName, dateOfBirth, phone, captcha: answer })
  if (otp.status === 409) return true
  const code = await codeOf(at.lab, phone)
  const password = await browser.post(otp, { action: 'confirm', otp: code })
  const end = await browser.post(password, { password: KNOWN_PASSWORD, confirmation: KNOWN_PASSWORD })
  return end.status === 200 || end.status === 409
}

async function codeOf(lab: string, phone: string): Promise<string> {
  for (let looks = 0; looks < 50; looks++) {
    const [newest] = messages.parse(await ask(`${lab}/api/phones/${phone}/messages`))
    const code = /\d{6}/.exec(newest?.text ?? '')?.[0]
    if (code) return code
    await pause(100)
  }
  throw new Error('no code came')
}

type Shown = { status: number; action: string; hidden: Record<string, string> }

/** As much of a browser as a form without scripts needs: cookies, hidden fields, redirects within the portal. */
function smallBrowser(origin: string) {
  const cookies = new Map<string, string>()
  async function load(path: string, body?: URLSearchParams): Promise<Shown> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const request = body ? { method: 'POST', body } : {}
    const response = await fetch(new URL(path, origin), { ...request, headers: { cookie, origin }, redirect: 'manual' })
    for (const set of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=')
      cookies.set(name, value)
    }
    const next = response.headers.get('location')
    return next ? load(next) : shown(response.status, await response.text())
  }
  return {
    get: (path: string) => load(path),
    post: (form: Shown, fields: Record<string, string>) =>
      load(form.action, new URLSearchParams({ ...form.hidden, ...fields })),
  }
}

function shown(status: number, page: string): Shown {
  const form = /<form[^>]*action="([^"]+)"[^>]*method="post"[^>]*>([\s\S]*?)<\/form>/.exec(page)
  const hidden: Record<string, string> = {}
  for (const [input] of form?.[2]?.matchAll(/<input type="hidden"[^>]*>/g) ?? []) {
    const name = / name="([^"]*)"/.exec(input)?.[1]
    if (name) hidden[name] = / value="([^"]*)"/.exec(input)?.[1] ?? ''
  }
  return { status, action: form?.[1] ?? '', hidden }
}

async function ask(url: string): Promise<unknown> {
  return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).json()
}
