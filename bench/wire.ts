import { type Asset, assets } from '@motcua/ui/assets.ts'
import type { BenchPortal } from './portal.ts'
import type { Row, Section } from './report.ts'

/** 1 kB is 1000 bytes, as on the wire. */
export function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`
}

/** What the sign-in page weighs for a browser that has nothing yet. */
export async function wire({ server }: BenchPortal): Promise<Section> {
  const headers = { 'accept-encoding': 'br', accept: 'text/html' }
  const page = await server.inject({ url: '/dang-nhap', headers })
  const linked = assets().filter(({ path }) => page.body.includes(path))
  const of = (end: string, among = linked) => among.filter(({ path }) => path.endsWith(end))
  const drawn = drawnBy(of('.css'))
  const fonts = of('.woff2', assets())
  const whole = page.rawPayload.length + sent([...of('.css'), ...of('.js'), ...drawn])
  const rows: Row[] = [
    { what: 'Sign-in page, all but fonts', measured: kilobytes(whole), goal: '≤ 20 kB' },
    { what: 'of it the page itself', measured: kilobytes(page.rawPayload.length) },
    { what: 'of it styles', measured: ofBoth(of('.css')), goal: '< 30 kB' },
    { what: 'of it scripts', measured: ofBoth(of('.js')), goal: '< 15 kB' },
    { what: `of it drawings the styles name (${drawn.length})`, measured: kilobytes(sent(drawn)) },
    { what: 'All fonts together; a page takes some of them', measured: kilobytes(sent(fonts)), goal: '≤ 60 kB' },
    { what: 'All scripts of the portals', measured: ofBoth(of('.js', assets())), goal: '< 15 kB' },
  ]
  return { title: 'Over the wire', about: 'Bodies as sent, with brotli where the server has it; no headers.', rows }
}

/** Every drawing a style sheet names counts, although a page may show fewer. */
function drawnBy(sheets: Asset[]): Asset[] {
  const text = sheets.map(({ body }) => body.toString()).join('')
  return assets().filter(({ path }) => path.endsWith('.svg') && text.includes(path))
}

const sent = (files: Asset[]) => files.reduce((sum, { brotli }) => sum + brotli.length, 0)
const ofBoth = (files: Asset[]) =>
  `${kilobytes(sent(files))} (${kilobytes(files.reduce((sum, { body }) => sum + body.length, 0))} unpacked)`
