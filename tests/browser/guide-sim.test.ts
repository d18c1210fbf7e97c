import { test } from 'node:test'
import { simDesk } from '../journeys/sim-desk.ts'
import { chapter } from './guide.ts'
import * as road from './road.ts'
import { stage } from './stage.ts'
import type { Visit } from './visit.ts'

const { world, act } = stage()

const DAY = 86_400

/** The persona, and the phone with their signing SIM in their hand. */
async function withSim(id: string) {
  const person = await world().lab.persona(id)
  const { number, simPin = '' } = person.phones.find(phone => phone.simPin !== undefined) ?? person.phones[0] ?? {}
  if (number === undefined) throw new Error(`${id} has no phone`)
  const phone = simDesk(world().lab.url, number)
  return { person, number, confirm: () => phone.confirm(simPin) }
}
type WithSim = Awaited<ReturnType<typeof withSim>>

async function typeNumber({ page }: Visit, { number }: WithSim): Promise<void> {
  await page.getByLabel('Số điện thoại của SIM').fill(number)
}

/** Asks the SIM, and the page with the code has come. */
async function ask(at: Visit, button: string): Promise<void> {
  await road.press(at, button)
  await road.titled(at, 'Xác nhận trên điện thoại')
}

async function register(at: Visit, holder: WithSim): Promise<void> {
  const { page } = at
  await page.goto(`${world().national}/dang-ky/sim-ky-so/cong-dan`)
  await typeNumber(at, holder)
  await ask(at, 'Đăng ký')
  await holder.confirm()
  await page.getByLabel('Email').fill(holder.person.mailbox)
  await road.press(at, 'Đăng ký')
  await road.titled(at, 'Thông tin cá nhân')
  await road.signOut(at)
}

const registering = {
  ...{ file: 'dang-ky-sim-ky-so', title: 'Đăng ký bằng SIM ký số' },
  lead: 'Cho công dân và doanh nghiệp. Bạn cần điện thoại lắp SIM ký số và mã PIN của SIM. Không cần cài gì trên máy tính. Hình dưới đây là của một doanh nghiệp.',
}

test(`the guide shows: ${registering.title}`, () =>
  act({ size: 'desktop' }, at =>
    chapter(at, registering, async show => {
      const { page } = at
      const holder = await withSim('vai-thieu')
      await page.goto(`${world().national}/dang-ky`)
      await page.getByRole('link', { name: 'Doanh nghiệp', exact: true }).click()
      await show('Chọn **Doanh nghiệp** (hoặc **Công dân**), rồi **SIM ký số**.')
      await page
        .getByRole('main')
        .getByRole('link', { name: /^SIM ký số/ })
        .click()
      await typeNumber(at, holder)
      await show('Nhập số điện thoại của SIM, bấm **Đăng ký**.')
      await ask(at, 'Đăng ký')
      await show(
        'Trang hiện một mã. Mở khóa điện thoại: yêu cầu tự hiện lên với đúng mã đó thì nhập mã PIN của SIM, trên điện thoại. Mã khác nhau thì từ chối.',
      )
      await holder.confirm()
      await page.getByText('Ngày hiệu lực').waitFor()
      await page.getByLabel('Email').fill(holder.person.mailbox)
      await road.answerCaptcha(at)
      await show(
        'Trang tự chuyển tiếp. Xem lại thông tin trong chứng thư số, nhập email và mã xác thực trong hình, bấm **Đăng ký**.',
      )
      await road.press(at, 'Đăng ký')
      await road.titled(at, 'Thông tin cá nhân')
      await show('Tài khoản mức 3 (IAL3) đã sẵn sàng, bạn đang đăng nhập.')
    }),
  ))

const signing = {
  ...{ file: 'dang-nhap-sim-ky-so', title: 'Đăng nhập bằng SIM ký số' },
  lead: 'Không cần mật khẩu hay mã OTP. Điện thoại lắp SIM ký số đang bật và có sóng.',
}

test(`the guide shows: ${signing.title}`, () =>
  act({ size: 'phone' }, async at => {
    const holder = await withSim('duc-anh')
    await register(at, holder)
    world().later(DAY)
    await chapter(at, signing, async show => {
      const { page } = at
      await page.goto(`${world().national}/dang-nhap`)
      await page.getByRole('link', { name: 'SIM ký số' }).first().click()
      await typeNumber(at, holder)
      await show('Ở trang đăng nhập, chọn **SIM ký số**, nhập số điện thoại của SIM, bấm **Đăng nhập**.')
      await ask(at, 'Đăng nhập')
      await show('So mã trên trang với mã điện thoại hiện ra. Giống nhau thì nhập mã PIN của SIM, trên điện thoại.')
      await holder.confirm()
      await road.titled(at, 'Thông tin cá nhân')
      await show('Trang tự chuyển tiếp: bạn đã đăng nhập ở mức 3 (IAL3).')
    })
  }))

const adding = {
  ...{ file: 'them-sim-ky-so', title: 'Thêm SIM ký số vào tài khoản' },
  lead: 'Tài khoản lên mức 3 (IAL3), và lần sau bạn đăng nhập bằng SIM. Chứng thư trong SIM phải là của chính bạn.',
}

test(`the guide shows: ${adding.title}`, () =>
  act({ size: 'phone' }, async at => {
    const holder = await withSim('tin-den-tre')
    await road.register(at, holder.person)
    await chapter(at, adding, async show => {
      const { page } = at
      await page.getByRole('link', { name: 'Thêm mới' }).click()
      await show(
        'Trong **Thông tin cá nhân**, mục *Các phương thức xác thực*, bấm **Thêm mới** rồi chọn **SIM ký số**.',
      )
      await page.getByRole('link', { name: 'Thêm SIM ký số' }).click()
      await typeNumber(at, holder)
      await show('Nhập số điện thoại của SIM, bấm **Gửi yêu cầu đến SIM**.')
      await ask(at, 'Gửi yêu cầu đến SIM')
      await show('Điện thoại hiện đúng mã này thì nhập mã PIN của SIM, trên điện thoại.')
      await holder.confirm()
      await road.titled(at, 'Đã thêm phương thức xác thực')
      await show('Trang tự chuyển tiếp: SIM đã được thêm, tài khoản ở mức 3 (IAL3).')
    })
  }))
