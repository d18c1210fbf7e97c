import assert from 'node:assert/strict'
import { going } from '../flows/test-account.ts'
import { aVisitor, type TestNational } from '../test-national.ts'
import type { Answer, Browser } from '../test-portal.ts'
import { formOf, ORIGIN } from '../test-portal.ts'
import { attachmentsStore } from './attachments/attachments-store.ts'
import { complain } from './complain.ts'

export const TEXT = 'Tôi đăng ký thì được báo số CCCD này đã có tài khoản, nhưng tôi chưa từng đăng ký.'

let people = 0

/** What somebody states, as the form asks, with a number and a phone of their own. */
export function aStatement(changes: Record<string, string> = {}): Record<string, string> {
  people++
  const six = String(people).padStart(6, '0')
  const typed = { idNumber: `030192${six}`, fullName: 'Trần Thị Khiếu', matter: 'opened-by-another', statement: TEXT }
  return { ...typed, phone: `0902${six}`, email: '', ...changes }
}

export const international = (phone: string | undefined) => `+84${phone?.slice(1)}`

/** The newest code that was mailed to an address. */
export function mailedCode(national: TestNational, address: string): string {
  const sent = national.jobsDone.findLast(({ name, payload }) => name === 'mail.otp' && payload.to === address)
  assert.ok(sent, `no code was mailed to ${address}`)
  return String(sent.payload.code)
}

/** Somebody complaining, step by step, without pages. */
export function complaining(national: TestNational, visitor = aVisitor(`complainant ${++people}`)) {
  const { parts } = national
  const one = going(national, complain(parts), visitor)
  const owner = { flowId: one.flowId, browser: visitor.browser }
  const store = attachmentsStore(national.db, parts)
  return {
    ...{ ...one, owner, store },
    /** Puts a file to the form, as uploading does. */
    hold: (name: string, content: Buffer, place = visitor.place) =>
      store.hold({ owner, place, kind: 'pdf', name, content }, parts.rules.attachments),
    async state(fields: Record<string, string>) {
      return one.submit('statement', { ...fields, ...(await national.captcha()) })
    },
    confirm: (otp: string) => one.submit('contact', { action: 'confirm', otp }),
  }
}

/** Takes a case in, from the statement to the end. */
export async function aCase(national: TestNational, fields = aStatement(), file?: Buffer) {
  const one = complaining(national)
  if (file) await one.hold('giấy tờ.pdf', file)
  await one.state(fields)
  const code = fields.phone ? national.code(international(fields.phone)) : mailedCode(national, fields.email ?? '')
  return { ...one, end: await one.confirm(code) }
}

export type TestFile = { name?: string; content: Buffer; field?: string; type?: string }

const BOUNDARY = '----motcua-test-boundary'

/** A body as browsers send it: the fields, then the files. */
export function multipart(
  fields: Record<string, string>,
  files: TestFile[] = [],
  { boundary = BOUNDARY } = {},
): Buffer {
  const part = (head: string, content: Buffer) =>
    Buffer.concat([
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
      content,
      Buffer.from('\r\n'),
    ])
  return Buffer.concat([
    ...Object.entries(fields).map(([name, value]) => part(`name="${name}"`, Buffer.from(value))),
    ...files.map(({ name = '', content, field = 'attachments', type = 'application/octet-stream' }) =>
      part(`name="${field}"; filename="${name}"\r\nContent-Type: ${type}`, content),
    ),
    Buffer.from(`--${boundary}--\r\n`),
  ])
}

export const multipartType = (boundary = BOUNDARY) => `multipart/form-data; boundary=${boundary}`

/** Fills in the form of a page with fields and files, and sends it. */
export async function send(
  by: Browser,
  page: Answer,
  fields: Record<string, string>,
  files: TestFile[] = [],
): Promise<Answer> {
  const { action, hidden } = formOf(page)
  const headers = { 'content-type': multipartType(), origin: ORIGIN }
  return by.send({ method: 'POST', url: action, headers, payload: multipart({ ...hidden, ...fields }, files) })
}
