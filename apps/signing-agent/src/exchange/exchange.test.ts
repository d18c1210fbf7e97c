import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { fromAgent } from '@motcua/contracts/agent.ts'
import { allowedSites } from '../sites/allowed-sites.ts'
import { authenticate, hello, toyOffer, toyToken } from '../test-agent.ts'
import { temporaryFolder, testPair, testPkcs12 } from '../test-tokens.ts'
import { pkcs12Source } from '../token/pkcs12.ts'
import type { Signed, TokenSource } from '../token/token.ts'
import { allTokens } from '../token/tokens.ts'
import { answerPage, type PageAnswers, type PageCommand } from './commands.ts'
import { type AgentWindow, agentWindows } from './windows.ts'

const SITE = 'https://dichvucong.example'
const folder = temporaryFolder(after)
const pair = testPair(folder, 'person')
const file = testPkcs12(folder, 'person', { pair, pin: '1234', options: ['-certpbe', 'NONE'] })

/** An agent that knows `SITE` already, at a time that the test decides. */
async function agent(...sources: TokenSource[]) {
  const world = { now: Date.now(), drawn: 0 }
  const clock = () => new Date(world.now)
  const random = (bytes: number) => Buffer.alloc(bytes, ++world.drawn)
  const sites = allowedSites(temporaryFolder(after), { clock, random })
  await sites.allow(SITE)
  const windows = agentWindows({ clock, random })
  const answers: PageAnswers = {
    ...{ tokens: allTokens(sources), sites, windows, koffi: true },
    offering: { clock, offersExpired: false },
  }
  function open() {
    const secret = windows.open('vi')
    const found = windows.find(secret)
    assert.ok(found)
    const window: AgentWindow = found
    const ask = (command: PageCommand) => answerPage(answers, window, command)
    const hear = (message: unknown, origin = SITE) => ask({ name: 'hear', origin, message })
    return { window, secret, ask, hear }
  }
  return { world, sites, windows, open }
}

/** A window whose site has asked already. */
async function asking(...sources: TokenSource[]) {
  const all = await agent(...sources)
  const window = all.open()
  await window.hear(hello)
  const asked = await window.hear(authenticate)
  return { ...all, ...window, asked }
}

const choose = (certificate: string) => ({ name: 'choose', certificate }) as const
const sign = (certificate: string, pin?: string) =>
  ({ name: 'sign-authentication', certificate, ...(pin === undefined ? {} : { pin }) }) as const
const close = { name: 'close' } as const

test('hello is answered to its origin alone, as often as it comes', async () => {
  const { open } = await agent()
  const { hear } = open()
  for (const _ of [1, 2]) {
    const { post } = await hear(hello)
    assert.equal(post?.to, SITE)
    assert.equal(fromAgent.parse(post?.message).type, 'ready')
  }
})

test('after the first hello another origin or exchange is not heard', async () => {
  const { open } = await agent()
  const { hear } = open()
  await hear(hello)
  assert.deepEqual(await hear(hello, 'https://evil.example'), {})
  assert.deepEqual(await hear({ ...hello, exchange: 'another-exchange-x' }), {})
  assert.deepEqual(await hear(authenticate, 'https://evil.example'), {})
  assert.deepEqual(await hear({ ...authenticate, exchange: 'another-exchange-x' }), {})
})

test('a hello over an open line or without an origin binds nothing', async () => {
  const { open } = await agent()
  const { hear, window } = open()
  for (const origin of ['http://dichvucong.example', 'null', '']) assert.deepEqual(await hear(hello, origin), {})
  assert.equal(window.stage.kind, 'waiting')
})

test('authenticate before hello, or a second time, is dropped', async () => {
  const { open } = await agent(toyToken(toyOffer('a', pair.certificate)))
  const { hear, window } = open()
  assert.deepEqual(await hear(authenticate), {})
  await hear(hello)
  await hear(authenticate)
  assert.deepEqual(await hear({ ...authenticate, nonce: 'm'.repeat(43) }), {})
  assert.equal(window.stage.kind === 'asked' && window.stage.nonce, authenticate.nonce)
})

test('a malformed request of the site is refused in its exchange; other noise is dropped', async () => {
  const { open } = await agent()
  const { hear } = open()
  await hear(hello)
  for (const noise of [
    null,
    7,
    'hello',
    {},
    { type: 'authenticate' },
    { ...authenticate, protocol: 'other/1', nonce: '' },
  ])
    assert.deepEqual(await hear(noise), {})
  assert.deepEqual(await hear({ ...authenticate, nonce: 'short' }, 'https://evil.example'), {})
  const { post, screen } = await hear({ ...authenticate, nonce: 'short' })
  assert.deepEqual([post?.to, post?.message.type === 'failed' && post.message.reason], [SITE, 'malformed'])
  assert.match(screen ?? '', /Yêu cầu không hợp lệ/)
})

test('a site that was never allowed sees nothing until the person lets it', async () => {
  const { open, sites } = await agent(toyToken(toyOffer('a', pair.certificate)))
  const { hear, ask } = open()
  const origin = 'https://new.example'
  await hear(hello, origin)
  assert.match((await hear(authenticate, origin)).screen ?? '', /Cho phép trang này/)
  for (const early of [choose('a'), sign('a', '1'), { name: 'list-certificates' } as const])
    assert.deepEqual(await ask(early), {})
  assert.match((await ask({ name: 'allow-site' })).screen ?? '', /Chọn chứng thư số/)
  assert.equal(await sites.isAllowed(origin), true)
})

test('refusing a site tells it cancelled and allows nothing', async () => {
  const { open, sites } = await agent(toyToken(toyOffer('a', pair.certificate)))
  const { hear, ask } = open()
  await hear(hello, 'https://new.example')
  await hear(authenticate, 'https://new.example')
  assert.equal(reasonOf(await ask(close)), 'cancelled')
  assert.equal(await sites.isAllowed('https://new.example'), false)
})

test('a site that is forgotten while its window is open gets nothing more', async () => {
  const { sites, ask } = await asking(pkcs12Source(file, () => new Date()))
  await sites.forget(SITE)
  assert.deepEqual(await ask({ name: 'list-certificates' }), {})
})

test('the token goes to the origin of the hello, signed for that origin, and the window is over', async () => {
  const toy = toyToken(toyOffer('a', pair.certificate))
  const source = pkcs12Source(file, () => new Date())
  const { asked, ask, window } = await asking(source)
  const certificate = /value="([^"]+)" required checked/.exec(asked.screen ?? '')?.[1] ?? ''
  assert.match((await ask(choose(certificate))).screen ?? '', /Mã PIN/)
  const { post, closes } = await ask(sign(certificate, '1234'))
  assert.deepEqual([post?.to, fromAgent.parse(post?.message).type, closes], [SITE, 'authenticated', true])
  assert.equal(window.stage.kind, 'ended')
  assert.deepEqual(await ask(sign(certificate, '1234')), {})
  assert.equal(toy.asked.length, 0)
})

test('the PIN reaches the token and is zeros afterwards', async () => {
  const toy = toyToken(toyOffer('a', pair.certificate))
  toy.next = { kind: 'wrong-pin', tries: { kind: 'ample' } }
  const { ask } = await asking(toy)
  await ask(sign('a', '1234'))
  assert.deepEqual([toy.asked[0]?.pin, toy.asked[0]?.origin], ['1234', SITE])
  assert.deepEqual(toy.asked[0]?.buffer, Buffer.alloc(4))
})

test('a PIN typed on the device is not asked for on the page', async () => {
  const toy = toyToken(toyOffer('a', pair.certificate, { pin: 'on-device' }))
  const { ask } = await asking(toy)
  const { screen = '' } = await ask(choose('a'))
  assert.doesNotMatch(screen, /type="password"/)
  await ask(sign('a'))
  assert.equal(toy.asked[0]?.pin, undefined)
})

const WRONG: [Extract<Signed, { kind: 'wrong-pin' }>['tries'], RegExp][] = [
  [{ kind: 'ample' }, /Mã PIN không đúng\. Hãy nhập lại/],
  [{ kind: 'counted', left: 3 }, /Còn 3 lần/],
  [{ kind: 'low' }, /Chỉ còn ít lần thử/],
  [{ kind: 'last' }, /Còn 1 lần; nếu sai nữa USB bị khóa/],
]
for (const [tries, words] of WRONG)
  test(`a wrong PIN with tries ${tries.kind} says so where it is typed`, async () => {
    const toy = toyToken(toyOffer('a', pair.certificate))
    toy.next = { kind: 'wrong-pin', tries }
    const { ask } = await asking(toy)
    assert.match((await ask(sign('a', '0'))).screen ?? '', words)
  })

const TROUBLES: [Signed, RegExp, string][] = [
  [{ kind: 'pin-blocked' }, /USB đã bị khóa/, 'pin-blocked'],
  [{ kind: 'pin-blocked', minutes: 9 }, /Thử lại sau 9 phút/, 'pin-blocked'],
  [{ kind: 'removed' }, /USB đã bị rút ra/, 'token-removed'],
  [{ kind: 'cancelled' }, /hủy trên thiết bị/, 'cancelled'],
  [{ kind: 'failed', because: 'key-mismatch' }, /Khóa không khớp/, 'token-failed'],
  [{ kind: 'failed', because: 'no-key' }, /không có khóa bí mật/, 'token-failed'],
  [{ kind: 'failed', because: 'device' }, /trình điều khiển gặp lỗi/, 'token-failed'],
  [{ kind: 'failed', because: 'too-slow' }, /không trả lời/, 'token-failed'],
]
for (const [outcome, words, reason] of TROUBLES)
  test(`${Object.values(outcome).join(' ')} leads back to the list, which says it until another choice`, async () => {
    const toy = toyToken(toyOffer('a', pair.certificate))
    toy.next = outcome
    const { ask } = await asking(toy)
    assert.match((await ask(sign('a', '0'))).screen ?? '', words)
    assert.match((await ask({ name: 'list-certificates' })).screen ?? '', words)
    assert.equal(reasonOf(await ask(close)), reason)
  })

test('what is signed by another key than the certificate’s never reaches the site', async () => {
  const toy = toyToken(toyOffer('a', pair.certificate))
  const { certificate } = pair
  toy.next = { kind: 'signed', certificate, algorithm: 'RS256', signature: Buffer.alloc(256, 1) }
  const { ask } = await asking(toy)
  const { post, screen } = await ask(sign('a', '0'))
  assert.equal(post, undefined)
  assert.match(screen ?? '', /Khóa không khớp/)
})

test('what is signed after the person cancelled goes nowhere', async () => {
  const toy = toyToken(toyOffer('a', pair.certificate))
  const real = pkcs12Source(file, () => new Date())
  const listing = await real.list()
  const id = (listing.kind === 'listed' && listing.offers[0]?.id) || ''
  const { promise, resolve } = Promise.withResolvers<void>()
  toy.next = async signing => {
    await promise
    return real.sign({ ...signing, id })
  }
  const { ask } = await asking(toy)
  const signing = ask(sign('a', '1234'))
  assert.equal(reasonOf(await ask(close)), 'cancelled')
  resolve()
  assert.deepEqual(await signing, {})
})

test('two clicks sign once', async () => {
  const toy = toyToken(toyOffer('a', pair.certificate))
  const { promise, resolve } = Promise.withResolvers<Signed>()
  toy.next = promise
  const { ask } = await asking(toy)
  const both = [ask(sign('a', '0')), ask(sign('a', '0'))]
  resolve({ kind: 'wrong-pin', tries: { kind: 'ample' } })
  await Promise.all(both)
  assert.equal(toy.asked.length, 1)
})

test('no token leads to how one is made to appear, and one plugged in appears', async () => {
  const toy = toyToken()
  const { asked, ask } = await asking(toy)
  assert.match(asked.screen ?? '', /data-poll="list-certificates"[\s\S]*Setup/)
  toy.offers = [toyOffer('a', pair.certificate)]
  assert.match((await ask({ name: 'list-certificates' })).screen ?? '', /Chọn chứng thư số/)
  toy.offers = []
  await ask({ name: 'list-certificates' })
  assert.equal(reasonOf(await ask(close)), 'no-token')
})

test('an expired certificate is shown, said to be so, and cannot be chosen', async () => {
  const { world, ask, asked } = await asking(toyToken(toyOffer('a', pair.certificate)))
  assert.doesNotMatch(asked.screen ?? '', /Đã hết hạn/)
  world.now += 400 * 86_400_000
  assert.match((await ask({ name: 'list-certificates' })).screen ?? '', /Đã hết hạn, không dùng được/)
  assert.doesNotMatch((await ask(choose('a'))).screen ?? '', /name="pin"/)
})

test('a second window is told that the agent is busy, until the first is closed or silent', async () => {
  const { open, ask, secret, windows, world } = await asking(toyToken(toyOffer('a', pair.certificate)))
  const refused = async () => {
    const { hear } = open()
    await hear(hello)
    return reasonOf(await hear(authenticate))
  }
  assert.equal(await refused(), 'busy')
  world.now += 89_000
  assert.ok(windows.find(secret))
  world.now += 89_000
  assert.equal(await refused(), 'busy')
  await ask(close)
  assert.equal(await refused(), undefined)
  world.now += 91_000
  assert.equal(await refused(), undefined)
})

test('the window that asks stays known however many others are opened, and they are bounded', async () => {
  const { open, secret, windows } = await asking(toyToken(toyOffer('a', pair.certificate)))
  const { secret: first } = open()
  for (let others = 0; others < 100; others++) open()
  assert.ok(windows.find(secret))
  assert.equal(windows.find(first), undefined)
})

test('a window’s secret is good for 15 minutes', async () => {
  const { open, windows, world } = await agent()
  const { secret } = open()
  world.now += 15 * 60_000 - 1
  assert.ok(windows.find(secret))
  world.now += 1
  assert.equal(windows.find(secret), undefined)
})

function reasonOf({ post }: { post?: { message: { type: string } } }): string | undefined {
  const message = post && fromAgent.parse(post.message)
  return message?.type === 'failed' ? message.reason : undefined
}
