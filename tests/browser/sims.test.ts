import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '../until.ts'
import * as road from './road.ts'
import {
  asksSim,
  asksToSignIn,
  codeOn,
  confirmsAtLab,
  opens,
  phoneOf,
  toSignIn,
  toTheSim,
  WAITING,
} from './sim-road.ts'
import { stage } from './stage.ts'
import { type Visit, visit } from './visit.ts'

const { world, act } = stage()
const isIn = (at: Visit) => road.titled(at, 'Thông tin cá nhân')

for (const id of ['thu-ha', 'vai-thieu']) {
  test(`${id} registers with a signing SIM on the lab’s phone, is at IAL3, and signs in with it again`, async () => {
    await act({ size: 'desktop' }, async at => {
      const person = await world().lab.persona(id)
      const phone = phoneOf(at, person)
      await toTheSim(at, person)
      await at.look(`sim-begin-${person.subject}`)
      await asksSim(at, phone.number, 'Đăng ký')
      await phone.asked()
      await at.look(`sim-waiting-${person.subject}`)
      await confirmsAtLab(at, person)
      await opens(at, person)
      await at.look(`sim-account-${person.subject}`)
      await road.signOut(at)
      world().later(31)
      await toSignIn(at)
      await at.look('sim-sign-in')
      await asksSim(at, phone.number, 'Đăng nhập')
      assert.equal((await phone.confirm()).verificationCode, await codeOn(at))
      await isIn(at)
    })
  })
}

test('a citizen who registered by mobile adds their SIM, is raised to IAL3, and signs in with it', async () => {
  await act({ size: 'phone' }, async at => {
    const person = await world().lab.persona('duc-anh')
    const phone = phoneOf(at, person)
    await road.register(at, person)
    await at.page.getByText(/IAL2/).first().waitFor()
    await at.page.goto(`${world().national}/tai-khoan/phuong-thuc/them/signing-sim`)
    await at.look('sim-adding-number')
    await asksSim(at, phone.number, 'Gửi yêu cầu đến SIM')
    await at.look('sim-adding')
    await phone.confirm()
    await road.titled(at, 'Đã thêm')
    await at.page.goto(`${world().national}/tai-khoan`)
    await at.page.getByText(/IAL3/).first().waitFor()
    await at.look('sim-added')
    await road.signOut(at)
    world().later(31)
    await asksToSignIn(at, phone.number)
    await phone.confirm()
    await isIn(at)
  })
})

test('without scripts the page goes on by its own refresh', async () => {
  await act({ size: 'phone', scripts: 'off' }, async at => {
    const person = await world().lab.persona('tin-den-tre')
    await toTheSim(at, person)
    await at.look('sim-begin')
    await asksSim(at, phoneOf(at, person).number, 'Đăng ký')
    await at.look('sim-waiting')
    await phoneOf(at, person).confirm()
    await opens(at, person)
  })
})

test('with the keyboard alone one registers by SIM', async () => {
  await act({ size: 'desktop' }, async at => {
    const person = await world().lab.persona('sim-chuyen-mang')
    const { keyboard } = at.page
    await toTheSim(at, person)
    await tabTo(at, 'phone')
    await keyboard.type(phoneOf(at, person).number)
    await keyboard.press('Enter')
    await road.titled(at, WAITING)
    await phoneOf(at, person).confirm()
    await at.page.getByText('Ngày hiệu lực').waitFor()
    await tabTo(at, 'email')
    await keyboard.type(person.mailbox)
    await keyboard.press('Enter')
    await isIn(at)
  })
})

/** Presses Tab until the field of that name has the focus. */
async function tabTo({ page }: Visit, name: string): Promise<void> {
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('name'))
  await until(async () => {
    await page.keyboard.press('Tab')
    return (await focused()) === name
  }, 10_000)
}

/** How many prompts a number was ever asked by the portal, as far as they are kept. */
async function promptsKept(): Promise<number> {
  const { db } = world().apps.national.parts
  return (await db.selectFrom('sim_prompts').select('id').execute()).length
}

test('the back button, a second press and a second tab ask the phone once, with the same code', async () => {
  await act({ size: 'desktop' }, async at => {
    const person = await world().lab.persona('banh-dau-xanh')
    const phone = phoneOf(at, person)
    const before = await promptsKept()
    await toTheSim(at, person)
    await at.page.getByLabel('Số điện thoại của SIM').fill(phone.number)
    await at.page.locator('main').getByRole('button', { name: 'Đăng ký', exact: true }).dblclick()
    await road.titled(at, WAITING)
    const code = await codeOn(at)
    await at.page.goBack()
    await asksSim(at, phone.number, 'Đăng ký')
    assert.equal(await codeOn(at), code)
    const tab = { ...at, page: await at.context.newPage() }
    await toTheSim(tab, person)
    await asksSim(tab, phone.number, 'Đăng ký')
    assert.equal(await codeOn(tab), code)
    assert.equal((await phone.asked()).verificationCode, code)
    assert.equal(await promptsKept(), before + 1)
    await phone.confirm()
    const went = async ({ page }: Visit) => (await page.getByText('Ngày hiệu lực').count()) > 0
    const gone = async () => (await Promise.all([went(at), went(tab)])).filter(Boolean).length
    await until(async () => (await gone().catch(() => 0)) === 1, 15_000)
    await at.page.waitForTimeout(3_000)
    assert.equal(await gone(), 1, 'what the phone said is good once')
    assert.deepEqual(await phone.prompts(), [])
  })
})

test('while the network is cut the page says so and waits, and goes on when it is back', async () => {
  await act({ size: 'phone' }, async at => {
    const person = await world().lab.persona('sim-da-thay')
    await toTheSim(at, person)
    await asksSim(at, phoneOf(at, person).number, 'Đăng ký')
    await phoneOf(at, person).asked()
    await at.context.setOffline(true)
    await at.page.locator('.trouble').waitFor({ state: 'visible', timeout: 20_000 })
    await phoneOf(at, person).confirm()
    await at.context.setOffline(false)
    await at.page.getByText('Ngày hiệu lực').waitFor()
  })
})

test('a second browser that asks the same number sees a page like any other, and disturbs nobody', async () => {
  await act({ size: 'desktop' }, async at => {
    const person = await world().lab.persona('thu-ha')
    const phone = phoneOf(at, person)
    world().later(3_700)
    await asksToSignIn(at, phone.number)
    const first = await phone.asked()
    const browser = at.context.browser()
    assert.ok(browser)
    const stranger = await visit(browser, world(), { size: 'desktop' })
    try {
      await asksToSignIn(stranger, phone.number)
      const [own, other] = [await codeOn(at), await codeOn(stranger)]
      assert.equal(first.verificationCode, own)
      // Both are drawn by chance: of ten thousand, one in ten thousand is the other.
      const words = async ({ page }: Visit, code: string) =>
        (await page.locator('main').innerText())
          .replaceAll(new RegExp([...code].join(' ?'), 'g'), 'CODE')
          .replaceAll(/\d+:\d+|\d+ (giây|phút)/g, 'TIME')
      assert.equal(await words(stranger, other), await words(at, own))
      assert.deepEqual(
        (await phone.prompts()).map(({ id }) => id),
        [first.id],
      )
      await phone.confirm()
      await isIn(at)
      await stranger.page.waitForTimeout(6_000)
      assert.deepEqual(await phone.prompts(), [], 'the stranger’s prompt never comes')
      assert.match(await stranger.page.title(), new RegExp(`^${WAITING}`))
      world().later(121)
      await road.titled(stranger, 'Lỗi: Chưa xác nhận được')
      await stranger.page.getByText('Đã quá 2 phút').first().waitFor()
    } finally {
      await stranger.close()
    }
  })
})
