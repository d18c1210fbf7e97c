import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { labFaultKinds } from '@motcua/contracts/lab-api.ts'
import { mailSmtp } from '../../apps/national/src/upstream/mail-smtp.ts'
import { type RunningLab, runLab, silent } from './lab.ts'

let lab: RunningLab
before(async () => {
  lab = await runLab()
})
after(() => lab.stop())
afterEach(() => lab.clear())

const relay = (url = `smtp://127.0.0.1:${lab.port + 2}`) =>
  mailSmtp({ url, from: 'Một Cửa <khong-tra-loi@motcua.example>', log: silent, timeoutMs: 3_000 })

const mail = {
  to: 'ThuHa.Nguyen@thu.example',
  subject: 'Xác nhận địa chỉ thư điện tử của bạn trên Một Cửa, cổng dịch vụ công quốc gia',
  text: `Bấm vào liên kết trong 24 giờ.\n\n${'Một dòng rất dài để phải xuống dòng = mềm. '.repeat(5)}`.trim(),
  html: '<p>Bấm vào <a href="https://motcua.example/x?a=1&amp;b=2">liên kết</a> trong 24 giờ.</p>',
}

test('A mail arrives as it was written: subject, text and HTML with all their diacritics', async () => {
  assert.deepEqual(await relay().send(mail), { kind: 'accepted' })
  const [got] = await lab.mails('thuha.nguyen@thu.example')
  assert.ok(got)
  const { at: _at, ...said } = got
  assert.deepEqual(said, { subject: mail.subject, text: mail.text, html: mail.html })
})

test('A mail without HTML arrives as text alone, the newest first', async () => {
  const { html: _html, ...plain } = mail
  await relay().send({ ...plain, to: 'hop.thu@thu.example', subject: 'Một' })
  await relay().send({ ...plain, to: 'hop.thu@thu.example', subject: 'Hai' })
  const got = await lab.mails('hop.thu@thu.example')
  assert.deepEqual(
    got.map(one => [one.subject, one.text, one.html]),
    [
      ['Hai', mail.text, ''],
      ['Một', mail.text, ''],
    ],
  )
})

test('A mail tried again under the same id is in the mailbox once; one without an id is another each time', async () => {
  const { html: _html, ...plain } = { ...mail, to: 'mot.lan@thu.example' }
  for (const id of ['thu-1', 'thu-1', 'thu-2', undefined, undefined]) {
    assert.deepEqual(await relay().send({ ...plain, subject: `Thư ${id}`, id }), { kind: 'accepted' })
  }
  assert.deepEqual(
    (await lab.mails('mot.lan@thu.example')).map(one => one.subject),
    ['Thư undefined', 'Thư undefined', 'Thư thu-2', 'Thư thu-1'],
  )
})

test('A mailbox that does not exist, and an address that is none, are refused for good', async () => {
  for (const to of ['ai-do@khong-ton-tai.example', 'không phải địa chỉ', '']) {
    assert.deepEqual(await relay().send({ ...mail, to }), { kind: 'refused' }, to)
  }
})

test('A subject and an address cannot smuggle in further headers or recipients', async () => {
  await relay().send({ ...mail, to: 'mot@thu.example', subject: 'Chào\r\nBcc: khac@thu.example' })
  await relay().send({ ...mail, to: 'mot@thu.example, khac@thu.example' })
  assert.deepEqual(await lab.mails('khac@thu.example'), [])
})

for (const fault of labFaultKinds) {
  test(`A relay that is ${fault} is unavailable within the time allowed, and takes mail again afterwards`, async () => {
    await lab.fault('mail', fault)
    // The slow relay would take it after half a minute: this answer is the time limit's.
    assert.deepEqual(await relay().send(mail), { kind: 'unavailable' })
    await lab.clear()
    assert.deepEqual(await relay().send(mail), { kind: 'accepted' })
  })
}

test('A relay that nobody runs is unavailable', async () => {
  assert.deepEqual(await relay('smtp://127.0.0.1:9').send(mail), { kind: 'unavailable' })
})
