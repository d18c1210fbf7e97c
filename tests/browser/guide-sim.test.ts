import { test } from 'node:test'
import type { LabPersona } from '@motcua/contracts/lab-api.ts'
import { chapter } from './guide.ts'
import * as road from './road.ts'
import { asksSim, confirmOn, opens, phoneOf, promptOn, toSignIn, toTheSim } from './sim-road.ts'
import { stage } from './stage.ts'
import type { Visit } from './visit.ts'

const { world, act } = stage()

/** At a desktop, where the page shows what the phone looks like; the phone is beside it. */
async function atHome(id: string, doing: (at: Visit, person: LabPersona) => Promise<void>): Promise<void> {
  await act({ size: 'desktop' }, async at => doing(at, await world().lab.persona(id)))
}

/** Long enough for the next request to the same number. */
const DAY = 86_400

const registering = {
  ...{ file: 'dang-ky-sim-ky-so', title: 'Đăng ký bằng SIM ký số' },
  lead: 'Cho công dân và doanh nghiệp. Bạn cần điện thoại lắp SIM ký số, đang bật và có sóng, và mã PIN của SIM. Chứng thư trong SIM phải còn hạn.',
}

test(`the guide shows: ${registering.title}`, () =>
  atHome('thu-ha', (at, person) =>
    chapter(at, registering, async show => {
      const { page } = at
      await page.goto(`${world().national}/dang-ky`)
      await show('Chọn **Công dân** (hoặc **Doanh nghiệp**), rồi **SIM ký số**.')
      await toTheSim(at, person)
      await page.getByLabel('Số điện thoại của SIM').fill(phoneOf(at, person).number)
      await show('Nhập số điện thoại của SIM, bấm **Đăng ký**.')
      await asksSim(at, phoneOf(at, person).number, 'Đăng ký')
      await promptOn(at, person)
      await show(
        'Màn hình hiện một mã. Mở điện thoại: mã ở đó phải giống hệt. Giống thì nhập PIN **trên điện thoại**; khác thì bấm **Từ chối**.',
      )
      await confirmOn(at, person)
      await page.getByText('Ngày hiệu lực').waitFor()
      await page.getByLabel('Email').fill(person.mailbox)
      await show('Trang tự chuyển tiếp. Xem lại thông tin trong chứng thư, nhập email nếu muốn, bấm **Đăng ký**.')
      await opens(at, person)
      await show('Tài khoản mức 3 (IAL3) đã sẵn sàng, bạn đang đăng nhập.')
    }),
  ))

const signing = {
  ...{ file: 'dang-nhap-sim-ky-so', title: 'Đăng nhập bằng SIM ký số' },
  lead: 'Không cần mật khẩu hay mã OTP. Cầm sẵn điện thoại lắp SIM ký số đã đăng ký.',
}

test(`the guide shows: ${signing.title}`, () =>
  atHome('vai-thieu', async (at, person) => {
    await toTheSim(at, person)
    await asksSim(at, phoneOf(at, person).number, 'Đăng ký')
    await confirmOn(at, person)
    await opens(at, person)
    await road.signOut(at)
    world().later(DAY)
    await chapter(at, signing, async show => {
      await toSignIn(at)
      await at.page.getByLabel('Số điện thoại của SIM').fill(phoneOf(at, person).number)
      await show('Ở trang đăng nhập, chọn **SIM ký số**, nhập số điện thoại của SIM, bấm **Đăng nhập**.')
      await asksSim(at, phoneOf(at, person).number, 'Đăng nhập')
      await promptOn(at, person)
      await show('So mã trên màn hình với mã trên điện thoại. Giống hệt thì nhập PIN trên điện thoại.')
      await confirmOn(at, person)
      await road.titled(at, 'Thông tin cá nhân')
      await show('Trang tự chuyển tiếp: bạn đã đăng nhập.')
    })
  }))

const adding = {
  ...{ file: 'them-sim-ky-so', title: 'Thêm SIM ký số vào tài khoản' },
  lead: 'Đã có tài khoản? Thêm SIM ký số mang tên bạn để lên mức xác minh cao (IAL3), và đăng nhập không cần mật khẩu.',
}

test(`the guide shows: ${adding.title}`, () =>
  atHome('duc-anh', async (at, person) => {
    await road.register(at, person)
    await chapter(at, adding, async show => {
      const { page } = at
      await page.goto(`${world().national}/tai-khoan/phuong-thuc/them`)
      await show(
        'Ở **Thông tin cá nhân**, phần Các phương thức xác thực, bấm **Thêm mới**, rồi **Thêm** ở dòng SIM ký số.',
      )
      await page.goto(`${world().national}/tai-khoan/phuong-thuc/them/signing-sim`)
      await page.getByLabel('Số điện thoại của SIM').fill(phoneOf(at, person).number)
      await show('Nhập số điện thoại của SIM, bấm **Gửi yêu cầu đến SIM**.')
      await asksSim(at, phoneOf(at, person).number, 'Gửi yêu cầu đến SIM')
      await promptOn(at, person)
      await show('So mã trên màn hình với mã trên điện thoại. Giống hệt thì nhập PIN trên điện thoại.')
      await confirmOn(at, person)
      await road.titled(at, 'Đã thêm phương thức xác thực')
      await show('Đã thêm. Từ lần sau bạn đăng nhập được bằng SIM này.')
    })
  }))
