import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as road from './road.ts'
import { stage } from './stage.ts'
import { atThePost } from './the-post.ts'
import type { Visit, VisitOptions } from './visit.ts'

const { world, act } = stage()

const visits: [string, string, VisitOptions][] = [
  ['a phone', 'thu-ha', { size: 'phone' }],
  ['a desktop without scripts', 'buu-dien-so-cu', { size: 'desktop', scripts: 'off' }],
]
for (const [where, persona, options] of visits) {
  test(`on ${where} a submission goes by Vietnam Post to the province, and again from its form in one go`, async () => {
    await act(options, async at => {
      const person = await world().lab.persona(persona)
      await road.chooseHaiDuong(at)
      await road.submitOnline(at)
      await at.page.getByRole('link', { name: 'Bưu điện', exact: true }).click()
      await at.look('vnpost-1-begin')
      await atThePost(at, person, {
        login: () => at.look('vnpost-2-at-the-post'),
        code: () => at.look('vnpost-3-code'),
      })
      await road.titled(at, 'Xác nhận thông tin')
      await at.look('vnpost-4-confirm')
      await road.press(at, 'Đăng ký')
      await road.titled(at, 'Chuyển thông tin')
      await road.press(at, 'Đồng ý và tiếp tục')
      await road.fillProvincial(at)
      await road.press(at, 'Đăng ký')
      await arrived(at)
      await at.context.clearCookies()
      await at.page.goto(`${world().haiDuong}/sso/di`)
      await at.page.getByRole('link', { name: 'Bưu điện', exact: true }).click()
      await atThePost(at, person)
      await at.page.waitForURL(url => url.origin === world().haiDuong)
    })
  })
}

async function arrived({ page }: Visit): Promise<void> {
  await page.waitForURL(url => url.pathname === '/nop-ho-so')
  assert.equal(new URL(page.url()).origin, world().haiDuong)
}

test('on a phone Hủy leads back, and somebody with an account proves it before Vietnam Post is linked', async () => {
  await act({ size: 'phone' }, async at => {
    const person = await world().lab.persona('da-dang-ky')
    await road.register(at, person)
    await road.signOut(at)
    world().later(61)
    await at.page.goto(`${world().national}/dang-nhap/buu-dien`)
    await road.press(at, 'Tiếp tục với Bưu điện Việt Nam')
    await road.press(at, 'Hủy')
    await at.page.waitForURL(/\/dang-nhap\/buu-dien\/[0-9a-f-]{36}$/)
    await at.look('vnpost-5-cancelled')
    await atThePost(at, person)
    await road.titled(at, 'Bạn đã có tài khoản')
    await at.look('vnpost-6-prove-the-account')
    await at.page.getByLabel('Mật khẩu của tài khoản này').fill(road.PASSWORD)
    await road.press(at, 'Tiếp tục')
    await at.look('vnpost-7-second-factor')
    await road.confirmOtp(at, person)
    await road.titled(at, 'Thông tin cá nhân')
    await at.look('vnpost-8-linked')
    assert.match((await at.page.locator('main').textContent()) ?? '', /Bưu điện Việt Nam\s*Liên kết/)
  })
})
