import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as road from './road.ts'
import { stage } from './stage.ts'
import type { Visit } from './visit.ts'

const { world, act } = stage()

async function back({ page }: Visit): Promise<void> {
  await page.goBack({ waitUntil: 'load' })
}

for (const scripts of ['on', 'off'] as const) {
  test(`the back button shows what one expects after each step of registering, scripts ${scripts}`, async () => {
    await act({ size: 'phone', scripts }, async at => {
      const person = await world().lab.persona(scripts === 'on' ? 'thu-ha' : 'duc-anh')
      await road.chooseMobile(at)
      await road.fillDetails(at, person)
      await road.press(at, 'Đăng ký')
      await road.titled(at, 'Xác thực mã OTP')
      await back(at)
      await road.titled(at, 'Đăng ký bằng thuê bao di động')
      await at.page.goForward()
      await road.titled(at, 'Xác thực mã OTP')
      await road.confirmOtp(at, person)
      await road.titled(at, 'Đặt mật khẩu')
      await road.choosePassword(at)
      await road.titled(at, 'Thông tin cá nhân')
      await back(at)
      assert.doesNotMatch(await at.page.title(), /^Đặt mật khẩu/)
      await at.look(`back-from-account-scripts-${scripts}`)
      await at.page.goto(`${world().national}/tai-khoan`)
      await road.titled(at, 'Thông tin cá nhân')
    })
  })
}

test('back from the province leads to the offers again, and forward is still open', async () => {
  await act({ size: 'desktop' }, async at => {
    await road.register(at, await world().lab.persona('co-so-cmnd'))
    await road.chooseHaiDuong(at)
    const offers = at.page.url()
    await road.submitOnline(at)
    await back(at)
    assert.equal(at.page.url(), offers)
    await road.submitOnline(at)
    await road.press(at, 'Đồng ý và tiếp tục')
    await road.titled(at, 'Đăng ký tài khoản')
    await back(at)
    await at.look('back-from-the-province')
    await at.page.goto(offers)
    await road.submitOnline(at)
    await road.titled(at, 'Đăng ký tài khoản')
  })
})

test('after logging out the back button shows nothing of the person', async () => {
  await act({ size: 'desktop' }, async at => {
    const person = await world().lab.persona('chi-co-cmnd')
    await road.register(at, person)
    await road.signOut(at)
    await back(at)
    await at.page.goto(`${world().national}/tai-khoan`)
    await road.titled(at, 'Đăng nhập')
    assert.ok(!(await at.page.content()).includes(person.fullName))
  })
})
