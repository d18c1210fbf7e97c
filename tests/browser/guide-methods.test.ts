import { test } from 'node:test'
import { codeAt, stepAt } from '../../apps/national/src/methods/totp/time-code.ts'
import { chapter } from './guide.ts'
import * as road from './road.ts'
import { stage } from './stage.ts'

const { world, act } = stage()

const code = (secret: string) => codeAt(secret, stepAt(world().apps.national.parts.clock()))

const told = {
  ...{ file: 'ung-dung-xac-thuc', title: 'Ứng dụng xác thực' },
  lead: 'Đăng nhập bằng mã trong ứng dụng thay cho tin nhắn. Bạn cần điện thoại có một ứng dụng xác thực.',
}

test(`the guide shows: ${told.title}`, () =>
  act({ size: 'phone' }, at =>
    chapter(at, told, async show => {
      const { page } = at
      const person = await world().lab.persona('thu-ha')
      await road.register(at, person)
      await page.getByRole('link', { name: 'Thêm mới' }).click()
      await show(
        'Trong **Thông tin cá nhân**, mục *Các phương thức xác thực*, bấm **Thêm mới** rồi chọn ứng dụng xác thực.',
      )
      await page.getByRole('link', { name: 'Thêm Ứng dụng xác thực (TOTP)' }).click()
      await page.getByLabel('Tên gợi nhớ').fill('Điện thoại của tôi')
      await show('Đặt tên cho dễ nhận ra, bấm **Tiếp tục**.')
      await road.press(at, 'Tiếp tục')
      await show('Quét mã QR bằng ứng dụng, nhập mã 6 chữ số mà ứng dụng hiện ra, bấm **Xác nhận**.')
      await page.getByText('Nhập bằng tay').click()
      const secret = (await page.locator('.secret').innerText()).replaceAll(' ', '')
      await page.getByLabel('Mã trong ứng dụng').fill(code(secret))
      await road.press(at, 'Xác nhận')
      await show('Cất các mã khôi phục ở nơi an toàn: chúng chỉ hiện lần này.')
      await road.signOut(at)
      world().later(61)
      await page.goto(`${world().national}/dang-nhap`)
      await page.getByLabel('Tên đăng nhập').fill(person.idNumber)
      await page.getByLabel('Mật khẩu', { exact: false }).first().fill(road.PASSWORD)
      await road.press(at, 'Đăng nhập')
      await road.press(at, 'Chọn phương thức xác thực khác')
      await page.getByLabel('Ứng dụng xác thực (TOTP)').check()
      await show('Khi đăng nhập, chọn ứng dụng xác thực. Mất điện thoại: chọn mã khôi phục.')
      await road.press(at, 'Tiếp tục')
      await show('Nhập mã ứng dụng đang hiện. Lần sau bạn được hỏi mã này trước.')
      await page.getByLabel('Mã trong ứng dụng').fill(code(secret))
      await road.press(at, 'Xác nhận')
      await road.titled(at, 'Thông tin cá nhân')
    }),
  ))
