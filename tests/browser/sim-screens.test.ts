import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as road from './road.ts'
import { asksSim, confirmOn, opens, phoneOf, promptOn, toSignIn, toTheSim } from './sim-road.ts'
import { stage } from './stage.ts'
import type { Visit, VisitOptions } from './visit.ts'

const { world, act } = stage()

/** The persona with a browser of their own. */
function as(
  id: string,
  options: VisitOptions,
  doing: (at: Visit, person: Awaited<ReturnType<typeof persona>>) => Promise<void>,
) {
  return act(options, async at => doing(at, await persona(id)))
}

/** A number is asked again only after a pause. */
const PAUSE_SECONDS = 31

const persona = (id: string) => world().lab.persona(id)

for (const [id, options] of [
  ['thu-ha', { size: 'phone' }],
  ['vai-thieu', { size: 'desktop' }],
  ['sim-chuyen-mang', { size: 'phone', scripts: 'off' }],
] as const) {
  const how = 'scripts' in options ? `${options.size} without scripts` : options.size
  test(`${id} registers and signs in with a signing SIM on a ${how}, by a page that goes on itself`, () =>
    as(id, options, async (at, person) => {
      await toTheSim(at, person)
      await at.look(`sim-begin-${person.subject}`)
      await asksSim(at, phoneOf(at, person).number, 'Đăng ký')
      await promptOn(at, person)
      await at.look(`sim-waiting-${person.subject}`)
      await confirmOn(at, person)
      await at.page.getByText('Ngày hiệu lực').waitFor()
      await at.look(`sim-confirm-${person.subject}`)
      await opens(at, person)
      assert.match(await at.page.locator('main').innerText(), new RegExp(person.fullName, 'i'))
      await at.look(`sim-account-${person.subject}`)
      await road.signOut(at)
      world().later(PAUSE_SECONDS)
      await toSignIn(at)
      await at.look('sim-sign-in')
      await asksSim(at, phoneOf(at, person).number, 'Đăng nhập')
      await confirmOn(at, person)
      await road.titled(at, 'Thông tin cá nhân')
    }))
}

test('what was declined on the phone is told by the page itself, and asked again', () =>
  as('sim-da-thay', { size: 'phone' }, async (at, person) => {
    await toTheSim(at, person)
    await asksSim(at, phoneOf(at, person).number, 'Đăng ký')
    await promptOn(at, person)
    await phoneOf(at, person).decline()
    await at.page.getByText('Yêu cầu đã bị từ chối trên điện thoại').waitFor()
    await at.look('sim-declined')
    await at.page.reload()
    assert.equal(await at.page.getByText('Yêu cầu đã bị từ chối trên điện thoại').count(), 1)
    world().later(PAUSE_SECONDS)
    await road.press(at, 'Gửi lại yêu cầu')
    await road.titled(at, 'Xác nhận trên điện thoại')
    await confirmOn(at, person)
    await opens(at, person)
  }))

test('a number without a signing SIM is corrected, and kept as it was typed', () =>
  as('sim-thuong', { size: 'phone' }, async (at, { phones: [phone] }) => {
    assert.ok(phone)
    await toSignIn(at)
    await asksSim(at, phone.number, 'Đăng nhập')
    await at.page.getByText('chưa được đăng ký SIM ký số').waitFor()
    await at.look('sim-no-such')
    await at.page.getByRole('link', { name: 'Sửa số điện thoại' }).click()
    const field = at.page.getByLabel('Số điện thoại của SIM')
    assert.equal(await field.inputValue(), phone.number)
    await field.fill('0912')
    await road.press(at, 'Đăng nhập')
    assert.equal(await at.page.getByLabel('Số điện thoại của SIM').inputValue(), '0912')
    await at.look('sim-mistyped')
  }))

test('a request that is cancelled, all by keyboard, is over at once, and the phone is said to be declined', () =>
  as('sim-het-han', { size: 'phone' }, async (at, person) => {
    await toSignIn(at)
    await at.page.getByLabel('Số điện thoại của SIM').fill(phoneOf(at, person).number)
    await at.page.keyboard.press('Enter')
    await road.titled(at, 'Xác nhận trên điện thoại')
    await promptOn(at, person)
    await at.page.getByRole('button', { name: 'Hủy yêu cầu' }).focus()
    await at.page.keyboard.press('Enter')
    await at.page.getByText('Bạn đã hủy yêu cầu').waitFor()
    await at.look('sim-cancelled')
  }))

test('an account by mobile subscription gets a signing SIM, and rises to IAL3', () =>
  as('duc-anh', { size: 'phone' }, async (at, person) => {
    await road.register(at, person)
    await at.page.goto(`${world().national}/tai-khoan/phuong-thuc/them`)
    await at.look('sim-addable')
    await at.page.goto(`${world().national}/tai-khoan/phuong-thuc/them/signing-sim`)
    await at.look('sim-add')
    await asksSim(at, phoneOf(at, person).number, 'Gửi yêu cầu đến SIM')
    await promptOn(at, person)
    await at.look('sim-add-waiting')
    await confirmOn(at, person)
    await road.titled(at, 'Đã thêm phương thức xác thực')
    await at.look('sim-added')
    await at.page.goto(`${world().national}/tai-khoan`)
    assert.match(await at.page.locator('main').innerText(), /IAL3/)
    await at.look('sim-in-the-list')
  }))

test('state agencies are not offered a signing SIM, and its address leads them back', () =>
  act({ size: 'desktop' }, async at => {
    await at.page.goto(`${world().national}/dang-ky?doi-tuong=agency`)
    assert.equal(await at.page.getByRole('link', { name: /^SIM ký số/ }).count(), 0)
    await at.page.goto(`${world().national}/dang-ky/sim-ky-so?doi-tuong=agency`)
    assert.equal(new URL(at.page.url()).search, '?doi-tuong=agency')
    await at.look('sim-not-for-agencies')
  }))
