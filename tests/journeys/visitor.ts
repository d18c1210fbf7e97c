import assert from 'node:assert/strict'
import { aPlace } from '../a-place.ts'
import { type Field, type Form, formsOf, linkTo, mainText, type Page, unescaped } from './page.ts'

/** A person with a browser that has cookies and follows redirects, but runs no scripts. */
export type Visitor = ReturnType<typeof aVisitor>

const MOST_REDIRECTS = 12

export function aVisitor(place = aPlace()) {
  // Browsers share cookies between the ports of a host, so one jar serves the whole world.
  const cookies = new Map<string, string>()

  async function ask(url: URL, init: RequestInit): Promise<Response> {
    const cookie = [...cookies].map(one => one.join('=')).join('; ')
    const headers = { ...init.headers, cookie, 'x-forwarded-for': place }
    const answer = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const line of answer.headers.getSetCookie()) keep(line)
    return answer
  }

  function keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (value === '' || /max-age=0(;|$)/i.test(line)) cookies.delete(name)
    else cookies.set(name, value)
  }

  async function arrive(url: URL, init: RequestInit): Promise<Page> {
    let at = url
    let answer = await ask(at, init)
    for (let count = 0; answer.headers.has('location'); count++) {
      assert.ok(count < MOST_REDIRECTS, `redirected without end at ${at}`)
      at = new URL(answer.headers.get('location') ?? '', at)
      answer = await ask(at, {})
    }
    const html = await answer.text()
    // Browsers go on by themselves from such a page, scripts or not.
    const onwards = /<meta http-equiv="refresh" content="0;url=([^"]+)">/.exec(html)?.[1]
    if (onwards !== undefined) return arrive(new URL(unescaped(onwards), at), {})
    return { url: at, status: answer.status, html, headers: answer.headers }
  }

  const open = (url: string) => arrive(new URL(url), {})

  /** Follows redirects until one leads to an address that begins so, and answers it without going there. */
  async function leadsTo(url: string, beginning: string): Promise<string> {
    let at = new URL(url)
    for (let count = 0; count < MOST_REDIRECTS; count++) {
      if (at.href.startsWith(beginning)) return at.href
      const to = (await ask(at, {})).headers.get('location')
      assert.ok(to, `${at} leads nowhere`)
      at = new URL(to, at)
    }
    throw new Error(`${url} never leads to ${beginning}`)
  }

  /** Fills in the fields named by their labels and presses the button with this text. */
  async function submit(page: Page, button: string, values: Record<string, string> = {}): Promise<Page> {
    const form = formsOf(page).find(one => one.buttons.some(({ text }) => text === button))
    assert.ok(form, `no button "${button}" at ${page.url} (${page.status}): ${mainText(page)}`)
    return send(page, form, filled(form, button, values))
  }

  function send(page: Page, form: Form, fields: URLSearchParams, files: File[] = []): Promise<Page> {
    const url = new URL(form.action, page.url)
    if (form.method === 'post') {
      const body = form.files ? multipart(fields, files) : fields
      return arrive(url, { method: 'POST', body, headers: { origin: url.origin } })
    }
    url.search = fields.toString()
    return arrive(url, {})
  }

  const follow = (page: Page, text: string) => open(linkTo(page, text))
  return { cookies, open, leadsTo, submit, send, follow }
}

/** As a form with files is sent; where none was chosen, browsers send an empty one without a name. */
function multipart(fields: URLSearchParams, files: File[]): FormData {
  const body = new FormData()
  for (const [name, value] of fields) if (name !== 'attachments') body.append(name, value)
  for (const file of files.length > 0 ? files : [new File([], '')]) body.append('attachments', file)
  return body
}

/** What a browser would send: every field of the form, changed as told, and the pressed button's own name. */
export function filled(form: Form, button: string, values: Record<string, string>): URLSearchParams {
  const fields = new URLSearchParams()
  for (const { name, value } of form.fields) if (name !== '') fields.set(name, value)
  for (const [label, value] of Object.entries(values)) {
    const field = labelled(form, label)
    fields.set(field.name, chosen(field, value))
  }
  const pressed = form.buttons.find(({ text }) => text === button)
  if (pressed && pressed.name !== '') fields.set(pressed.name, pressed.value)
  return fields
}

function labelled({ fields }: Form, label: string): Field {
  const found = fields.find(one => one.label === label) ?? fields.find(one => one.label.startsWith(label))
  assert.ok(found, `no field "${label}" among ${fields.map(one => one.label).join(', ')}`)
  return found
}

/** In a list one chooses by what is written there. */
function chosen({ options, label }: Field, value: string): string {
  if (options.length === 0) return value
  const option = options.find(({ text }) => text === value) ?? options.find(({ text }) => text.startsWith(value))
  assert.ok(option, `"${label}" offers no "${value}"`)
  return option.value
}
