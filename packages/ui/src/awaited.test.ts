import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { type Browser, type BrowserContextOptions, chromium, type Page, type Route } from 'playwright-core'
import { assets } from './assets.ts'
import { gallery } from './gallery/gallery.ts'

const chrome = '/usr/bin/chromium'
const here = { skip: existsSync(chrome) ? false : `no Chromium at ${chrome}`, timeout: 60_000 }
const AT = 'http://portal.test/cho'
/** In which the gallery's page begins: 84 of 120 seconds. */
const LEFT_MS = 84_000
/** Later than the clock can be by itself, since pausing goes forward only. */
const HOUR_MS = 3_600_000

/** What the address that is asked answers. */
type Answer = 'not yet' | 'arrived' | 'elsewhere' | 'broken' | 'lost'
type Waiting = { tab: Page; asked: () => number; shown: () => number; answer: (next: Answer) => void }

let browser: Browser | undefined
before(async () => {
  if (here.skip) return
  browser = await chromium.launch({ executablePath: chrome, args: ['--no-sandbox', '--disable-gpu'] })
})
after(() => browser?.close())

/** The gallery's page, with a clock that stands still until it is moved. */
async function wait(doing: (at: Waiting) => Promise<void>, options: BrowserContextOptions = {}): Promise<void> {
  assert.ok(browser)
  const context = await browser.newContext(options)
  const tab = await context.newPage()
  const files = new Map(assets().map(asset => [asset.path, asset]))
  const counts = { asked: 0, shown: 0 }
  let next: Answer = 'not yet'
  const answer = (to: Answer) => {
    next = to
  }
  await context.route('**/*', async route => {
    const path = new URL(route.request().url()).pathname
    const file = files.get(path)
    if (file) return route.fulfill({ contentType: file.type, body: file.body })
    if (path.endsWith('/da-den')) {
      counts.asked++
      return tell(route, next)
    }
    counts.shown++
    const body = path === '/cho' ? (gallery('vi').waiting ?? '') : '<title>Xong</title>'
    return route.fulfill({ contentType: 'text/html; charset=utf-8', body })
  })
  if (options.javaScriptEnabled !== false) {
    await tab.clock.install({ time: 0 })
    await tab.clock.pauseAt(HOUR_MS)
  }
  await tab.goto(AT)
  try {
    await doing({ tab, asked: () => counts.asked, shown: () => counts.shown, answer })
  } finally {
    await context.close()
  }
}

function tell(route: Route, answer: Answer): Promise<void> {
  switch (answer) {
    case 'not yet':
    case 'arrived':
      return route.fulfill({ json: { arrived: answer === 'arrived' } })
    case 'elsewhere':
      return route.fulfill({ status: 303, headers: { location: '/dang-nhap' } })
    case 'broken':
      return route.fulfill({ status: 503, body: 'x' })
    case 'lost':
      return route.abort()
  }
}

/** Until as many questions were asked; the one before was answered. */
async function untilAsked({ tab, asked }: Waiting, times: number): Promise<void> {
  while (asked() < times) await tab.clock.runFor(500)
}

/** The answer to the last question may still be on its way. */
async function goesOn({ tab }: Waiting): Promise<void> {
  while (tab.url() === AT) await tab.clock.runFor(500).catch(() => undefined)
  await tab.waitForURL('**/otp')
}

test('a page that waits for a phone asks until there is an answer, then goes on by itself', here, () =>
  wait(async at => {
    await untilAsked(at, 3)
    assert.equal(at.tab.url(), AT)
    at.answer('arrived')
    await goesOn(at)
  }),
)

test('a page that waits for a phone goes on where it is sent elsewhere, as when the session ended', here, () =>
  wait(async at => {
    at.answer('elsewhere')
    await goesOn(at)
  }),
)

for (const trouble of ['lost', 'broken'] as const) {
  test(
    `a page that waits for a phone says politely after two questions that are ${trouble}, keeps asking, and takes it back`,
    here,
    () =>
      wait(async at => {
        at.answer(trouble)
        await untilAsked(at, 1)
        assert.equal(await at.tab.isVisible('.trouble'), false)
        await untilAsked(at, 2)
        await at.tab.locator('.awaited .trouble', { hasText: 'mất kết nối' }).waitFor()
        await at.tab.locator('.awaited > [role=status]', { hasText: 'mất kết nối' }).waitFor({ state: 'attached' })
        at.answer('not yet')
        await untilAsked(at, 4)
        await at.tab.locator('.awaited .trouble').waitFor({ state: 'hidden' })
        await at.tab.locator('.awaited > [role=status]', { hasText: 'kết nối lại' }).waitFor({ state: 'attached' })
        at.answer('arrived')
        await goesOn(at)
      }),
  )
}

test('a page that waits for a phone asks at once when the page is looked at again or the network is back', here, () =>
  wait(async at => {
    for (const [times, event] of [
      [1, "document.dispatchEvent(new Event('visibilitychange'))"],
      [2, "dispatchEvent(new Event('online'))"],
    ] as const) {
      // Ignored as long as the question before is open; the clock stands still.
      for (let tries = 0; at.asked() < times && tries < 100; tries++) await at.tab.evaluate(event)
      assert.equal(at.asked(), times)
    }
  }),
)

test('a page that waits for a phone never takes away what somebody types', here, () =>
  wait(async at => {
    await at.tab.evaluate("document.querySelector('main form').append(document.createElement('input'))")
    await at.tab.focus('main form input:not([type])')
    at.answer('arrived')
    await untilAsked(at, 3)
    assert.equal(at.tab.url(), AT)
    await at.tab.evaluate('document.activeElement.blur()')
    await goesOn(at)
  }),
)

test(
  'a page that waits for a phone counts down, tells the last minute, the last half of it and the end, and nothing between',
  here,
  () =>
    wait(async at => {
      await at.tab.evaluate(`
      window.heard = []
      const told = document.querySelector('.awaited > [role=status]')
      new MutationObserver(() => heard.push(told.textContent)).observe(told, { childList: true })`)
      await at.tab.clock.runFor(LEFT_MS - 10_000)
      assert.match(await at.tab.innerText('.countdown'), /Còn 00:1\d/)
      assert.ok(Number(await at.tab.getAttribute('progress', 'max')) === 120)
      assert.ok((await at.tab.evaluate<number>("document.querySelector('progress').value")) <= 10)
      // A clock that runs so fast leaves the questions no time: what is said of those is tried above.
      assert.deepEqual(
        (await at.tab.evaluate<string[]>('heard')).filter(words => words.startsWith('Còn')),
        ['Còn 1 phút để nhập PIN trên điện thoại.', 'Còn 30 giây để nhập PIN trên điện thoại.'],
      )
      await at.tab.clock.runFor(11_000)
      assert.match(await at.tab.innerText('.countdown'), /Đã hết thời gian/)
    }),
)

test('a page that waits for a phone asks nothing more once the person has pressed a button', here, () =>
  wait(async at => {
    await at.tab.evaluate("document.addEventListener('submit', event => event.preventDefault())")
    await at.tab.click('button[value=cancel]')
    await at.tab.clock.runFor(20_000)
    assert.equal(at.asked(), 0)
  }),
)

test('a page that waits for a phone is asked for again by the browser itself where scripts are off', here, () =>
  wait(
    async at => {
      await at.tab.waitForResponse(response => response.url() === AT, { timeout: 10_000 })
      assert.ok(at.shown() >= 2)
      assert.equal(at.asked(), 0)
      assert.equal(await at.tab.isVisible('.awaited .trouble'), false)
    },
    { javaScriptEnabled: false },
  ),
)
