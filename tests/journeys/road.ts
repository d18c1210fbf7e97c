import assert from 'node:assert/strict'
import type { LabPersona } from '@motcua/contracts/lab-api.ts'
import { typedDate } from '../typed-date.ts'
import type { Sites } from '../world.ts'
import { formsOf, type Page } from './page.ts'
import { aVisitor, type Visitor } from './visitor.ts'

export const PASSWORD = 'Lua-Chin-Vang-2026'

/** Who confirms a person that registers. */
export type Registry = 'mobile' | 'insurance'

/** Somebody of the lab's cast before a browser of their own, and by which way they register. */
export type Traveller = Visitor & { world: Sites; person: LabPersona; phone: string; by: Registry }

export async function traveller(world: Sites, persona: string, by: Registry = 'mobile'): Promise<Traveller> {
  const person = await world.lab.persona(persona)
  const phone = person.phones[0]?.number
  assert.ok(phone, `${persona} has a phone`)
  return { ...aVisitor(), world, person, phone, by }
}

/** The fields of the first page, rightly filled in; the captcha too. */
export async function detailsOf({ world, person, phone, by }: Traveller, page: Page): Promise<Record<string, string>> {
  return {
    'Tên đăng nhập (Số CMT/CCCD)': person.idNumber,
    ...(by === 'insurance' ? { 'Mã bảo hiểm xã hội': person.socialInsuranceNumber ?? '' } : {}),
    'Họ tên': person.fullName,
    'Ngày sinh': typedDate(person.dateOfBirth),
    'Số điện thoại': phone,
    Email: person.mailbox,
    'Nhập mã xác thực': await world.lab.captchaAnswer(captchaIdOf(page)),
  }
}

export function captchaIdOf(page: Page): string {
  const id = formsOf(page)
    .flatMap(({ fields }) => fields)
    .find(({ name }) => name === 'captchaId')?.value
  assert.ok(id, `no captcha at ${page.url}`)
  return id
}

const tiles: Record<Registry, string> = { mobile: 'Thuê bao di động', insurance: 'Bảo hiểm xã hội' }

export type RegisterStep = 'chooser' | 'details' | 'otp' | 'password' | 'account'

/** Takes a traveller through registering up to this step, and answers its page. */
export async function at(step: RegisterStep, one: Traveller, from?: Page): Promise<Page> {
  const home = from ?? (await one.open(one.world.national))
  const chooser = home.url.pathname === '/dang-ky' ? home : await one.follow(home, 'Đăng ký')
  if (step === 'chooser') return chooser
  const details = await one.follow(chooser, tiles[one.by])
  if (step === 'details') return details
  const otp = await one.submit(details, 'Đăng ký', await detailsOf(one, details))
  if (step === 'otp') return otp
  const password = await one.submit(otp, 'Xác nhận', { 'Nhập mã OTP': await one.world.lab.readSms(one.phone) })
  if (step === 'password') return password
  return one.submit(password, 'Đăng ký', { 'Nhập mật khẩu': PASSWORD, 'Xác nhận mật khẩu': PASSWORD })
}

/** Logs in with number, password and code, beginning on the login page or wherever one was sent to it. */
export async function signIn(one: Traveller, from?: Page): Promise<Page> {
  const page = from ?? (await one.open(`${one.world.national}/dang-nhap`))
  const answers = { 'Tên đăng nhập': one.person.idNumber, 'Mật khẩu': PASSWORD }
  const otp = await one.submit(page, 'Đăng nhập', answers)
  return one.submit(otp, 'Xác nhận', { 'Nhập mã OTP': await one.world.lab.readSms(one.phone) })
}

export async function signOut(one: Traveller): Promise<Page> {
  return one.submit(await one.open(one.world.national), 'Đăng xuất')
}

export type Ward = { province: string; district: string; ward: string }
export const LE_THANH_NGHI = {
  ...{ province: 'Tỉnh Hải Dương', district: 'Thành phố Hải Dương', ward: 'Phường Lê Thanh Nghị' },
}
export const HONG_GAI = { province: 'Tỉnh Quảng Ninh', district: 'Thành phố Hạ Long', ward: 'Phường Hồng Gai' }

/** The procedures on offer there, chosen list by list as one must without scripts. */
export async function offersAt(one: Traveller, { province, district, ward }: Ward): Promise<Page> {
  const empty = await one.open(`${one.world.national}/thu-tuc`)
  const choose = 'Tiếp tục chọn'
  const districts = await one.submit(empty, choose, { 'Tỉnh/Thành phố': province })
  const wards = await one.submit(districts, choose, { 'Quận/Huyện': district })
  return one.submit(wards, 'Đồng ý', { 'Phường/Xã': ward })
}

/** *Nộp trực tuyến* on the first procedure of the list. */
export async function submitOnline(one: Traveller, place: Ward = LE_THANH_NGHI): Promise<Page> {
  return one.follow(await offersAt(one, place), 'Nộp trực tuyến')
}

/** The province's registration, from its prefilled page to where one was going. */
export async function registerAtProvince(one: Traveller, page: Page, { district, ward }: Ward = LE_THANH_NGHI) {
  const choose = 'Hiện danh sách theo nơi đã chọn'
  const wards = await one.submit(page, choose, { 'Quận/Huyện': district })
  return one.submit(wards, 'Đăng ký', {
    'Ngày cấp': '01/12/2018',
    'Nơi cấp': 'Cục CS QLHC về TTXH',
    Email: one.person.mailbox,
    'Phường/Xã': ward,
    'Số nhà': '12 Lê Thanh Nghị',
  })
}

export const agree = (one: Traveller, consent: Page) => one.submit(consent, 'Đồng ý và tiếp tục')
