import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as road from './road.ts'
import { agentWindow, signIn } from './signing-desk.ts'
import { stage } from './stage.ts'
import { registerAndReturn, toTheToken, withAgent } from './token-road.ts'
import type { Visit } from './visit.ts'

const { world, act } = stage()

for (const id of ['thu-ha', 'vai-thieu', 'so-tu-phap']) {
  test(`${id} registers with a USB token and signs in with it again`, async () => {
    await act({ size: 'desktop' }, async at => {
      const person = await world().lab.persona(id)
      const [token] = person.tokens
      assert.ok(token)
      const plugged = person.tokens.map(each => ({ token: each.id }))
      const signing = { pin: token.pin, certificate: new RegExp(token.id) }
      await withAgent(at, plugged, () => registerAndReturn(at, person, signing))
    })
  })
}

/** What the page says stands in the way, once it says it. */
async function trouble({ page }: Visit, words: RegExp): Promise<void> {
  await page.locator('main [role=status]').getByText(words).first().waitFor()
}

test('whoever has no agent running is told so with the download, starts it, and goes on where they were', async () => {
  await act({ size: 'desktop' }, async at => {
    const person = await world().lab.persona('duc-anh')
    const [token] = person.tokens
    assert.ok(token)
    await toTheToken(at, person)
    const address = at.page.url()
    await road.press(at, 'Ký bằng USB')
    await trouble(at, /Chưa thấy công cụ ký|chưa chạy|chưa cài/i)
    await at.look('token-no-agent')
    assert.equal(at.page.url(), address)
    await withAgent(at, [{ token: token.id }], async () => {
      await signIn(await agentWindow(at, 'Ký bằng USB'), { pin: token.pin, first: 'first-time' })
      await at.page.getByText('Ngày hiệu lực').waitFor()
    })
  })
})

test('whoever has no token plugged in is shown how to install its driver, and keeps their place', async () => {
  await act({ size: 'desktop' }, async at => {
    await toTheToken(at, await world().lab.persona('duc-anh'))
    const address = at.page.url()
    await withAgent(at, [], async () => {
      const window = await agentWindow(at, 'Ký bằng USB')
      await window.getByRole('button', { name: 'Cho phép' }).click()
      await window.getByText('Chưa thấy USB ký số').waitFor()
      await window.getByRole('button', { name: 'Đóng và quay lại' }).click()
      await trouble(at, /Setup/)
      await at.look('token-none-seen')
      assert.equal(at.page.url(), address)
    })
  })
})

test('a wrong PIN is told with the tries left, the right one goes on', async () => {
  await act({ size: 'desktop' }, async at => {
    const person = await world().lab.persona('banh-dau-xanh')
    const [token] = person.tokens
    assert.ok(token)
    await toTheToken(at, person)
    await withAgent(at, [{ token: token.id }], async () => {
      const window = await agentWindow(at, 'Ký bằng USB')
      await window.getByRole('button', { name: 'Cho phép' }).click()
      await window.getByRole('button', { name: 'OK', exact: true }).click()
      await window.getByLabel('Mã PIN', { exact: true }).fill('00000000')
      await window.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
      await window.getByText(/Mã PIN không đúng. Còn \d lần/).waitFor()
      await signIn(window, { pin: token.pin, at: 'pin' })
      await at.page.getByText('Ngày hiệu lực').waitFor()
    })
  })
})

test('a citizen who registered by mobile adds a USB token, is raised to IAL3, and signs in with it', async () => {
  await act({ size: 'desktop' }, async at => {
    const person = await world().lab.persona('co-so-cmnd')
    const [token] = person.tokens
    assert.ok(token)
    await road.register(at, person)
    await at.page.goto(`${world().national}/tai-khoan/phuong-thuc/them/usb-token`)
    await road.press(at, 'Tiếp tục')
    await withAgent(at, [{ token: token.id }], async () => {
      await at.look('token-adding')
      const window = await agentWindow(at, 'Ký bằng USB để thêm')
      await signIn(window, { pin: token.pin, first: 'first-time', button: 'Ký' })
      await road.titled(at, 'Đã thêm')
      await at.page.goto(`${world().national}/tai-khoan`)
      await at.page.getByText(/IAL3/).first().waitFor()
      await at.look('token-added')
    })
  })
})
