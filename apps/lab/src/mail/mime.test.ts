import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readMail } from './mime.ts'

const message = (...lines: string[]) => Buffer.from(lines.join('\r\n'))

test('Encoded words of a subject are decoded and joined, folded or not', () => {
  const raw = message('Subject: =?UTF-8?B?WMOhYw==?=', ' =?utf-8?Q?_nh=E1=BA=ADn?= ok', 'To: a@b.example', '', 'Hi')
  assert.deepEqual(readMail(raw), { subject: 'Xác nhận ok', text: 'Hi', html: '' })
})

test('Alternatives are told apart, also when nested, in either transfer encoding', () => {
  const raw = message(
    'Subject: Hai',
    'Content-Type: multipart/mixed; boundary="o"',
    '',
    '--o',
    'Content-Type: multipart/alternative; boundary=i',
    '',
    '--i',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'M=E1=BB=99t =',
    'dòng',
    '--i',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from('<p>Một</p>').toString('base64'),
    '--i--',
    '--o--',
  )
  assert.deepEqual(readMail(raw), { subject: 'Hai', text: 'Một dòng', html: '<p>Một</p>' })
})

test('Rubbish is shown as it is and never throws', () => {
  for (const raw of [
    '',
    'no headers',
    'Subject: =?x-none?B?!!?=\r\n\r\nbody',
    'Content-Type: multipart/mixed; boundary="',
  ])
    assert.equal(typeof readMail(Buffer.from(raw)).text, 'string')
})
