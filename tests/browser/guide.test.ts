import { test } from 'node:test'
import { chapter, type Show } from './guide.ts'
import * as road from './road.ts'
import { stage } from './stage.ts'
import { atThePost } from './the-post.ts'
import type { Visit } from './visit.ts'
import * as back from './ways-back.ts'

const { world, act } = stage()

/** Each chapter on a phone: that is what most people hold. */
function told(file: string, [title, lead]: [string, string], journey: (at: Visit, show: Show) => Promise<void>) {
  test(`the guide shows: ${title}`, () =>
    act({ size: 'phone' }, at => chapter(at, { file, title, lead }, show => journey(at, show))))
}

told(
  'dang-ky-thue-bao-di-dong',
  ['Đăng ký bằng thuê bao di động', 'Bạn cần thẻ CMT hoặc CCCD và điện thoại có SIM đứng tên bạn. Khoảng 3 phút.'],
  async (at, show) => {
    const person = await world().lab.persona('thu-ha')
    await at.page.goto(`${world().national}/dang-ky`)
    await show('Chọn **Công dân**, rồi **Thuê bao di động**.')
    await at.page.getByRole('link', { name: 'Thuê bao di động' }).click()
    await road.fillDetails(at, person)
    await show('Điền đúng như trên giấy tờ, nhập mã xác thực trong hình, bấm **Đăng ký**.')
    await road.press(at, 'Đăng ký')
    await show('Nhập mã OTP gửi về điện thoại, bấm **Xác nhận**.')
    await road.confirmOtp(at, person)
    await show('Đặt mật khẩu, nhập lại một lần nữa, bấm **Đăng ký**.')
    await road.choosePassword(at)
    await road.titled(at, 'Thông tin cá nhân')
    await show('Tài khoản đã sẵn sàng, bạn đang đăng nhập.')
  },
)

told(
  'buu-dien-viet-nam',
  ['Bưu điện Việt Nam', 'Bạn cần tài khoản PostID đã xác minh giấy tờ tại bưu cục. Đăng ký và đăng nhập cùng một lối.'],
  async (at, show) => {
    const person = await world().lab.persona('buu-dien-so-cu')
    await at.page.goto(`${world().national}/dang-nhap/buu-dien`)
    await show('Ở trang đăng nhập, chọn **Bưu điện**, rồi bấm **Tiếp tục với Bưu điện Việt Nam**.')
    await atThePost(at, person, {
      login: () => show('Đăng nhập PostID trên trang của Bưu điện.'),
      code: () => show('Nhập mã OTP mà Bưu điện gửi về điện thoại.'),
    })
    await road.titled(at, 'Xác nhận thông tin')
    await show('Lần đầu: xem lại thông tin Bưu điện cho biết, thêm email nếu muốn, bấm **Đăng ký**.')
    await road.press(at, 'Đăng ký')
    await road.titled(at, 'Thông tin cá nhân')
    await show('Tài khoản đã sẵn sàng. Lần sau bạn vào thẳng, không qua bước xác nhận.')
  },
)

told('dang-nhap', ['Đăng nhập', 'Bằng số CMT/CCCD, mật khẩu và mã OTP.'], async (at, show) => {
  const person = await world().lab.persona('duc-anh')
  await back.registered(at, person)
  await at.page.goto(`${world().national}/dang-nhap`)
  await at.page.getByLabel('Tên đăng nhập').fill(person.idNumber)
  await at.page.getByLabel('Mật khẩu', { exact: false }).first().fill(road.PASSWORD)
  await show('Nhập số CMT/CCCD và mật khẩu, bấm **Đăng nhập**.')
  await road.press(at, 'Đăng nhập')
  await show('Nhập mã OTP gửi về điện thoại. Không có điện thoại trong tay: các cách khác ở cuối trang.')
  await road.confirmOtp(at, person)
  await road.titled(at, 'Thông tin cá nhân')
})

told('quen-mat-khau', ['Quên mật khẩu', 'Bạn cần điện thoại có số đã đăng ký, vẫn đứng tên bạn.'], async (at, show) => {
  const person = await world().lab.persona('co-so-cmnd')
  await back.registered(at, person)
  await at.page.goto(`${world().national}/quen-mat-khau`)
  await at.page.getByLabel('Tên đăng nhập').fill(person.idNumber)
  await road.answerCaptcha(at)
  await show('Nhập số CMT/CCCD và mã xác thực trong hình, bấm **Gửi mã OTP**.')
  await road.press(at, 'Gửi mã OTP')
  await show('Nhập mã OTP gửi về số điện thoại đã đăng ký.')
  await road.confirmOtp(at, person)
  await at.page.getByLabel('Nhập mật khẩu').fill(back.NEW_PASSWORD)
  await at.page.getByLabel('Xác nhận mật khẩu').fill(back.NEW_PASSWORD)
  await show('Đặt mật khẩu mới, bấm **Đổi mật khẩu**.')
  await road.press(at, 'Đổi mật khẩu')
  await show('Xong. Mọi thiết bị khác đã được đăng xuất; hãy đăng nhập bằng mật khẩu mới.')
})

told(
  'mat-so-dien-thoai',
  ['Mất số điện thoại nhận OTP', 'Bạn cần mật khẩu và một số điện thoại khác đứng tên bạn.'],
  async (at, show) => {
    const person = await world().lab.persona('nhieu-so')
    await back.registered(at, person)
    const [, second] = person.phones
    await back.atSecondFactor(at, person)
    await show('Đăng nhập bằng mật khẩu, rồi bấm **Mất số điện thoại nhận OTP** ở cuối trang.')
    await road.press(at, 'Mất số điện thoại nhận OTP')
    await at.page.getByLabel('Số điện thoại mới').fill(second?.number ?? '')
    await road.answerCaptcha(at)
    await show('Nhập số mới đứng tên bạn và mã xác thực trong hình, bấm **Gửi mã OTP**.')
    await road.press(at, 'Gửi mã OTP')
    await show('Nhập mã OTP gửi về số mới. Chúng tôi hỏi nhà mạng số này có đứng tên bạn không.')
    await at.page.getByLabel('Nhập mã OTP').fill(await world().lab.readSms(second?.number ?? ''))
    await road.press(at, 'Xác nhận')
    await show('Đã đổi. Số cũ và email cũng được báo; hãy đăng nhập lại.')
  },
)

told(
  'khong-phai-toi',
  [
    'Không phải tôi',
    'Khi bạn nhận thông báo về một thay đổi mà bạn không làm. Mã trong thông báo dùng được trong 72 giờ.',
  ],
  async (at, show) => {
    const person = await world().lab.persona('chuyen-mang')
    await back.registered(at, person)
    await back.signedInElsewhere(at, person)
    await at.page.goto(`${world().national}/khong-phai-toi`)
    await at.page.getByLabel('Mã trong thông báo').fill(await back.objectionCode(at, person))
    await road.answerCaptcha(at)
    await show('Nhập mã trong tin nhắn hoặc email và mã xác thực trong hình, bấm **Tiếp tục**.')
    await road.press(at, 'Tiếp tục')
    await show('Xem thông báo nói về việc gì. Nếu không phải bạn, bấm **Không phải tôi, khóa tài khoản**.')
    await road.press(at, 'Không phải tôi, khóa tài khoản')
    await show('Tài khoản đã khóa, thay đổi đã được hoàn tác.')
  },
)
