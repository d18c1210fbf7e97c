import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as road from './road.ts'
import { stage } from './stage.ts'
import type { Visit } from './visit.ts'

const { world, act } = stage()

async function fillInsured(at: Visit, persona: string): Promise<void> {
  const person = await world().lab.persona(persona)
  await road.fillDetails(at, person)
  await at.page.getByLabel('Mã bảo hiểm xã hội').fill(person.socialInsuranceNumber ?? '')
}

for (const { size, scripts, persona } of [
  { size: 'phone', scripts: 'on', persona: 'bhxh-khong-so' },
  { size: 'desktop', scripts: 'off', persona: 'thu-ha' },
] as const) {
  test(`on a ${size} with scripts ${scripts} a citizen registers by social insurance after correcting the form`, async () => {
    await act({ size, scripts }, async at => {
      await road.chooseWay(at, 'Bảo hiểm xã hội')
      await at.look('insurance-details')
      await road.press(at, 'Đăng ký')
      await at.look('insurance-empty')
      await fillInsured(at, persona)
      await at.page.getByLabel('Họ tên').fill('Nguyễn Văn Khác')
      await road.press(at, 'Đăng ký')
      assert.match((await at.page.textContent('main')) ?? '', /không khớp với dữ liệu Bảo hiểm xã hội/)
      await at.look('insurance-mismatch')
      await fillInsured(at, persona)
      await road.press(at, 'Đăng ký')
      await road.confirmOtp(at, await world().lab.persona(persona))
      await road.choosePassword(at)
      await road.titled(at, 'Thông tin cá nhân')
      await at.look('insurance-account')
    })
  })
}

test('on a desktop the page that tells of social insurance being down keeps what was typed', async () => {
  await act({ size: 'desktop' }, async at => {
    await road.chooseWay(at, 'Bảo hiểm xã hội')
    await fillInsured(at, 'bhxh-tat')
    await road.press(at, 'Đăng ký')
    assert.equal(await at.page.getByLabel('Mã bảo hiểm xã hội').inputValue(), '3017900640')
    await at.look('insurance-down')
    await at.page.goto(`${world().national}/tro-giup#bao-hiem-xa-hoi`)
    await at.look('insurance-help')
  })
})
