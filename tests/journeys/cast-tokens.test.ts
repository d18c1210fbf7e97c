import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { personas } from '../../apps/lab/src/personas.ts'
import { startWorld, type World } from '../world.ts'
import { formsOf, mainText, type Page, titleOf } from './page.ts'
import { at, captchaIdOf, signOut, type Traveller, traveller } from './road.ts'
import { type HeldToken, signedFor, takeToken } from './token-desk.ts'
import { filled } from './visitor.ts'

let world: World
before(async () => {
  world = await startWorld({ slowMs: 8_000 })
})
after(() => world?.stop())

const paths = { citizen: 'cong-dan', enterprise: 'doanh-nghiep', agency: 'co-quan' } as const

type Holder = Traveller & { token: HeldToken }

async function holder(id: string, which = 0): Promise<Holder> {
  const one = await traveller(world, id)
  const held = one.person.tokens[which]
  assert.ok(held, `${id} has no such token`)
  return { ...one, token: await takeToken(world.lab.url, held) }
}

/** Asked to sign, up to what the portal says of the answer. */
async function signs(one: Holder, path: string, button: string): Promise<Page> {
  const begin = await one.open(world.national + path)
  const asking = await one.submit(begin, button)
  return gives(one, asking, signedFor(asking, one.token))
}

/** As the page's script sends what the agent gave. */
function gives(one: Holder, asking: Page, token: string): Promise<Page> {
  const [form] = formsOf(asking).filter(({ fields }) => fields.some(({ name }) => name === 'token'))
  assert.ok(form)
  const fields = filled(form, 'Ký bằng USB', {})
  fields.set('token', token)
  return one.send(asking, form, fields)
}

const registers = (one: Holder) => signs(one, `/dang-ky/usb-ky-so/${paths[one.person.subject]}`, 'Đăng ký')
const signsIn = (one: Holder) => signs(one, '/dang-nhap/usb', 'Đăng nhập bằng USB ký số')

async function confirms(one: Holder, page: Page): Promise<Page> {
  const { subject, mailbox } = one.person
  const email = { Email: mailbox }
  if (subject === 'citizen') return one.submit(page, 'Đăng ký', email)
  const captcha = await world.lab.captchaAnswer(captchaIdOf(page))
  return one.submit(page, 'Đăng ký', { ...email, 'Nhập mã xác thực': captcha })
}

/** Registers with every token of theirs that is to work, and signs in with it again. */
async function opensAnAccount(one: Holder): Promise<void> {
  const confirm = await registers(one)
  const said = mainText(confirm)
  assert.equal(confirm.status, 200, said)
  for (const label of ['Ngày hiệu lực', 'Ngày hết hạn', 'Tên CA']) assert.ok(said.includes(label), label)
  assert.match(said, /\d\d\/\d\d\/\d{4}/)
  const account = await confirms(one, confirm)
  assert.match(titleOf(account), /^Thông tin cá nhân/, mainText(account))
  assert.match(mainText(account), /IAL3|mức 3|Mức xác minh cao/i)
  await signOut(one)
  const back = await signsIn(one)
  assert.match(titleOf(back), /^Thông tin cá nhân/, mainText(back))
}

const stays = (because: RegExp) => async (one: Holder) => {
  const page = await registers(one)
  assert.equal(page.status, 422, mainText(page))
  assert.match(mainText(page), because)
}
const ends = (because: RegExp) => async (one: Holder) => {
  const page = await registers(one)
  assert.equal(page.status, 403, mainText(page))
  assert.match(mainText(page), because)
}

/** What becomes of registering by USB token, for each thing that the lab says will happen. */
const outcomes: Record<string, (one: Holder) => Promise<void>> = {
  ok: opensAnAccount,
  expired: stays(/hết hạn/),
  'not-yet-valid': stays(/mới có hiệu lực/),
  revoked: stays(/thu hồi/),
  suspended: stays(/tạm dừng/),
  'wrong-use': stays(/mục đích|không dùng để/),
  untrusted: stays(/không do|nơi cấp|tin cậy/),
  'wrong-key': stays(/chữ ký/i),
  'revocation-unavailable': stays(/chưa trả lời chứng thư còn hiệu lực hay đã bị thu hồi/),
  'wrong-authority': ends(/do nơi khác cấp/),
  'staff-certificate': ends(/chứng thư của một người trong tổ chức/),
  async 'already-registered'(one) {
    await at('account', await traveller(world, one.person.id))
    const page = await registers(one)
    assert.equal(page.status, 409, mainText(page))
    assert.match(mainText(page), /đã có tài khoản/)
  },
}

for (const { id, expects, story } of personas.filter(one => one.expects.usb !== 'none')) {
  test(`${id} (${story.en}): registering by USB token ends as ${expects.usb}`, async () => {
    const outcome = outcomes[expects.usb]
    assert.ok(outcome, `no test knows what ${expects.usb} is`)
    await outcome(await holder(id))
  })
}
