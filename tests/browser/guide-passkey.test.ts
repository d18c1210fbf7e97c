import { test } from 'node:test'
import { authenticatorOf } from './authenticator.ts'
import { chapter } from './guide.ts'
import * as road from './road.ts'
import { stage } from './stage.ts'

const { world, act } = stage()

const told = {
  ...{ file: 'khoa-truy-cap', title: 'Khóa truy cập' },
  lead: 'Đăng nhập bằng vân tay, khuôn mặt hoặc mã khóa màn hình, không cần mật khẩu hay mã OTP. Dùng thiết bị của riêng bạn.',
}

test(`the guide shows: ${told.title}`, () =>
  act({ size: 'phone' }, at =>
    chapter(at, told, async show => {
      const { page } = at
      await authenticatorOf(at)
      await road.register(at, await world().lab.persona('thu-ha'))
      await page.getByRole('link', { name: 'Thêm mới' }).click()
      await show(
        'Trong **Thông tin cá nhân**, mục *Các phương thức xác thực*, bấm **Thêm mới** rồi chọn khóa truy cập.',
      )
      await page.getByRole('link', { name: 'Thêm Khóa truy cập' }).click()
      await road.press(at, 'Tiếp tục')
      await page.getByLabel('Tên khóa').fill('Điện thoại của Hà')
      await show('Đặt tên cho dễ nhận ra, bấm **Tạo khóa truy cập** và làm theo thiết bị.')
      await road.press(at, 'Tạo khóa truy cập')
      await road.titled(at, 'Đã thêm')
      await show('Cất các mã khôi phục ở nơi an toàn: chúng chỉ hiện lần này.')
      await page.getByRole('link', { name: 'Tôi đã cất mã' }).click()
      await road.titled(at, 'Thông tin cá nhân')
      await page.getByText('Điện thoại của Hà').waitFor()
      await road.signOut(at)
      await page.goto(`${world().national}/dang-nhap`)
      await page.getByRole('link', { name: 'Khóa truy cập' }).click()
      await show('Lần sau, ở trang đăng nhập chọn **Khóa truy cập**, bấm **Đăng nhập bằng khóa truy cập**.')
      await road.press(at, 'Đăng nhập bằng khóa truy cập')
      await road.titled(at, 'Thông tin cá nhân')
    }),
  ))
