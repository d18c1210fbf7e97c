import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import { assets, assetUrl } from './assets.ts'
import { gallery } from './gallery/gallery.ts'

const byName = new Map(assets().map(asset => [asset.path.split('/').at(-1) ?? '', asset]))
const named = (name: string) => byName.get(name) ?? assert.fail(`no ${name}`)

test('the styles of any page stay under 30 kB before compression', () => {
  assert.ok(named('styles.css').body.length < 30_000, `${named('styles.css').body.length} bytes`)
})

test('the scripts of any page stay under 15 kB before compression', () => {
  const size = (name: string) => named(name).body.length
  const everywhere = ['page.js', 'fields.js']
  const others = [...byName.keys()].filter(name => name.endsWith('.js') && !everywhere.includes(name))
  assert.ok(others.length > 0)
  // No page does two of the things that have a script of their own.
  for (const name of others) assert.ok(size('page.js') + size('fields.js') + size(name) < 15_000, name)
})

test('all fonts together stay under 60 kB', () => {
  const fonts = assets().filter(asset => asset.type === 'font/woff2')
  assert.ok(fonts.length > 0)
  assert.ok(fonts.reduce((sum, font) => sum + font.body.length, 0) <= 60_000)
})

test('the sign-in page with all it fetches but fonts is at most 20 kB over the wire', () => {
  const page = gallery('vi')['sign-in'] ?? ''
  const named = page + assets().find(({ path }) => path.endsWith('/styles.css'))?.body
  const fetched = assets().filter(asset => asset.type !== 'font/woff2' && named.includes(asset.path))
  assert.ok(fetched.length > 5)
  const bytes = fetched.reduce((sum, asset) => sum + asset.brotli.length, brotliCompressSync(page).length)
  assert.ok(page.includes('name="captcha"') && bytes <= 20_000, `${bytes} bytes`)
})

test('an address names the content, so that it can be cached for ever', () => {
  for (const asset of assets()) {
    const hash = createHash('sha256').update(asset.body).digest('base64url').slice(0, 8)
    assert.match(asset.path, /^\/giao-dien\/[\w-]{8}\/[\w.-]+$/)
    assert.equal(asset.path.split('/')[2], hash)
    assert.equal(asset.etag, `"${hash}"`)
  }
  assert.equal(assetUrl('styles.css'), named('styles.css').path)
})

test('the compressed form is the same content', () => {
  for (const asset of assets().filter(one => one.type !== 'font/woff2')) {
    assert.deepEqual(brotliDecompressSync(asset.brotli), asset.body)
  }
})

test('styles fetch only files that exist, and nothing from elsewhere', () => {
  const paths = new Set(assets().map(asset => asset.path))
  for (const name of ['styles.css', 'lab.css']) {
    const css = named(name).body.toString()
    for (const [, url = ''] of css.matchAll(/url\(([^)]*)\)/g)) assert.ok(paths.has(url), url)
    assert.doesNotMatch(css, /@import|https?:|asset:/)
  }
})

test('a file nobody has is a bug', () => {
  assert.throws(() => assetUrl('../package.json'), /no asset/)
})
