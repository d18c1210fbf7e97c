import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { archFile, boxFile, friezeFile, gateFile } from './ornament.ts'

export type Asset = { path: string; type: string; body: Buffer; readonly brotli: Buffer; etag: string }

/** Every static file of the portals, read once; its address changes with its content, so it may be cached for ever. */
export function assets(): Asset[] {
  return [...files.values()]
}

/** The address of a static file by its name, such as `styles.css`. An unknown name is a bug. */
export function assetUrl(name: string): string {
  const file = files.get(name)
  if (file === undefined) throw new TypeError(`no asset ${name}`)
  return file.path
}

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
}

const files = new Map<string, Asset>()
const here = import.meta.dirname
const drawn = {
  'gate.svg': gateFile(),
  'frieze.svg': friezeFile(),
  'arch.svg': archFile(),
  'box.svg': boxFile(1),
  'box-thick.svg': boxFile(2),
}
for (const [name, drawing] of Object.entries(drawn)) add(name, Buffer.from(drawing))
for (const folder of ['fonts', 'scripts'] as const) {
  const source = join(here, folder)
  for (const name of readdirSync(source).filter(file => /\.(woff2|js)$/.test(file))) {
    add(name, readFileSync(join(source, name)))
  }
}
// Last, because it names the others by their addresses.
add('styles.css', Buffer.from(styles('styles')))
add('home.css', Buffer.from(styles('styles/home')))
add('lab.css', Buffer.from(styles('styles/lab')))
add('awaited.css', Buffer.from(styles('styles/awaited')))
add('account.css', Buffer.from(styles('styles/account')))
add('papers.css', Buffer.from(styles('styles/papers')))

function add(name: string, body: Buffer): void {
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 8)
  const type = types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
  const asset = { path: `/giao-dien/${hash}/${name}`, type, body, etag: `"${hash}"` }
  files.set(name, name.endsWith('.woff2') ? { ...asset, brotli: body } : packedLater(asset))
}

/** Packed when first asked for: doing it for every file takes a tenth of each process's start. */
function packedLater(asset: Omit<Asset, 'brotli'>): Asset {
  const { body } = asset
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } }
  let packed: Buffer | undefined
  return {
    ...asset,
    get brotli() {
      packed ??= brotliCompressSync(body, options)
      return packed
    },
  }
}

/** The style sheets in the order of their names, `asset(name)` replaced by addresses, comments and indents left out. */
function styles(from: string): string {
  const folder = join(here, from)
  const source = readdirSync(folder)
    .filter(name => name.endsWith('.css'))
    .sort()
    .map(name => readFileSync(join(folder, name), 'utf8'))
  return source
    .join('')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/\s*([{};])\s*/g, '$1')
    .replace(/([:,]) /g, '$1')
    .replaceAll(';}', '}')
    .replace(/(?<=[ :,(])0\.(?=\d)/g, '.')
    .replaceAll(' > ', '>')
    .replace(/url\("asset:([^"]+)"\)/g, (_, name: string) => `url(${assetUrl(name)})`)
}
