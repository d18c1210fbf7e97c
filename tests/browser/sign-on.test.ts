import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as road from './road.ts'
import { stage } from './stage.ts'

const { world, act } = stage()

test('begun at the province: log in nationally, agree, register, and every form passes the content policy', async () => {
  await act({ size: 'phone' }, async at => {
    const { page } = at
    const person = await world().lab.persona('thu-ha')
    await road.register(at, person)
    await road.signOut(at)
    await page.goto(`${world().haiDuong}/dang-nhap`)
    await page.getByRole('link', { name: /Đăng nhập bằng Cổng DVC Quốc gia/ }).click()
    await page.waitForLoadState()
    await at.look('sign-on-1-login')
    await road.signIn(at, person)
    await at.look('sign-on-2-consent')
    await road.press(at, 'Đồng ý và tiếp tục')
    assert.equal(new URL(page.url()).origin, world().haiDuong)
    await at.look('sign-on-3-registration')
    await road.fillProvincial(at)
    await road.press(at, 'Đăng ký')
    await at.look('sign-on-4-arrived')
    assert.equal(new URL(page.url()).origin, world().haiDuong)
    assert.ok((await page.content()).includes(person.fullName))
    await at.context.clearCookies()
    // A phone gets a code a minute.
    world().later(61)
    await page.goto(`${world().haiDuong}/sso/di`)
    await road.signIn(at, person)
    await at.look('sign-on-5-from-the-code-straight-to-the-province')
    assert.equal(new URL(page.url()).origin, world().haiDuong)
  })
})

test('a stranger registers within the journey, and the last form leads straight to the consent', async () => {
  await act({ size: 'desktop' }, async at => {
    const { page } = at
    const person = await world().lab.persona('duc-anh')
    await road.chooseHaiDuong(at)
    await road.submitOnline(at)
    await page.getByRole('main').getByRole('link', { name: 'Đăng ký', exact: true }).first().click()
    await page.getByRole('link', { name: 'Thuê bao di động' }).click()
    await road.fillDetails(at, person)
    await road.press(at, 'Đăng ký')
    await road.confirmOtp(at, person)
    await road.choosePassword(at)
    await at.look('stranger-1-consent')
    await road.press(at, 'Đồng ý và tiếp tục')
    await at.look('stranger-2-registration')
    await road.titled(at, 'Đăng ký tài khoản')
    assert.equal(new URL(page.url()).origin, world().haiDuong)
  })
})

test('who knows the way by consent passes the login form and both portals in one go', async () => {
  await act({ size: 'desktop', scripts: 'off' }, async at => {
    const person = await world().lab.persona('co-so-cmnd')
    await road.register(at, person)
    await road.chooseHaiDuong(at)
    await road.submitOnline(at)
    await road.press(at, 'Đồng ý và tiếp tục')
    await road.fillProvincial(at)
    await road.press(at, 'Đăng ký')
    await at.context.clearCookies()
    await road.chooseHaiDuong(at)
    await road.submitOnline(at)
    await road.signIn(at, person)
    const { origin, pathname } = new URL(at.page.url())
    assert.equal(origin + pathname, `${world().haiDuong}/nop-ho-so`)
    await at.look('straight-from-the-login-form')
  })
})
