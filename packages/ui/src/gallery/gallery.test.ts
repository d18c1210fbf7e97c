import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { assets } from '../assets.ts'
import { gallery } from './gallery.ts'

const chrome = '/usr/bin/chromium'
const skip = existsSync(chrome) ? false : `no Chromium at ${chrome}`
const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'"
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

describe('the components in a browser', { skip, timeout: 240_000 }, () => {
  let server: Server
  let browser: Browser
  let posts = 0
  const waited = { looks: 0, asked: 0, answer: '{"arrived":false}' }

  before(async () => {
    const pages = gallery('vi')
    const files = new Map(assets().map(asset => [asset.path, asset]))
    server = createServer((request, response) => {
      const url = request.url ?? ''
      const file = files.get(url)
      if (request.method === 'POST') posts += 1
      // A slow answer to a submission leaves time to press the button again.
      if (request.method === 'POST') return void setTimeout(() => response.writeHead(204).end(), 400)
      if (file) return void response.writeHead(200, { 'content-type': file.type }).end(file.body)
      if (url === '/ma-moi')
        return void response.end(JSON.stringify({ captchaId: 'y', picture: '/hinh-2', sound: '/nghe-2' }))
      if (url === '/cho/da-den') {
        waited.asked += 1
        return void response.end(waited.answer)
      }
      if (url === '/waiting') waited.looks += 1
      const page = pages[url.slice(1)]
      response.writeHead(page ? 200 : 404, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': policy,
      })
      response.end(page)
    })
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
    browser = await chromium.launch({ executablePath: chrome, args: quiet })
  })
  after(async () => {
    await browser.close()
    server.close()
  })

  async function open(name: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, ...options })
    const tab = await context.newPage()
    await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`)
    return tab
  }

  for (const width of [390, 1280]) {
    test(`axe finds nothing on any page at ${width} pixels`, async () => {
      const tab = await open('home', { viewport: { width, height: 800 } })
      for (const name of Object.keys(gallery('vi'))) {
        await tab.goto(new URL(name, tab.url()).href)
        const { violations } = await new AxeBuilder({ page: tab }).analyze()
        assert.deepEqual(
          violations.map(found => `${name}: ${found.help}`),
          [],
        )
      }
      await tab.context().close()
    })
  }

  test('nothing is wider than a small phone, a phone or a desktop', async () => {
    const tab = await open('home')
    for (const name of Object.keys(gallery('vi'))) {
      await tab.goto(new URL(name, tab.url()).href)
      for (const width of [320, 390, 1280]) {
        await tab.setViewportSize({ width, height: 800 })
        assert.equal(
          await tab.evaluate('document.documentElement.scrollWidth <= innerWidth'),
          true,
          `${name} at ${width}`,
        )
      }
    }
    await tab.context().close()
  })

  test('a page breaks no rule of the content policy', async () => {
    const context = await browser.newContext()
    const tab = await context.newPage()
    const complaints: string[] = []
    tab.on('console', message => message.text().includes('Content Security Policy') && complaints.push(message.text()))
    tab.on('pageerror', error => complaints.push(error.message))
    for (const name of ['home', 'sign-in', 'otp', 'waiting', 'papers', 'lab']) {
      await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`)
    }
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('what was refused has the focus, and its lines lead to their fields', async () => {
    const tab = await open('register')
    assert.equal(await tab.evaluate('document.activeElement.className'), 'summary')
    await tab.click('.summary a')
    assert.equal(await tab.evaluate('document.activeElement.id'), 'idNumber')
    await tab.context().close()
  })

  test('the OTP takes a pasted code with spaces, and no letters', async () => {
    const tab = await open('otp')
    await tab.fill('#otp', ' 471 902 ')
    assert.equal(await tab.inputValue('#otp'), '471902')
    await tab.fill('#otp', '4a7')
    assert.equal(await tab.inputValue('#otp'), '47')
    await tab.context().close()
  })

  test('a form pressed twice is sent once, and its button says so', async () => {
    const tab = await open('otp')
    const before = posts
    await tab.click('form .primary', { noWaitAfter: true })
    await tab.waitForFunction("document.querySelector('form .primary').disabled")
    assert.equal(await tab.innerText('form .primary'), 'Đang gửi…')
    // Enter in a field would submit again, although the button rests.
    await tab.evaluate("document.querySelector('main form').requestSubmit()")
    await tab.waitForTimeout(600)
    assert.equal(posts - before, 1)
    await tab.context().close()
  })

  test('a resend rests until its countdown ends', async () => {
    const tab = await open('otp')
    assert.equal(await tab.isDisabled('#resend'), true)
    await tab.clock.install()
    await tab.reload()
    await tab.clock.fastForward('00:39')
    await tab.waitForFunction("!document.querySelector('#resend').disabled")
    assert.match(await tab.innerText('[data-enables=resend]'), /Bạn có thể gửi lại OTP/)
    await tab.context().close()
  })

  test('password rules are ticked while one types, and the password can be looked at', async () => {
    const tab = await open('password')
    const met = () => tab.$$eval('#password-rules .met', lines => lines.map(line => line.getAttribute('data-rule')))
    await tab.fill('#password', 'senhong1')
    assert.deepEqual(await met(), ['length', 'lower', 'digit', 'name'])
    await tab.fill('#password', 'Sen#030190004517')
    assert.deepEqual(await met(), ['length', 'lower', 'upper', 'digit', 'special'])
    await tab.click('.reveal')
    assert.equal(await tab.getAttribute('#password', 'type'), 'text')
    await tab.context().close()
  })

  test('what is written is counted, and heard only near the end', async () => {
    const tab = await open('papers')
    const line = () => tab.innerText('.written span[aria-hidden]')
    assert.equal(await line(), '0/40 ký tự')
    await tab.fill('#statement', '  👍 tốt\n')
    assert.equal(await line(), '5/40 ký tự')
    await tab.fill('#statement', 'x'.repeat(41))
    assert.equal(await line(), '41/40 ký tự')
    assert.equal(await tab.isVisible('.written.over'), true)
    await tab.locator('.written [role=status]', { hasText: '41/40 ký tự' }).waitFor({ state: 'attached' })
    await tab.context().close()
  })

  test('a file that is too large is not chosen, and named', async () => {
    const tab = await open('papers')
    const file = (name: string, bytes: number) => ({ name, mimeType: 'application/pdf', buffer: Buffer.alloc(bytes) })
    await tab.setInputFiles('#attachments', [file('vừa.pdf', 1000), file('$&<b>.pdf', 1001)])
    assert.match(await tab.innerText('[data-refused-of]'), /chưa được chọn: \$&<b>\.pdf\./)
    assert.equal(await tab.inputValue('#attachments'), '')
    await tab.setInputFiles('#attachments', [file('vừa.pdf', 1000)])
    assert.equal(await tab.isVisible('[data-refused-of]'), false)
    await tab.context().close()
  })

  test('a page is printed by its button, which is not there without scripts', async () => {
    const tab = await open('papers')
    await tab.evaluate('window.print = () => { window.printed = true }')
    await tab.click('[data-print]')
    assert.equal(await tab.evaluate('window.printed'), true)
    await tab.context().close()
    const plain = await open('papers', { javaScriptEnabled: false })
    for (const useless of ['[data-print]', '.written', '[data-refused-of]']) {
      assert.equal(await plain.isVisible(useless), false)
    }
    await plain.context().close()
  })

  test('another captcha comes without leaving the page, what was typed elsewhere stays', async () => {
    const tab = await open('register')
    await tab.fill('#name', 'Trần Văn Bình')
    await tab.click('[name=captcha_refresh]')
    await tab.waitForFunction("document.querySelector('[name=captchaId]').value === 'y'")
    assert.equal(await tab.getAttribute('.captcha img', 'src'), '/hinh-2')
    assert.equal(await tab.inputValue('#name'), 'Trần Văn Bình')
    await tab.context().close()
  })

  test('the account menu opens by keyboard, closes on Escape and gives the focus back', async () => {
    const tab = await open('account')
    await tab.focus('.account summary')
    await tab.keyboard.press('Enter')
    assert.equal(await tab.isVisible('.account .popup'), true)
    await tab.keyboard.press('Escape')
    assert.equal(await tab.isVisible('.account .popup'), false)
    assert.equal(await tab.evaluate("document.activeElement.closest('.account') !== null"), true)
    await tab.context().close()
  })

  test('without scripts the menu opens, the resend works and nothing useless is shown', async () => {
    const tab = await open('account', { javaScriptEnabled: false })
    await tab.click('.account summary')
    assert.equal(await tab.isVisible('.account .popup'), true)
    await tab.context().close()
    const otp = await open('otp', { javaScriptEnabled: false })
    assert.equal(await otp.isEnabled('#resend'), true)
    await otp.context().close()
    const password = await open('password', { javaScriptEnabled: false })
    assert.equal(await password.isVisible('.reveal'), false)
    await password.context().close()
  })

  /** The page that waits for a phone, its time in the test's hand. */
  async function openWaiting(): Promise<Page> {
    const tab = await open('home')
    await tab.clock.install()
    await tab.goto(new URL('waiting', tab.url()).href)
    Object.assign(waited, { asked: 0, answer: '{"arrived":false}' })
    return tab
  }

  /** Lets the page ask once more, and waits for the answer. */
  async function askOnce(tab: Page, seconds: string): Promise<void> {
    const answered = tab.waitForEvent('requestfinished', request => request.url().endsWith('/cho/da-den'))
    await tab.clock.fastForward(seconds)
    await answered
  }

  test('what a phone answers is asked for, and the page goes on by itself without staying in the history', async () => {
    const tab = await openWaiting()
    await askOnce(tab, '00:03')
    waited.answer = '{"arrived":true}'
    await askOnce(tab, '00:02')
    await tab.waitForURL('**/otp')
    assert.equal(waited.asked, 2)
    await tab.goBack()
    assert.match(tab.url(), /\/home$/)
    await tab.context().close()
  })

  test('a page is not taken from whoever types in it, until they have left the field', async () => {
    const tab = await openWaiting()
    await tab.evaluate("document.querySelector('main form').append(document.createElement('textarea'))")
    await tab.focus('textarea')
    waited.answer = '{"arrived":true}'
    await askOnce(tab, '00:03')
    await askOnce(tab, '00:02')
    assert.match(tab.url(), /\/waiting$/)
    await tab.evaluate('document.activeElement.blur()')
    await askOnce(tab, '00:02')
    await tab.waitForURL('**/otp')
    await tab.context().close()
  })

  test('that nobody answers is said the second time, also to those who hear, and taken back', async () => {
    const tab = await openWaiting()
    waited.answer = 'no answer'
    await askOnce(tab, '00:03')
    assert.equal(await tab.isVisible('.trouble'), false)
    await askOnce(tab, '00:02')
    await tab.locator('.trouble').waitFor()
    assert.match(await tab.locator('.awaited > [role=status]').innerText(), /mất kết nối/)
    waited.answer = '{"arrived":false}'
    await askOnce(tab, '00:02')
    await tab.locator('.trouble').waitFor({ state: 'hidden' })
    await tab.context().close()
  })

  test('the time a phone is given runs down to its end', async () => {
    const tab = await openWaiting()
    const bar = () => tab.$eval('.awaited progress', one => (one as HTMLProgressElement).value)
    const before = await bar()
    await tab.clock.runFor('00:30')
    assert.ok((await bar()) < before)
    assert.match(await tab.innerText('.awaited .countdown'), /00:5\d/)
    await tab.clock.runFor('01:00')
    assert.equal(await bar(), 0)
    await tab.context().close()
  })

  test('without scripts the page that waits asks again by itself', async () => {
    const tab = await open('waiting', { javaScriptEnabled: false })
    const before = waited.looks
    await tab.waitForResponse(response => response.url().endsWith('/waiting'))
    assert.equal(waited.looks, before + 1)
    await tab.context().close()
  })

  test('a Vietnamese page fetches at most 60 kB of fonts', async () => {
    const context = await browser.newContext()
    const tab = await context.newPage()
    const sizes: number[] = []
    tab.on('response', async reply => {
      if (reply.url().endsWith('.woff2')) sizes.push((await reply.body()).length)
    })
    await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/account`)
    await tab.waitForLoadState('networkidle')
    assert.ok(sizes.length > 3)
    assert.ok(sizes.reduce((sum, size) => sum + size, 0) <= 60_000)
    await context.close()
  })
})
