import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type IdentityProviderId, identityProviderIds } from '@motcua/contracts/identity-providers.ts'
import { labFaultKinds } from '@motcua/contracts/lab-api.ts'
import { personas } from '../../apps/lab/src/personas.ts'
import { startWorld, type World } from '../world.ts'
import { mainText, type Page, titleOf } from './page.ts'
import { at, PASSWORD, signOut, type Traveller, traveller } from './road.ts'

const roads = {
  vnpost: { tile: 'Bưu điện Việt Nam', go: 'Tiếp tục với Bưu điện Việt Nam', username: 'Tên đăng nhập' },
  vneid: { tile: 'VNeID', go: 'Tiếp tục với VNeID', username: 'Số định danh cá nhân' },
}
/** The adapter gives up after 8 seconds; nobody stands 30 seconds before a page. */
const PATIENCE_MS = 10_000
const paths = { vnpost: '/dang-nhap/buu-dien', vneid: '/dang-nhap/vneid' }

/** A traveller on the road by one provider. */
type Rider = Traveller & { id: IdentityProviderId }

for (const id of identityProviderIds) {
  describe(`by ${id}`, () => {
    let world: World
    before(async () => {
      world = await startWorld()
    })
    after(() => world?.stop())
    const rider = async (persona: string): Promise<Rider> => ({ ...(await traveller(world, persona)), id })

    for (const persona of personas.filter(one => one[id] !== undefined)) {
      const expected = persona.expects[id] ?? 'none'
      test(`${persona.id} (${persona.story.en}): ends as ${expected}`, async () => {
        const outcome = outcomes[expected]
        assert.ok(outcome, `no test knows what ${expected} is`)
        await outcome(await rider(persona.id), world)
      })
    }

    for (const fault of labFaultKinds) {
      test(`that is ${fault}: said in time with the other ways, and good again afterwards`, async () => {
        const one = await rider('thu-ha')
        const page = await begin(one)
        await world.lab.fault(id, fault)
        const begun = performance.now()
        const refused = await one.submit(page, roads[id].go)
        assert.ok(performance.now() - begun < PATIENCE_MS, `${performance.now() - begun} ms`)
        assert.equal(refused.status, 422)
        assert.match(mainText(refused), /chưa trả lời/)
        assert.ok(refused.html.includes('href="/dang-nhap"'))
        await world.lab.noFaults()
        assert.match(titleOf(await one.submit(refused, roads[id].go)), /^Đăng nhập (PostID|VNeID)/)
      })
    }
  })
}

const outcomes: Record<string, (one: Rider, world: World) => Promise<void>> = {
  ok: opensAnAccountAndComesAgain,
  'already-registered': provesTheAccountAndIsLinked,
  'unverified-account': one => isStopped(one, /chưa xác minh giấy tờ của bạn.*bưu cục/),
  ial1: one => isStopped(one, /mới ở mức 1.*cơ quan Công an/),
  'not-a-citizen': one => isStopped(one, /tài khoản của tổ chức/),
  'no-id-number': one => isStopped(one, /chưa có đủ thông tin/),
  'wrong-key': one => isStopped(one, /Chưa xác minh được câu trả lời/),
  'wrong-nonce': one => isStopped(one, /Chưa xác minh được câu trả lời/),
  cancelled: isBackAtSignIn,
}

async function begin(one: Rider): Promise<Page> {
  return one.follow(await one.open(`${one.world.national}/dang-ky`), roads[one.id].tile)
}

/** Signs in at the provider, with the code on the phone where one is asked for, and comes back. */
async function through(one: Rider, page: Page): Promise<Page> {
  const { go, username } = roads[one.id]
  const login = one.person[one.id]
  assert.ok(login)
  const there = await one.submit(page, go)
  const next = await one.submit(there, 'Đăng nhập', { [username]: login.username, 'Mật khẩu': login.password })
  if (next.url.href.startsWith(one.world.national)) return next
  return one.submit(next, 'Xác nhận', { 'Nhập mã OTP': await one.world.lab.readSms(one.phone) })
}

async function opensAnAccountAndComesAgain(one: Rider): Promise<void> {
  const confirm = await through(one, await begin(one))
  assert.match(titleOf(confirm), /^Xác nhận thông tin/, mainText(confirm))
  for (const told of [one.person.fullName, one.person.idNumber]) assert.ok(mainText(confirm).includes(told))
  const account = await one.submit(confirm, 'Đăng ký')
  assert.match(titleOf(account), /^Thông tin cá nhân/, mainText(account))
  assert.match(mainText(account), new RegExp(`${roads[one.id].tile} xác nhận`))
  await signOut(one)
  const again = await through(one, await begin(one))
  assert.match(titleOf(again), /^Thông tin cá nhân/, mainText(again))
}

async function provesTheAccountAndIsLinked(one: Rider, world: World): Promise<void> {
  await at('account', one)
  await signOut(one)
  world.later(61)
  const link = await through(one, await begin(one))
  assert.match(titleOf(link), /^Bạn đã có tài khoản/, mainText(link))
  const wrong = await one.submit(link, 'Tiếp tục', { 'Mật khẩu của tài khoản này': 'Khong-Dung-1' })
  assert.equal(wrong.status, 422)
  const prove = await one.submit(wrong, 'Tiếp tục', { 'Mật khẩu của tài khoản này': PASSWORD })
  assert.match(titleOf(prove), /Xác thực mã OTP/, mainText(prove))
  const account = await one.submit(prove, 'Xác nhận', { 'Nhập mã OTP': await world.lab.readSms(one.phone) })
  assert.match(mainText(account), new RegExp(`${roads[one.id].tile} ?Liên kết`))
  await signOut(one)
  const again = await through(one, await begin(one))
  assert.match(titleOf(again), /^Thông tin cá nhân/, mainText(again))
}

async function isStopped(one: Rider, because: RegExp): Promise<void> {
  const page = await through(one, await begin(one))
  assert.equal(page.status, 403)
  assert.match(mainText(page), because)
  assert.ok(!page.html.includes('action="/dang-xuat"'), 'nobody is signed in')
}

async function isBackAtSignIn(one: Rider): Promise<void> {
  const back = await through(one, await begin(one))
  assert.equal(back.url.pathname.startsWith(paths[one.id]), true)
  assert.match(mainText(back), /Bạn đã hủy đăng nhập/)
  // Hủy is the same no.
  const there = await one.submit(back, roads[one.id].go)
  assert.match(mainText(await one.submit(there, 'Hủy')), /Bạn đã hủy đăng nhập/)
}
