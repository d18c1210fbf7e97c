import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Authenticator, authenticatorOf } from './authenticator.ts'
import * as road from './road.ts'
import { stage } from './stage.ts'
import type { Visit } from './visit.ts'

const { world, act } = stage()

async function beginAdding(at: Visit): Promise<void> {
  await at.page.goto(`${world().national}/tai-khoan/phuong-thuc/them/passkey`)
  await road.press(at, 'Tiếp tục')
  await at.page.getByLabel('Tên khóa').waitFor()
}

async function openPasskeyTab(at: Visit): Promise<void> {
  await at.page.goto(`${world().national}/dang-nhap`)
  await at.page.getByRole('link', { name: 'Khóa truy cập' }).click()
  await at.page.waitForLoadState()
}

async function owner(at: Visit, persona: string): Promise<Authenticator> {
  const device = await authenticatorOf(at)
  await road.register(at, await world().lab.persona(persona))
  await beginAdding(at)
  await road.press(at, 'Tạo khóa truy cập')
  await road.titled(at, 'Đã thêm')
  return device
}

/** With password, up to the page of the second factor. */
async function withPassword(at: Visit, persona: string): Promise<void> {
  const person = await world().lab.persona(persona)
  await at.page.goto(`${world().national}/dang-nhap`)
  await at.page.getByLabel('Tên đăng nhập').fill(person.idNumber)
  await at.page.getByLabel('Mật khẩu').first().fill(road.PASSWORD)
  await road.press(at, 'Đăng nhập')
}

async function choosePasskey(at: Visit): Promise<void> {
  await road.press(at, 'Chọn phương thức xác thực khác')
  await at.page.getByLabel('Khóa truy cập').check()
  await road.press(at, 'Tiếp tục')
}

/** What the page says of the device's trouble, once it says it. */
async function trouble(at: Visit, words: RegExp): Promise<void> {
  await at.page.locator('main [role=status]').getByText(words).waitFor()
}

test('a citizen adds a passkey, and signs in with it alone', async () => {
  await act({ size: 'phone' }, async at => {
    const device = await authenticatorOf(at)
    await road.register(at, await world().lab.persona('thu-ha'))
    await beginAdding(at)
    await at.page.getByLabel('Tên khóa').fill('Điện thoại của Hà')
    await at.look('passkey-adding')
    await road.press(at, 'Tạo khóa truy cập')
    await road.titled(at, 'Đã thêm')
    await at.look('passkey-added')
    assert.equal(await device.credentials(), 1)
    await road.signOut(at)
    await openPasskeyTab(at)
    await at.look('passkey-sign-in')
    await road.press(at, 'Đăng nhập bằng khóa truy cập')
    await road.titled(at, 'Thông tin cá nhân')
  })
})

/** Whoever sits there presses *Cancel* the first time they are asked on a page. */
function cancelOnce(): void {
  const { credentials } = navigator
  const ask = credentials.get.bind(credentials)
  let isCancelled = false
  credentials.get = async options => {
    if (isCancelled) return ask(options)
    isCancelled = true
    await new Promise(resolve => setTimeout(resolve, 900))
    throw new DOMException('cancelled', 'NotAllowedError')
  }
}

test('a passkey stands in for the code after the password, and may be cancelled and tried again', async () => {
  await act({ size: 'desktop' }, async at => {
    const device = await owner(at, 'duc-anh')
    await road.signOut(at)
    await withPassword(at, 'duc-anh')
    await device.person({ present: false })
    await choosePasskey(at)
    await at.page.getByRole('button', { name: 'Đang chờ thiết bị…' }).waitFor()
    await at.look('passkey-waiting')
    await device.person({ present: true })
    await at.page.addInitScript(cancelOnce)
    await choosePasskey(at)
    await trouble(at, /Chưa xác thực/)
    await at.look('passkey-cancelled')
    await road.press(at, 'Dùng khóa truy cập')
    await road.titled(at, 'Thông tin cá nhân')
  })
})

test('a page that waited longer than its question holds asks another one by itself', async () => {
  await act({ size: 'phone' }, async at => {
    const device = await owner(at, 'co-so-cmnd')
    await road.signOut(at)
    await device.person({ verified: false })
    await openPasskeyTab(at)
    await road.press(at, 'Đăng nhập bằng khóa truy cập')
    await at.page.getByRole('button', { name: 'Dùng khóa truy cập' }).waitFor()
    world().later(301)
    await at.page.evaluate(() => {
      const now = Date.now
      Date.now = () => now() + 301_000
    })
    await device.person({ verified: true })
    await road.press(at, 'Dùng khóa truy cập')
    await road.titled(at, 'Thông tin cá nhân')
  })
})

test('a device makes no second passkey for the same account', async () => {
  await act({ size: 'phone' }, async at => {
    const device = await owner(at, 'chi-co-cmnd')
    await beginAdding(at)
    await road.press(at, 'Tạo khóa truy cập')
    await trouble(at, /đã có khóa truy cập/)
    await at.look('passkey-registered-already')
    assert.equal(await device.credentials(), 1)
  })
})

test('a device without the passkey says so, and the other ways stay open', async () => {
  await act({ size: 'phone' }, async at => {
    await authenticatorOf(at)
    await openPasskeyTab(at)
    await road.press(at, 'Đăng nhập bằng khóa truy cập')
    await at.page.getByRole('button', { name: 'Dùng khóa truy cập' }).waitFor()
    assert.equal(await at.page.locator('[data-trouble]:visible').count(), 0, 'nobody pressed anything yet')
    await road.press(at, 'Dùng khóa truy cập')
    await trouble(at, /Không thấy khóa truy cập/)
    await at.look('passkey-none-here')
    await at.page.getByRole('link', { name: 'Đăng nhập bằng cách khác' }).click()
    await at.page.getByLabel('Tên đăng nhập').waitFor()
  })
})

test('a browser that knows no passkeys says so at once', async () => {
  await act({ size: 'desktop' }, async at => {
    await at.page.addInitScript(() => Reflect.deleteProperty(window, 'PublicKeyCredential'))
    await openPasskeyTab(at)
    await trouble(at, /chưa hỗ trợ/)
    assert.ok(await at.page.getByRole('button', { name: 'Đăng nhập bằng khóa truy cập' }).isDisabled())
    await at.look('passkey-unsupported')
  })
})

test('without scripts the pages say that passkeys need them, and lead on', async () => {
  await act({ size: 'phone', scripts: 'off' }, async at => {
    const needed = at.page.getByText(/Khóa truy cập cần JavaScript/)
    await openPasskeyTab(at)
    await needed.waitFor()
    await at.look('passkey-sign-in')
    await road.press(at, 'Đăng nhập bằng khóa truy cập')
    await needed.waitFor()
    await road.press(at, 'Dùng khóa truy cập')
    await at.page
      .getByRole('alert')
      .getByText(/Trình duyệt không gửi khóa truy cập/)
      .waitFor()
    await at.look('passkey-proving')
    await at.page.getByRole('link', { name: 'Đăng nhập bằng cách khác' }).click()
    await at.page.getByLabel('Tên đăng nhập').waitFor()
  })
})
