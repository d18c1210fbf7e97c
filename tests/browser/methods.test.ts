import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allowObjection } from '../../apps/national/src/accounts/objections.ts'
import { codeAt, stepAt } from '../../apps/national/src/methods/totp/time-code.ts'
import * as road from './road.ts'
import { stage } from './stage.ts'
import type { Visit, VisitOptions } from './visit.ts'

const { world, act } = stage()

const visits: [string, string, VisitOptions][] = [
  ['a desktop', 'thu-ha', { size: 'desktop' }],
  ['a phone', 'duc-anh', { size: 'phone' }],
  ['a phone without scripts', 'chi-co-cmnd', { size: 'phone', scripts: 'off' }],
]

for (const [where, persona, options] of visits) {
  test(`on ${where} a citizen adds an app, signs in with its code, then with a recovery code, and removes it`, async () => {
    await act(options, async at => {
      const person = await world().lab.persona(persona)
      await road.register(at, person)
      const { secret, codes } = await addingAnApp(at)
      assert.equal(codes.length, 10)
      await signingInBy(at, { person, choice: 'Ứng dụng xác thực (TOTP)', field: 'Mã trong ứng dụng' }, () =>
        code(secret),
      )
      await signingInBy(at, { person, choice: 'Mã khôi phục', field: 'Mã khôi phục' }, () => codes[3] ?? '')
      await removing(at)
    })
  })
}

function code(secret: string): string {
  return codeAt(secret, stepAt(world().apps.national.parts.clock()))
}

async function addingAnApp(at: Visit): Promise<{ secret: string; codes: string[] }> {
  const { page } = at
  await page.goto(`${world().national}/tai-khoan`)
  await at.look('methods-01-account')
  await page.getByRole('link', { name: 'Thêm mới' }).click()
  await at.look('methods-02-choose')
  await page.getByRole('link', { name: 'Thêm Ứng dụng xác thực (TOTP)' }).click()
  await at.look('methods-03-name')
  await page.getByLabel('Tên gợi nhớ').fill('Điện thoại của mẹ')
  await road.press(at, 'Tiếp tục')
  await page.getByText('Nhập bằng tay').click()
  await at.look('methods-04-secret')
  const secret = (await page.locator('.secret').innerText()).replaceAll(' ', '')
  await page.getByLabel('Mã trong ứng dụng').fill('000 000')
  await road.press(at, 'Xác nhận')
  await at.look('methods-05-secret-wrong')
  await page.getByLabel('Mã trong ứng dụng').fill(code(secret))
  await road.press(at, 'Xác nhận')
  await at.look('methods-06-codes')
  const codes = await page.locator('.codes li').allInnerTexts()
  assert.equal(await saved(at), codes.join(' '))
  await page.getByRole('link', { name: /Tôi đã cất mã/ }).click()
  await at.look('methods-07-account')
  return { secret, codes }
}

/** The codes in the file that the link saves. */
async function saved({ page }: Visit): Promise<string> {
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Tải về dạng văn bản' }).click()
  const chunks: Buffer[] = []
  for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Buffer)
  return (
    Buffer.concat(chunks)
      .toString()
      .match(/\b\w{4}-\w{4}\b/g) ?? []
  ).join(' ')
}

type By = { person: Awaited<ReturnType<ReturnType<typeof world>['lab']['persona']>>; choice: string; field: string }

async function signingInBy(at: Visit, { person, choice, field }: By, code: () => string): Promise<void> {
  const { page } = at
  await road.signOut(at)
  world().later(61)
  await page.goto(`${world().national}/dang-nhap`)
  await page.getByLabel('Tên đăng nhập').fill(person.idNumber)
  await page.getByLabel('Mật khẩu', { exact: false }).first().fill(road.PASSWORD)
  await road.press(at, 'Đăng nhập')
  await road.press(at, 'Chọn phương thức xác thực khác')
  await at.look(`methods-08-other-than-${field}`)
  await page.getByLabel(choice).check()
  await road.press(at, 'Tiếp tục')
  await at.look(`methods-09-${field}`)
  await page.getByLabel(field).fill(code())
  await road.press(at, 'Xác nhận')
  await road.titled(at, 'Thông tin cá nhân')
}

async function removing(at: Visit): Promise<void> {
  const { page } = at
  await page.goto(`${world().national}/tai-khoan`)
  await at.look('methods-10-account')
  const app = page.getByRole('listitem').filter({ hasText: 'Ứng dụng xác thực' })
  await app.getByRole('link', { name: 'Gỡ' }).click()
  await at.look('methods-11-remove')
  await road.press(at, 'Gỡ')
  await page.getByText('Đã gỡ phương thức xác thực.').waitFor()
  await at.look('methods-12-removed')
  assert.equal(await page.getByText('Mã khôi phục', { exact: true }).count(), 0)
}

test('on a phone a citizen adds another number and makes it the default', async () => {
  await act({ size: 'phone' }, async at => {
    const { page } = at
    await road.register(at, await world().lab.persona('co-so-cmnd'))
    await page.getByRole('link', { name: 'Thêm mới' }).click()
    await page.getByRole('link', { name: 'Thêm Tin nhắn SMS' }).click()
    await at.look('methods-20-phone')
    await page.getByLabel('Số điện thoại').fill('0912 345 678')
    await road.press(at, 'Gửi mã OTP')
    await at.look('methods-21-phone-code')
    await page.getByLabel('Nhập mã OTP').fill(await world().lab.readSms('0912345678'))
    await road.press(at, 'Xác nhận')
    await at.look('methods-22-phone-added')
    await page.getByRole('link', { name: 'Về Thông tin cá nhân' }).click()
    await at.look('methods-23-two-phones')
    await road.press(at, 'Đặt làm mặc định')
    await page.getByText('Đã đổi phương thức mặc định.').waitFor()
    await at.look('methods-24-default')
    const added = page.getByRole('listitem').filter({ hasText: '091****678' })
    assert.match(await added.innerText(), /Mặc định/)
    await holding(at)
    world().later(20 * 60)
    await page.goto(`${world().national}/tai-khoan/phuong-thuc/them`)
    await at.look('methods-27-sign-in-again')
  })
})

/** As after a recovery of the newest account. */
async function holding(at: Visit): Promise<void> {
  const { db, ...parts } = world().apps.national.parts
  const newest = db.selectFrom('accounts').select('id').orderBy('created_at', 'desc').limit(1)
  const { id: accountId } = await newest.executeTakeFirstOrThrow()
  await db.transaction().execute(tx => allowObjection(parts, tx, { accountId, event: 'password-recovered' }))
  await at.page.goto(`${world().national}/tai-khoan`)
  await at.look('methods-25-held')
  await at.page.goto(`${world().national}/tai-khoan/phuong-thuc/them`)
  await at.look('methods-26-held')
}
