import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { until } from '../until.ts'
import { agentStage, type Behaviour, deadPort, honest, NONCE, type StandIn, standIn, TOKEN } from './agent-stage.ts'
import { sizes } from './visit.ts'

const { site, open } = agentStage()
const patience = 20_000
const answersWithin = 12_000

const sign = (page: Page) => page.getByRole('button', { name: 'Ký', exact: true }).click()
const told = (page: Page, words: string) => page.locator('main [role=status]').getByText(words).waitFor()
const sent = () => until(async () => site.sent.length > 0 && site.sent, patience)

/** The agent's window, opened by a press. */
async function windowOf(page: Page): Promise<Page> {
  const [popup] = await Promise.all([page.waitForEvent('popup'), sign(page)])
  return popup
}

async function closed(page: Page): Promise<void> {
  await until(async () => page.context().pages().length === 1, patience)
}

/** With a stand-in behind its only port. */
async function before(behaviour: Behaviour | string, doing: (page: Page, agent: StandIn) => Promise<void>) {
  return within({ answersWithin, behaviour }, doing)
}

type Within = { answersWithin?: number; behaviour: Behaviour | string }

async function within({ behaviour, ...rest }: Within, doing: (page: Page, agent: StandIn) => Promise<void>) {
  const agent = await standIn(behaviour)
  const page = await open({ ports: [agent.port], ...rest })
  try {
    await doing(page, agent)
  } finally {
    await page.context().close()
    await agent.close()
  }
}

test('the agent is asked once, and the form is sent with its token', async () => {
  await before(honest, async (page, agent) => {
    await sign(page)
    const [fields] = await sent()
    assert.deepEqual(JSON.parse(fields?.token ?? ''), TOKEN)
    await closed(page)
    const asked = agent.heard.filter(({ type }) => type === 'authenticate')
    assert.equal(asked.length, 1)
    assert.deepEqual({ ...asked[0], exchange: '' }, { ...asked[0], nonce: NONCE, purpose: 'sign-in', exchange: '' })
    assert.equal(new Set(agent.heard.map(({ exchange }) => exchange)).size, 1)
  })
})

test('an agent at a later port is found', async () => {
  const agent = await standIn()
  const page = await open({ ports: [await deadPort(), await deadPort(), agent.port], answersWithin })
  await sign(page)
  await sent()
  await page.context().close()
  await agent.close()
})

test('where no agent answers it is told in place by itself, with the download, and may be tried again', async () => {
  const page = await open({ ports: [await deadPort(), await deadPort()] })
  await sign(page)
  await page.getByRole('button', { name: 'Đang chờ công cụ ký…' }).waitFor()
  await told(page, 'Chưa thấy công cụ ký điện tử')
  await closed(page)
  const link = page.getByRole('link', { name: /^Tải cho/ })
  assert.equal(await link.getAttribute('href'), '/cong-cu-ky?he=linux')
  assert.ok(await page.getByRole('button', { name: 'Ký', exact: true }).isEnabled())
  const agent = await standIn()
  await page.getByText('Cổng khác').click()
  await page.getByLabel('Cổng của công cụ ký').fill(String(agent.port))
  await page.getByRole('button', { name: 'Thử lại' }).click()
  await sent()
  await page.context().close()
  await agent.close()
})

test('a port of one’s own is remembered in this tab, and one that is none is told', async () => {
  const agent = await standIn()
  const page = await open({ ports: [await deadPort()], answersWithin })
  await page.getByText('Cổng khác').click()
  for (const wrong of ['80', '70000', 'x']) {
    await page.getByLabel('Cổng của công cụ ký').fill(wrong)
    await sign(page)
    await told(page, 'Số cổng chưa đúng')
  }
  await page.getByLabel('Cổng của công cụ ký').fill(String(agent.port))
  await sign(page)
  await sent()
  await page.waitForLoadState()
  assert.equal(await page.locator('#agent-port').inputValue(), String(agent.port))
  await page.context().close()
  await agent.close()
})

test('an older agent is asked for nothing', async () => {
  const older: Behaviour = ({ say }) => say({ type: 'ready', version: '0.99.9' })
  await before(older, async (page, agent) => {
    await sign(page)
    await told(page, 'Cần cập nhật công cụ ký')
    await closed(page)
    assert.ok(agent.heard.length > 0)
    assert.ok(agent.heard.every(({ type }) => type === 'hello'))
  })
})

test('a window that the browser blocks is told, with what to do', async () => {
  const page = await open({ ports: [await deadPort()] })
  await page.evaluate(() => {
    window.open = () => null
  })
  await sign(page)
  await told(page, 'Trình duyệt đã chặn cửa sổ công cụ ký')
  await page.context().close()
})

const silent: Behaviour = ({ message, say }) => message.type === 'hello' && say({ type: 'ready', version: '1.0.0' })

test('whoever closes the agent’s window, or presses Hủy, has cancelled, and may try again', async () => {
  await before(silent, async page => {
    const popup = await windowOf(page)
    await told(page, 'Chọn chứng thư và nhập mã PIN')
    await popup.close()
    await told(page, 'Bạn đã hủy')
    await windowOf(page)
    await told(page, 'Chọn chứng thư và nhập mã PIN')
    await page.getByRole('button', { name: 'Hủy' }).click()
    await told(page, 'Bạn đã hủy')
    await closed(page)
    assert.deepEqual(site.sent, [])
  })
})

/** Without a token the first time, with one the next. */
const pluggedInLater: Behaviour = ({ message, say, token }) => {
  if (message.type === 'hello') return say({ type: 'ready', version: '1.0.0' })
  const isThere = localStorage.getItem('plugged') !== null
  localStorage.setItem('plugged', 'yes')
  return say(isThere ? { type: 'authenticated', token } : { type: 'failed', reason: 'no-token' })
}

test('where the agent sees no token, the driver is explained, and the same page tries again', async () => {
  await before(pluggedInLater, async (page, agent) => {
    await sign(page)
    await told(page, 'Máy chưa nhận USB ký số')
    await page.locator('[data-trouble=no-token]').getByText('Setup').waitFor()
    assert.deepEqual(site.sent, [])
    await page.getByRole('button', { name: 'Thử lại' }).click()
    await sent()
    assert.equal(new Set(agent.heard.map(({ exchange }) => exchange)).size, 2)
  })
})

const hostile: Record<string, Behaviour> = {
  'answers for another exchange': ({ say }) => say({ type: 'ready', version: '1.0.0', exchange: 'x'.repeat(20) }),
  'speaks another protocol': ({ say }) => say({ type: 'ready', version: '1.0.0', protocol: 'motcua-agent/2' }),
  'says a version that is none': ({ say }) => say({ type: 'ready', version: '1.0.0-<b>' }),
  'gives a token before it is asked': ({ say, token }) => say({ type: 'authenticated', token }),
}
for (const [does, behaviour] of Object.entries(hostile)) {
  test(`a page that ${does} is no agent`, async () => {
    await within({ behaviour }, async (page, agent) => {
      await sign(page)
      await told(page, 'Chưa thấy công cụ ký điện tử')
      assert.ok(agent.heard.length > 0 && agent.heard.every(({ type }) => type === 'hello'))
      assert.deepEqual(site.sent, [])
    })
  })
}

/** Says all that an agent says, of the exchange that its address names. */
const KNOWING = `
  const { exchange, protocol } = JSON.parse(decodeURIComponent(location.hash.slice(1)))
  const say = message => (opener ?? parent.opener).postMessage({ protocol, exchange, ...message }, '*')
  setInterval(() => {
    say({ type: 'ready', version: '1.0.0' })
    say({ type: 'authenticated', token: ${JSON.stringify(TOKEN)} })
  }, 50)`
const IN_ITS_WINDOW = 'location.href = address'
const IN_A_FRAME = "document.documentElement.append(Object.assign(document.createElement('iframe'), { src: address }))"

/** Betrays the exchange it is asked in to another page, and leads there. */
const handsOver = (at: string, how: string) => `
  if (location.hash) {${KNOWING}}
  else addEventListener('message', ({ data }) => {
    const address = ${at} + '#' + encodeURIComponent(JSON.stringify(data))
    ${how}
  }, { once: true })`

test('another page that knows the exchange is not believed: at another port, or in another window than the agent’s', async () => {
  const knowing = await standIn(KNOWING)
  const another = `'http://127.0.0.1:${knowing.port}/'`
  for (const [at, how] of [
    [another, IN_ITS_WINDOW],
    [another, IN_A_FRAME],
    ["location.origin + '/frame'", IN_A_FRAME],
  ] as const) {
    await within({ behaviour: handsOver(at, how) }, async page => {
      await sign(page)
      await told(page, 'Chưa thấy công cụ ký điện tử')
      assert.deepEqual(site.sent, [])
    })
  }
  await knowing.close()
})

test('answers of a wrong shape are dropped, and of two answers the first is taken', async () => {
  const talkative: Behaviour = ({ message, say, token }) => {
    if (message.type === 'hello') {
      say({ type: 'ready', version: '1.0.0' })
      say({ type: 'ready', version: '1.0.0' })
      return
    }
    for (const wrong of [undefined, null, 'x', {}, { ...token, signature: 1 }, { ...token, x: 'x'.repeat(40_000) }])
      say({ type: 'authenticated', token: wrong })
    say({ type: 'failed', reason: 'constructor' })
    say({ type: 'authenticated', token })
    say({ type: 'authenticated', token: { ...token, signature: 'second' } })
  }
  await before(talkative, async (page, agent) => {
    await sign(page)
    await sent()
    await closed(page)
    await page.waitForLoadState('networkidle')
    assert.deepEqual(site.sent, [{ token: JSON.stringify(TOKEN) }])
    assert.equal(agent.heard.filter(({ type }) => type === 'authenticate').length, 1)
  })
})

test('a page that waited longer than its nonce holds says so, and asks for another one', async () => {
  const page = await open({ ports: [await deadPort()], timeout: 10_300 })
  await told(page, 'Đã hết thời gian chờ')
  await page.getByRole('button', { name: 'Thử lại' }).click()
  const [fields] = await sent()
  assert.equal(fields?.action, 'again')
  assert.equal(fields?.token, '')
  await page.context().close()
})

test('phones are told that a computer is needed', async () => {
  const userAgent = 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36'
  const page = await open({ ports: [await deadPort()] }, { ...sizes.phone, userAgent })
  await told(page, 'Cần máy tính')
  assert.ok(await page.getByRole('button', { name: 'Ký', exact: true }).isDisabled())
  await page.context().close()
})

test('without scripts the page says that they are needed', async () => {
  const page = await open({ ports: [await deadPort()] }, { javaScriptEnabled: false })
  await page.getByText(/USB ký số cần JavaScript/).waitFor()
  await page.context().close()
})
