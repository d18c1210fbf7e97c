import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LabPersona } from '@motcua/contracts/lab-api.ts'
import * as road from './road.ts'
import { stage } from './stage.ts'
import type { Visit, VisitOptions } from './visit.ts'

const { world, act } = stage()

const PDF = Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF\n')
const file = (name: string, buffer = PDF) => ({ name, mimeType: 'application/pdf', buffer })

const visits: [string, string, VisitOptions][] = [
  ['a desktop', 'thu-ha', { size: 'desktop' }],
  ['a phone', 'duc-anh', { size: 'phone' }],
  ['a phone without scripts', 'co-so-cmnd', { size: 'phone', scripts: 'off' }],
]

for (const [where, persona, options] of visits) {
  test(`on ${where} somebody complains with files, gets a receipt, and sees how the case stands`, async () => {
    await act(options, async at => {
      const person = await world().lab.persona(persona)
      await stating(at, person)
      await confirming(at, person)
      await lookingUp(at)
    })
  })
}

async function stating(at: Visit, person: LabPersona): Promise<void> {
  const { page } = at
  await page.goto(`${world().national}/khieu-nai`)
  await page.getByRole('main').getByRole('link', { name: 'Gửi khiếu nại' }).click()
  await road.press(at, 'Gửi khiếu nại')
  await road.titled(at, 'Lỗi: Gửi khiếu nại')
  await at.look('complaint-to-correct')
  await page.getByLabel('Số CMT/CCCD bị tranh chấp').fill(person.idNumber)
  await page.getByLabel('Họ tên').fill(person.fullName)
  await page.getByLabel('Có người đang dùng tài khoản của tôi').check()
  await page.getByLabel('Nội dung khiếu nại').fill('Có người đăng nhập vào tài khoản của tôi từ ngày 12/11.')
  await page.getByLabel('Số điện thoại').fill(road.phoneOf(person))
  await page.locator('#attachments').setInputFiles([file('đơn.pdf'), file('chương trình.pdf', Buffer.from('MZ'))])
  await road.press(at, 'Tải lên')
  await at.look('complaint-file-refused')
  assert.match(await page.locator('.held').innerText(), /đơn\.pdf/)
  assert.equal(await page.getByLabel('Họ tên').inputValue(), person.fullName)
  await page.locator('#attachments').setInputFiles([file('thừa.pdf', Buffer.concat([PDF, PDF]))])
  await road.press(at, 'Tải lên')
  await page.getByRole('button', { name: 'Xóa thừa.pdf' }).click()
  await page.waitForLoadState()
  assert.equal(await page.locator('.held li').count(), 1)
  await at.look('complaint-with-a-file')
  await road.answerCaptcha(at)
  await road.press(at, 'Gửi khiếu nại')
}

async function confirming(at: Visit, person: LabPersona): Promise<void> {
  await road.titled(at, 'Xác thực mã OTP')
  await at.look('complaint-code')
  await road.confirmOtp(at, person)
  await road.titled(at, 'Đã nhận khiếu nại của bạn')
  await at.look('complaint-receipt')
  assert.equal(await at.page.locator('[data-print]').isVisible(), at.scripts === 'on')
}

async function lookingUp(at: Visit): Promise<void> {
  const { page } = at
  const code = await page.locator('.receipt .code').innerText()
  await page.getByRole('link', { name: 'Tra cứu khiếu nại' }).click()
  await page.getByLabel('Mã biên nhận').fill(code.toLowerCase())
  await road.answerCaptcha(at)
  await road.press(at, 'Tra cứu')
  await road.titled(at, 'Tình trạng khiếu nại')
  await at.look('complaint-status')
}

test('a province’s counters are found by choosing it, with and without scripts', async () => {
  for (const scripts of ['on', 'off'] as const) {
    await act({ size: 'phone', scripts }, async at => {
      await at.page.goto(`${world().national}/quay-giao-dich`)
      await at.page.getByLabel('Tỉnh/Thành phố').selectOption({ label: 'Tỉnh Hải Dương' })
      await road.press(at, 'Xem quầy')
      await road.titled(at, 'Quầy giao dịch: Tỉnh Hải Dương')
      assert.ok((await at.page.locator('.counters > li').count()) >= 1)
    })
  }
})
