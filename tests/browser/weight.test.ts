import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stage } from './stage.ts'
import type { Visit } from './visit.ts'

const { world, act } = stage()

type Kind = 'Document' | 'Stylesheet' | 'Script' | 'Image' | 'Font' | 'Other'
/** Bytes of one page by kind: over the wire with headers, and unpacked. */
type Weight = { wire: Map<Kind, number>; unpacked: Map<Kind, number> }

async function weigh({ page, context }: Visit, url: string): Promise<Weight> {
  const weight: Weight = { wire: new Map(), unpacked: new Map() }
  const kinds = new Map<string, Kind>()
  const cdp = await context.newCDPSession(page)
  await cdp.send('Network.enable')
  const add = (to: Map<Kind, number>, id: string, bytes: number) => {
    const kind = kinds.get(id) ?? 'Other'
    to.set(kind, (to.get(kind) ?? 0) + bytes)
  }
  cdp.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type as Kind))
  cdp.on('Network.dataReceived', ({ requestId, dataLength }) => add(weight.unpacked, requestId, dataLength))
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    add(weight.wire, requestId, encodedDataLength),
  )
  await page.goto(url, { waitUntil: 'networkidle' })
  return weight
}

const kilobytes = (n: number) => n * 1000

test('the login page weighs at most 20 kB over the wire without fonts, and its fonts at most 60 kB', async () => {
  await act({ size: 'phone' }, async at => {
    const { wire } = await weigh(at, `${world().national}/dang-nhap`)
    const fonts = wire.get('Font') ?? 0
    const rest = [...wire.values()].reduce((sum, bytes) => sum + bytes, 0) - fonts
    assert.ok(rest > kilobytes(3) && rest <= kilobytes(20), `${rest} bytes`)
    assert.ok(fonts > kilobytes(10) && fonts <= kilobytes(60), `${fonts} bytes of fonts`)
  })
})

const pages = [
  '/',
  '/dang-ky/thue-bao-di-dong',
  '/dang-nhap',
  '/dang-nhap/passkey',
  '/thu-tuc?tinh=30&huyen=288&xa=10534&dongy=1',
]
for (const path of pages) {
  test(`${path} needs less than 15 kB of scripts and 30 kB of styles, unpacked`, async () => {
    await act({ size: 'desktop' }, async at => {
      const { unpacked } = await weigh(at, world().national + path)
      const [scripts = 0, styles = 0] = [unpacked.get('Script'), unpacked.get('Stylesheet')]
      assert.ok(scripts > 0 && scripts < kilobytes(15), `${scripts} bytes of scripts`)
      assert.ok(styles > 0 && styles < kilobytes(30), `${styles} bytes of styles`)
    })
  })
}
