import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LabPersona } from '@motcua/contracts/lab-api.ts'
import type { Page } from 'playwright-core'
import { chapter } from './guide.ts'
import * as road from './road.ts'
import { agentWindow, signIn, startAgentAt } from './signing-desk.ts'
import { stage } from './stage.ts'
import type { Visit } from './visit.ts'

const { world, act } = stage()

/** The persona at a desktop with their token plugged in and the agent running. */
async function atTheDesk(id: string, doing: (at: Visit, person: LabPersona, pin: string) => Promise<void>) {
  await act({ size: 'desktop' }, async at => {
    const person = await world().lab.persona(id)
    const [token] = person.tokens
    assert.ok(token, 'the persona has a token')
    const agent = await startAgentAt(at, [{ token: token.id }])
    try {
      await doing(at, person, token.pin)
    } finally {
      await agent.stop()
    }
  })
}

/** Drawn whole: what was asked for has come. */
async function showing(window: Page, button: string): Promise<void> {
  await window.getByRole('button', { name: button, exact: true }).waitFor()
}

async function press(window: Page, button: string): Promise<void> {
  await window.getByRole('button', { name: button, exact: true }).click()
}

const registering = {
  ...{ file: 'dang-ky-usb-ky-so', title: 'Đăng ký bằng USB ký số' },
  lead: 'Cho công dân, doanh nghiệp và cơ quan nhà nước. Bạn cần USB ký số còn hiệu lực, mã PIN của nó, và máy tính đã cài trình điều khiển của USB cùng công cụ ký điện tử. Hình dưới đây là của một doanh nghiệp.',
}

test(`the guide shows: ${registering.title}`, () =>
  atTheDesk('vai-thieu', (at, person, pin) =>
    chapter(at, registering, async show => {
      const { page } = at
      await page.goto(`${world().national}/dang-ky`)
      await page.getByRole('link', { name: 'Doanh nghiệp', exact: true }).click()
      await show(
        'Cắm USB ký số vào máy. Chọn **Doanh nghiệp** (hoặc **Công dân**, **Cơ quan nhà nước**), rồi **USB ký số**.',
      )
      await page
        .getByRole('link', { name: /USB ký số/ })
        .first()
        .click()
      await show('Lần đầu: bấm **Tải công cụ ký điện tử**, cài và mở nó trên máy của bạn. Xong, bấm **Đăng ký**.')
      await road.press(at, 'Đăng ký')
      await show('Bấm **Ký bằng USB**: cửa sổ của công cụ ký điện tử mở ra.')
      const window = await agentWindow(at, 'Ký bằng USB')
      await showing(window, 'Cho phép')
      await show('Lần đầu công cụ hỏi có cho trang này yêu cầu ký không. Xem đúng tên trang, bấm **Cho phép**.', window)
      await press(window, 'Cho phép')
      await showing(window, 'OK')
      await show('Chọn chứng thư số của bạn, bấm **OK**.', window)
      await press(window, 'OK')
      await window.getByLabel('Mã PIN', { exact: true }).fill(pin)
      await show('Nhập mã PIN của USB, bấm **Đăng nhập**. Mã PIN không rời khỏi máy của bạn.', window)
      const closing = window.waitForEvent('close')
      await press(window, 'Đăng nhập')
      await closing
      await page.getByText('Ngày hiệu lực').waitFor()
      await page.getByLabel('Email').fill(person.mailbox)
      await road.answerCaptcha(at)
      await show('Xem lại thông tin trong chứng thư số, nhập email và mã xác thực trong hình, bấm **Đăng ký**.')
      await road.press(at, 'Đăng ký')
      await road.titled(at, 'Thông tin cá nhân')
      await show('Tài khoản mức 3 (IAL3) đã sẵn sàng, bạn đang đăng nhập.')
    }),
  ))

const DAY = 86_400

const signing = {
  ...{ file: 'dang-nhap-usb-ky-so', title: 'Đăng nhập bằng USB ký số' },
  lead: 'Không cần mật khẩu hay mã OTP. Cắm USB ký số, và để công cụ ký điện tử chạy trên máy.',
}

async function registered(at: Visit, person: LabPersona, pin: string): Promise<void> {
  const { page } = at
  await page.goto(`${world().national}/dang-ky/usb-ky-so`)
  await road.press(at, 'Đăng ký')
  await signIn(await agentWindow(at, 'Ký bằng USB'), { pin, first: 'first-time' })
  await page.getByText('Ngày hiệu lực').waitFor()
  await page.getByLabel('Email').fill(person.mailbox)
  await road.press(at, 'Đăng ký')
  await road.titled(at, 'Thông tin cá nhân')
  await road.signOut(at)
}

test(`the guide shows: ${signing.title}`, () =>
  atTheDesk('thu-ha', async (at, person, pin) => {
    await registered(at, person, pin)
    world().later(DAY)
    await chapter(at, signing, async show => {
      const { page } = at
      await page.goto(`${world().national}/dang-nhap`)
      await page.getByRole('link', { name: 'USB ký số' }).first().click()
      await show('Ở trang đăng nhập, chọn **USB ký số**, bấm **Đăng nhập bằng USB ký số**.')
      await page.getByRole('link', { name: 'Hướng dẫn đăng nhập' }).click()
      await show('Chưa quen: bấm **Hướng dẫn đăng nhập** để xem từng bước.')
      await page.goto(`${world().national}/dang-nhap/usb`)
      await road.press(at, 'Đăng nhập bằng USB ký số')
      const window = await agentWindow(at, 'Ký bằng USB')
      await showing(window, 'OK')
      await show('Bấm **Ký bằng USB**. Trong cửa sổ của công cụ, chọn chứng thư số, bấm **OK**.', window)
      await press(window, 'OK')
      await window.getByLabel('Mã PIN', { exact: true }).fill(pin)
      await show('Nhập mã PIN của USB, bấm **Đăng nhập**.', window)
      const closing = window.waitForEvent('close')
      await press(window, 'Đăng nhập')
      await closing
      await road.titled(at, 'Thông tin cá nhân')
      await show('Bạn đã đăng nhập ở mức 3 (IAL3).')
    })
  }))
