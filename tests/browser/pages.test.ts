import { test } from 'node:test'
import * as road from './road.ts'
import { stage } from './stage.ts'
import type { Visit } from './visit.ts'

const { world, act } = stage()

const national = {
  'home-of-nobody': '/',
  registering: '/dang-ky',
  'registering-by-insurance': '/dang-ky/bao-hiem-xa-hoi',
  'registering-an-enterprise': '/dang-ky?doi-tuong=enterprise',
  'sign-in': '/dang-nhap',
  'sign-in-by-passkey': '/dang-nhap/passkey',
  'forgotten-password': '/quen-mat-khau',
  procedures: '/thu-tuc',
  search: '/thu-tuc?q=khai+sinh',
  'search-in-vain': '/thu-tuc?q=xyzxyz',
  offers: '/thu-tuc?tinh=30&huyen=288&xa=10534&dongy=1',
  procedure: '/thu-tuc/chi-tiet?tinh=30&huyen=288&xa=10534&ma=1.001193',
  help: '/tro-giup',
  complaint: '/khieu-nai',
  'complaint-form': '/khieu-nai/gui',
  'complaint-looked-up': '/khieu-nai/tra-cuu',
  'complaint-closed': '/khieu-nai/bien-nhan/x',
  counters: '/quay-giao-dich',
  'counters-of-hai-duong': '/quay-giao-dich?tinh=30',
  'counters-nowhere': '/quay-giao-dich?tinh=99',
  terms: '/dieu-khoan',
  policy: '/chinh-sach-chia-se-thong-tin',
  'no-such-page': '/khong-co-trang-nay',
  'sign-on-refused': '/oauth2/authorize?client_id=nobody',
}
const provincial = {
  home: '/',
  'sign-in': '/dang-nhap',
  registering: '/dang-ky',
  procedures: '/thu-tuc',
  search: '/thu-tuc?q=khai+sinh',
  'link-refused': '/nop-ho-so?MaTTHCDP=x',
  'sign-on-lost': '/sso/ve?state=x&code=y',
  'signed-out': '/da-dang-xuat',
  'no-such-page': '/khong-co-trang-nay',
}

async function lookAtAll(at: Visit, origin: string, [prefix, pages]: [string, Record<string, string>]): Promise<void> {
  for (const [name, path] of Object.entries(pages)) {
    await at.page.goto(origin + path)
    await at.look(`${prefix}-${name}`)
  }
}

for (const size of ['phone', 'desktop'] as const) {
  test(`every page of the national portal is in order on a ${size}`, async () => {
    await act({ size }, at => lookAtAll(at, world().national, ['national', national]))
  })

  test(`every page of both provinces is in order on a ${size}`, async () => {
    await act({ size }, async at => {
      await lookAtAll(at, world().haiDuong, ['hai-duong', provincial])
      await lookAtAll(at, world().quangNinh, ['quang-ninh', { home: '/', procedures: '/thu-tuc' }])
    })
  })

  test(`English pages are in order on a ${size}`, async () => {
    await act({ size }, async at => {
      await at.page.goto(world().national)
      // The first of two: on a phone it lies in the menu.
      const english = await at.page.locator('a[hreflang=en]').first().getAttribute('href')
      await at.page.goto(new URL(english ?? '', world().national).href)
      await lookAtAll(at, world().national, [
        'english',
        { home: '/', details: '/dang-ky/thue-bao-di-dong', 'sign-in': '/dang-nhap' },
      ])
    })
  })
}

test('the lab is in order', async () => {
  await act({ size: 'desktop' }, async at => {
    await at.page.goto(world().lab.url)
    await at.look('lab')
  })
})

test('the page of an account that exists already is in order, and so is a stopped registration', async () => {
  await act({ size: 'desktop' }, async at => {
    const person = await world().lab.persona('da-dang-ky')
    await road.register(at, person)
    await at.context.clearCookies()
    await road.chooseMobile(at)
    await road.fillDetails(at, person)
    await road.press(at, 'Đăng ký')
    await at.look('already-registered')
    await at.page.goto(`${world().national}/dang-ky/thue-bao-di-dong/00000000-0000-4000-8000-000000000000`)
    await at.look('registration-gone')
  })
})
