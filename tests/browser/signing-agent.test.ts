import assert from 'node:assert/strict'
import { verify, X509Certificate } from 'node:crypto'
import { after, before, test } from 'node:test'
import AxeBuilder from '@axe-core/playwright'
import { agentOrigin } from '@motcua/contracts/agent.ts'
import { signedBytes } from '@motcua/contracts/authentication-token.ts'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import {
  authenticate,
  hello,
  NONCE,
  startTestAgent,
  type ToyToken,
  toyOffer,
  toyToken,
} from '../../apps/signing-agent/src/test-agent.ts'
import { temporaryFolder, testPair, testPkcs12 } from '../../apps/signing-agent/src/test-tokens.ts'
import { pkcs12Source } from '../../apps/signing-agent/src/token/pkcs12.ts'
import { openerAt, type Said, type TestSite, testSite } from './agent-site.ts'
import { startChromium } from './chromium.ts'

const PIN = '20-11-1982'
const folder = temporaryFolder(after)
const pair = testPair(folder, 'ha')
const path = testPkcs12(folder, 'ha', { pair, pin: PIN, options: ['-certpbe', 'NONE'] })

let browser: Browser
let site: TestSite
let hostile: TestSite
before(async () => {
  browser = await startChromium()
  site = await testSite('localhost')
  hostile = await testSite('127.0.0.1')
})
after(async () => {
  await browser.close()
  site.close()
  hostile.close()
})

/** A visit to an agent of its own, which offers the file, or else these tokens. */
async function visiting(work: (at: { context: BrowserContext; port: number; toy: ToyToken }) => Promise<void>) {
  const toy = toyToken()
  const agent = await startTestAgent(temporaryFolder(after), [toy, pkcs12Source(path, () => new Date())])
  const context = await browser.newContext({ locale: 'vi-VN' })
  context.setDefaultTimeout(20_000)
  try {
    await work({ context, port: agent.port, toy })
  } finally {
    await context.close()
    await agent.close()
  }
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

async function throughTo(window: Page, step: 'list' | 'pin'): Promise<void> {
  await press(window, 'Cho phép')
  await window.getByRole('heading', { name: 'Chọn chứng thư số' }).waitFor()
  if (step === 'list') return
  await press(window, 'OK')
  await window.getByLabel('Mã PIN', { exact: true }).waitFor()
}

function isSignedFor({ token }: Said, origin: string, nonce = NONCE): boolean {
  if (!token) return false
  const { publicKey } = new X509Certificate(Buffer.from(token.unverifiedCertificate, 'base64'))
  return verify('sha256', signedBytes({ origin, nonce }, 'RS256'), publicKey, Buffer.from(token.signature, 'base64'))
}

test('a site is let in once, gets what was signed for it, and the window closes itself', () =>
  visiting(async ({ context, port }) => {
    const opener = await openerAt(context, site, port)
    const window = await opener.open()
    assert.ok(await window.getByText(new URL(site.origin).host).first().isVisible())
    await throughTo(window, 'pin')
    await window.getByLabel('Mã PIN', { exact: true }).fill(PIN)
    const closed = window.waitForEvent('close')
    await press(window, 'Đăng nhập')
    const said = await opener.until('authenticated')
    assert.equal(said.from, agentOrigin(port))
    assert.ok(isSignedFor(said, site.origin))
    await closed
    const again = await (await openerAt(context, site, port)).open()
    await again.getByRole('heading', { name: 'Chọn chứng thư số' }).waitFor()
  }))

test('the PIN goes to the agent’s own address, in a body, and nowhere else', () =>
  visiting(async ({ context, port }) => {
    const requests: [string, string][] = []
    context.on('request', request => requests.push([request.url(), request.postData() ?? '']))
    const opener = await openerAt(context, site, port)
    const window = await opener.open()
    await throughTo(window, 'pin')
    await window.getByLabel('Mã PIN', { exact: true }).fill(PIN)
    await window.keyboard.press('Enter')
    await opener.until('authenticated')
    assert.deepEqual(
      requests.filter(([url, body]) => url.includes(PIN) || body.includes(PIN)).map(([url]) => url),
      [`${agentOrigin(port)}/api/sign-authentication`],
    )
    assert.ok(!JSON.stringify(await opener.heard()).includes(PIN))
  }))

test('a wrong PIN is said at the field, which is empty and has the focus; Escape tells the site', () =>
  visiting(async ({ context, port }) => {
    const opener = await openerAt(context, site, port)
    const window = await opener.open()
    await throughTo(window, 'pin')
    await window.keyboard.type('wrong')
    await window.keyboard.press('Enter')
    await window.getByText('Còn 4 lần').waitFor()
    assert.deepEqual(await window.evaluate(() => [document.activeElement?.id, document.querySelector('input')?.type]), [
      'pin',
      'hidden',
    ])
    assert.equal(await window.getByLabel('Mã PIN', { exact: true }).inputValue(), '')
    // The window may be gone before the key is up again.
    await window.keyboard.press('Escape').catch(() => undefined)
    assert.equal((await opener.until('failed')).reason, 'cancelled')
  }))

test('a second request in the same window is ignored: what is signed is what the person saw', () =>
  visiting(async ({ context, port }) => {
    const opener = await openerAt(context, site, port)
    const window = await opener.open([authenticate, { ...authenticate, nonce: 'm'.repeat(43), purpose: 'register' }])
    await throughTo(window, 'pin')
    await opener.post({ ...authenticate, nonce: 'o'.repeat(43) })
    await window.getByLabel('Mã PIN', { exact: true }).fill(PIN)
    await press(window, 'Đăng nhập')
    assert.ok(isSignedFor(await opener.until('authenticated'), site.origin))
  }))

test('what another window than the opener says is ignored', () =>
  visiting(async ({ context, port }) => {
    const opener = await openerAt(context, site, port)
    const window = await opener.open([])
    await opener.page.evaluate(
      ({ to, message }) => {
        const frame = document.body.appendChild(document.createElement('iframe'))
        Object.assign(frame.contentWindow as Window, { message, to })
        const script = frame.contentDocument?.createElement('script')
        if (script) script.textContent = 'parent.kept.agent.postMessage(message, to)'
        frame.contentDocument?.body.append(script as Node)
      },
      { to: agentOrigin(port), message: { ...authenticate, purpose: 'register' } },
    )
    await opener.post(authenticate)
    await window.getByRole('heading', { name: 'Cho phép trang này?' }).waitFor()
    assert.equal(await window.getByText('Đăng ký tài khoản').count(), 0)
  }))

test('an opener that became another site hears nothing of what was signed for the first', () =>
  visiting(async ({ context, port }) => {
    const [first, second] = [await testSite('localhost', 'unsafe-none'), await testSite('127.0.0.1', 'unsafe-none')]
    after(() => [first, second].forEach(each => void each.close()))
    const opener = await openerAt(context, first, port)
    const window = await opener.open()
    await throughTo(window, 'pin')
    // As a link would: what is typed into the address bar begins anew, without its windows.
    await opener.page.evaluate(address => location.assign(address), second.origin)
    await opener.page.waitForURL(`${second.origin}/`)
    await opener.page.evaluate(() => {
      const heard: unknown[] = []
      Object.assign(globalThis, { kept: { heard } })
      addEventListener('message', ({ data }) => heard.push(data))
    })
    await window.getByLabel('Mã PIN', { exact: true }).fill(PIN)
    await Promise.all([window.waitForEvent('close'), press(window, 'Đăng nhập')])
    assert.deepEqual(await opener.heard(), [])
  }))

test('a hostile site is named by its own address, asks to be let in itself, and cannot borrow another’s', () =>
  visiting(async ({ context, port }) => {
    await throughTo(await (await openerAt(context, site, port)).open(), 'list')
    for (const page of context.pages()) await page.close()
    const opener = await openerAt(context, hostile, port)
    const window = await opener.open([{ ...authenticate, origin: site.origin }, authenticate])
    await opener.until('failed')
    await window.close()
    const other = await (await openerAt(context, hostile, port)).open()
    await other.getByRole('heading', { name: 'Cho phép trang này?' }).waitFor()
    assert.ok(await other.getByText(new URL(hostile.origin).host).first().isVisible())
  }))

test('a second window is told that the agent is busy', () =>
  visiting(async ({ context, port }) => {
    await throughTo(await (await openerAt(context, site, port)).open(), 'list')
    const second = await openerAt(context, site, port)
    const window = await second.open()
    assert.equal((await second.until('failed')).reason, 'busy')
    await window.getByRole('heading', { name: 'Công cụ đang phục vụ cửa sổ khác' }).waitFor()
  }))

test('a window that is closed by its cross frees the agent for the next', () =>
  visiting(async ({ context, port }) => {
    const window = await (await openerAt(context, site, port)).open()
    await throughTo(window, 'list')
    const closed = window.waitForEvent('close')
    await window.evaluate(() => void setTimeout(() => window.close()))
    await closed
    const next = await (await openerAt(context, site, port)).open()
    await next.getByRole('heading', { name: 'Chọn chứng thư số' }).waitFor()
  }))

test('a window that is loaded anew tells its site that it was cancelled', () =>
  visiting(async ({ context, port }) => {
    const opener = await openerAt(context, site, port)
    const window = await opener.open()
    await throughTo(window, 'list')
    await window.reload()
    assert.equal((await opener.until('failed')).reason, 'cancelled')
  }))

test('a page that frames the agent sees nothing in the frame', () =>
  visiting(async ({ context, port }) => {
    const page = await context.newPage()
    await page.goto(hostile.origin)
    const answer = page.waitForResponse(response => response.url().startsWith(agentOrigin(port)))
    await page.evaluate(
      address => {
        document.body.appendChild(document.createElement('iframe')).src = address
      },
      `${agentOrigin(port)}/connect`,
    )
    assert.equal((await answer).status(), 403)
  }))

test('a page of another site reads nothing of the agent, and a name of another address gets nothing', () =>
  visiting(async ({ context, port }) => {
    const page = await context.newPage()
    await page.goto(hostile.origin)
    const tried = await page.evaluate(
      async agent =>
        Promise.all(
          ['/connect', '/', '/page.js', '/api/hear'].map(path =>
            fetch(agent + path, { method: path.startsWith('/api') ? 'POST' : 'GET' }).then(
              () => 'read',
              () => 'refused',
            ),
          ),
        ),
      agentOrigin(port),
    )
    assert.deepEqual(new Set(tried), new Set(['refused']))
    assert.equal((await page.goto(`http://localhost:${port}/connect`))?.status(), 421)
  }))

test('opened by hand the page explains itself', () =>
  visiting(async ({ context, port }) => {
    const page = await context.newPage()
    await page.goto(`${agentOrigin(port)}/connect`)
    await page.getByRole('heading', { name: 'Công cụ đang chạy' }).waitFor()
  }))

test('a token that is plugged in appears by itself, and one that is pulled out is said to be', () =>
  visiting(async ({ context, port, toy }) => {
    const opener = await openerAt(context, site, port)
    const window = await opener.open()
    await throughTo(window, 'list')
    assert.equal(await window.getByText('USB: Thử').count(), 0)
    toy.offers = [toyOffer('a', pair.certificate, { label: 'Thử' })]
    await press(window, 'Tìm lại')
    await window.getByText('USB: Thử').click()
    await press(window, 'OK')
    toy.offers = []
    toy.next = { kind: 'removed' }
    await window.getByLabel('Mã PIN', { exact: true }).fill(PIN)
    await press(window, 'Đăng nhập')
    await window.getByText('USB đã bị rút ra').waitFor()
  }))

test('every screen keeps to WCAG 2.1 AA, at 320 px too', () =>
  visiting(async ({ context, port }) => {
    const opener = await openerAt(context, site, port)
    const window = await opener.open()
    await window.setViewportSize({ width: 320, height: 640 })
    const steps = [() => press(window, 'Cho phép'), () => press(window, 'OK'), async () => undefined]
    for (const next of steps) {
      await window.waitForFunction(() => document.querySelector('main')?.getAttribute('aria-busy') !== 'true')
      const { violations } = await new AxeBuilder({ page: window })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa'])
        .analyze()
      assert.deepEqual(
        violations.map(({ id }) => id),
        [],
      )
      assert.ok(await window.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
      await next()
      await window.waitForTimeout(200)
    }
  }))

test('hello alone, again and again, asks the person nothing', () =>
  visiting(async ({ context, port }) => {
    const opener = await openerAt(context, site, port)
    const window = await opener.open([hello, hello])
    assert.ok(await window.getByRole('heading', { name: 'Đang chờ trang web' }).isVisible())
  }))
