import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { type LabPersona, labFaultKinds } from '@motcua/contracts/lab-api.ts'
import { type Form, formsOf, mainText, type Page, unescaped } from '../journeys/page.ts'
import { aVisitor, type Visitor } from '../journeys/visitor.ts'
import { typedDate } from '../typed-date.ts'
import type { World } from '../world.ts'
import type { Choice } from './choices.ts'

export const PASSWORD = 'Lua-Chin-Vang-2026'

/** Where one may begin: every entrance of both portals. */
const DOORS = [
  ...['/', '/dang-ky', '/dang-ky/thue-bao-di-dong', '/dang-nhap', '/dang-nhap/passkey', '/quen-mat-khau'],
  ...['/khong-phai-toi', '/khieu-nai', '/tai-khoan', '/thu-tuc', '/tro-giup', '/dang-ky/thue-bao-di-dong'],
  ...['/dang-ky/bao-hiem-xa-hoi', '/dang-ky/bao-hiem-xa-hoi', '/dang-nhap', '/dang-nhap/buu-dien', '/dang-nhap/vneid'],
  ...['/khieu-nai/gui', '/khieu-nai/tra-cuu', '/quay-giao-dich'],
]
const PROVINCIAL_DOORS = ['/', '/dang-nhap', '/dang-ky', '/thu-tuc', '/nop-ho-so', '/tai-khoan']
const FAULTS = ['subscriber-registry', 'social-insurance', 'sms-centre', 'mail'] as const

/** The queue is looked at twice a second. */
const SMS_COMES_WITHIN_MS = 700

type Walking = {
  world: World
  visitor: Visitor
  person: LabPersona
  page: Page
  earlier: Page[]
  seen: (kind: string) => void
}

export type Walk = { choices: Choice[]; seen: (kind: string) => void; until: AbortSignal }

/** Lets one visitor do what the choices say, and holds every answer to the one rule. */
export async function walk(world: World, { choices, seen, until }: Walk) {
  const personas = (await world.lab.personas()).filter(({ expects }) => expects.mobile !== 'none')
  const person = personas[(choices[0]?.which ?? 0) % personas.length]
  assert.ok(person)
  const visitor = aVisitor()
  const page = await visitor.open(door(world, choices[1]?.which ?? 0))
  const walking: Walking = { world, visitor, person, page, earlier: [], seen }
  const trail: string[] = []
  try {
    for (const choice of choices) {
      if (until.aborted) return
      trail.push(`${choice.deed} at ${walking.page.url.pathname}`)
      for (const answer of await act(walking, choice)) judge(walking, answer)
    }
  } catch (error) {
    throw new Error(`after: ${trail.slice(-12).join(' → ')}`, { cause: error })
  }
}

/** No answer is a 500, none shows how the program is made, and every page has a title. */
function judge(walking: Walking, answer: Page): void {
  const { url, status, html } = answer
  walking.seen(kindOf(url))
  assert.ok(status !== 500 && status !== 501 && status !== 502, `${status} of ${url}: ${mainText(answer)}`)
  assert.doesNotMatch(
    html,
    /\bat [\w.]+ \(?(file|node):|node_modules|SELECT .* FROM|PostgresError/,
    `${url} tells how it is made`,
  )
  walking.earlier.push(walking.page)
  walking.page = answer
}

function kindOf({ pathname }: URL): string {
  return pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id').replace(/\/ma-xac-thuc\/.*/, '/ma-xac-thuc')
}

async function act(walking: Walking, choice: Choice): Promise<Page[]> {
  const { visitor, world, page } = walking
  switch (choice.deed) {
    case 'go-on':
      return goOn(walking, choice)
    case 'open':
      return [await visitor.open(door(world, choice.which))]
    case 'follow': {
      const links = linksOf(walking)
      const link = links[choice.which % Math.max(1, links.length)]
      return link ? [await visitor.open(link)] : []
    }
    case 'submit':
      return submit(walking, { choice, times: 1 })
    case 'submit-twice':
      return submit(walking, { choice, times: 2 })
    case 'back': {
      const before = walking.earlier[choice.which % Math.max(1, walking.earlier.length)]
      if (before) walking.page = before
      return []
    }
    case 'sneak':
      return [await aVisitor().open(page.url.href)]
    case 'bend-address':
      return [await visitor.open(bent(page.url, choice))]
    case 'wait':
      world.later([1, 61, 301, 1_801, 3_601][choice.which % 5] ?? 1)
      return []
    case 'outside':
      await turnOutside(walking, choice.which)
      return []
  }
}

function door({ national, haiDuong }: World, which: number): string {
  const provincial = which % 5 === 0
  const doors = provincial ? PROVINCIAL_DOORS : DOORS
  return (provincial ? haiDuong : national) + (doors[Math.floor(which / 5) % doors.length] ?? '/')
}

function linksOf({ page, world }: Walking): string[] {
  const ours = [world.national, world.haiDuong, world.quangNinh]
  return [...page.html.matchAll(/<a [^>]*href="([^"#]+)"/g)].flatMap(([, href = '']) => {
    const url = URL.parse(unescaped(href), page.url)
    return url && ours.includes(url.origin) ? [url.href] : []
  })
}

function bent(url: URL, { wild, which }: Choice): string {
  const bentUrl = new URL(url)
  const names = [...bentUrl.searchParams.keys(), 've', 'sua', 'tinh', 'ma', 'doi-tuong', 'x']
  if (which % 3 === 0) bentUrl.pathname = `${bentUrl.pathname}/${encodeURIComponent(wild.toWellFormed())}`
  else bentUrl.searchParams.append(names[which % names.length] ?? 'x', wild.toWellFormed())
  return bentUrl.href.slice(0, 8_000)
}

/** Something outside breaks, or everything is well again. */
async function turnOutside({ world }: Walking, which: number): Promise<void> {
  const turn = Math.floor(which / 2)
  const upstream = FAULTS[turn % FAULTS.length]
  const fault = labFaultKinds[Math.floor(turn / FAULTS.length) % labFaultKinds.length]
  if (which % 2 === 0 || !upstream || !fault) return world.lab.noFaults()
  return world.lab.fault(upstream, fault)
}

/** The main form as one should fill it in; where a page has none, another door. */
async function goOn(walking: Walking, choice: Choice): Promise<Page[]> {
  const { page, visitor, world } = walking
  const [form] = formsOf(mainOf(page)).filter(({ method }) => method === 'post')
  if (!form || isStuck(walking)) return [await visitor.open(door(world, choice.which))]
  const fields = await filledIn(walking, form, { ...choice, typed: [undefined] })
  const [enter] = form.buttons
  fields.delete('captcha_refresh')
  if (enter && enter.name !== '') fields.set(enter.name, enter.value)
  return [await visitor.send(page, form, fields, filesOf(form, choice))]
}

/** Refused twice on one page: nobody tries for ever. */
function isStuck({ page, earlier }: Walking): boolean {
  const [before] = earlier.slice(-1)
  return page.status >= 400 && before?.status === page.status && before.url.pathname === page.url.pathname
}

function mainOf(page: Page): Page {
  return { ...page, html: /<main.*<\/main>/s.exec(page.html)?.[0] ?? '' }
}

type Submitting = { choice: Choice; times: 1 | 2 }

async function submit(walking: Walking, { choice, times }: Submitting): Promise<Page[]> {
  const { page, visitor } = walking
  const forms = formsOf(page).filter(({ action }) => !action.startsWith('/dang-xuat') || choice.which % 20 === 0)
  const form = forms[choice.which % Math.max(1, forms.length)]
  if (!form) return []
  const fields = await filledIn(walking, form, choice)
  const files = filesOf(form, choice)
  return Promise.all(Array.from({ length: times }, () => visitor.send(page, form, new URLSearchParams(fields), files)))
}

async function filledIn(walking: Walking, form: Form, choice: Choice): Promise<URLSearchParams> {
  const fields = new URLSearchParams()
  const names = new Set(form.fields.map(({ name }) => name))
  let turn = choice.which
  for (const name of names) {
    if (name === '') continue
    const own = form.fields.find(field => field.name === name)
    const typed = choice.typed[turn++ % choice.typed.length]
    const right = (await rightAnswer(walking, name, form)) ?? optionOf(own, choice) ?? own?.value ?? 'x'.repeat(40)
    fields.set(name, (typed ?? right).toWellFormed())
  }
  const pressed = form.buttons[choice.which % Math.max(1, form.buttons.length)]
  if (pressed && pressed.name !== '') fields.set(pressed.name, pressed.value)
  return fields
}

function optionOf(field: Form['fields'][number] | undefined, { which }: Choice): string | undefined {
  return field && field.options.length > 0 ? field.options[which % field.options.length]?.value : undefined
}

const PDF = '%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF\n'

/** Every third time none, else one that is taken and one that may be anything. */
function filesOf({ files }: Form, { which, wild }: Choice): File[] {
  if (!files || which % 3 === 0) return []
  const odd = wild.toWellFormed()
  return [new File([PDF, String(which), '%%EOF'], 'a.pdf'), new File([odd], odd.slice(0, 100) || 'x')]
}

/** What this person would rightly type into a field of this name. */
async function rightAnswer({ person, world, page }: Walking, name: string, form: Form): Promise<string | undefined> {
  const [phone] = person.phones
  // At Vietnam Post or VNeID, which are part of the lab here.
  const login = page.url.href.startsWith(world.lab.url) ? person[providerAt(page)] : undefined
  if (login && (name === 'username' || name === 'password')) return login[name]
  switch (name) {
    case 'idNumber':
    case 'username':
      return person.idNumber
    case 'fullName':
      return person.fullName
    case 'dateOfBirth':
      return typedDate(person.dateOfBirth)
    case 'phone':
      return phone?.number
    case 'email':
      return person.mailbox
    case 'socialInsuranceNumber':
      return person.socialInsuranceNumber
    case 'password':
    case 'confirmation':
      return PASSWORD
    case 'otp':
      await pause(SMS_COMES_WITHIN_MS)
      return codeIn((await world.lab.sms(phone?.number ?? ''))[0]?.text)
    case 'code':
      return codeOf(
        form,
        (await world.lab.sms(phone?.number ?? '')).map(({ text }) => text),
      )
    case 'statement':
      return 'Tôi chưa từng đăng ký tài khoản này.'
    case 'captcha': {
      const id = form.fields.find(field => field.name === 'captchaId')?.value
      return id ? await world.lab.captchaAnswer(id).catch(() => undefined) : undefined
    }
    default:
      return undefined
  }
}

function providerAt({ url }: Page): 'vnpost' | 'vneid' {
  return url.pathname.startsWith('/vneid/') ? 'vneid' : 'vnpost'
}

/** The newest code to object with, or to look a complaint up by, that this phone received. */
function codeOf({ action }: Form, texts: string[]): string | undefined {
  const code = action.includes('tra-cuu') ? /\bKN(-[2-9A-Z]{4}){3}\b/ : /\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{2}\b/
  return texts.flatMap(text => code.exec(text)?.[0] ?? [])[0]
}

function codeIn(text: string | undefined): string | undefined {
  return /\b\d{6}\b/.exec(text ?? '')?.[0]
}
