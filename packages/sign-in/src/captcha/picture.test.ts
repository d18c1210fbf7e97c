import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { crc32, inflateSync } from 'node:zlib'
import { captchaAlphabet } from './alphabet.ts'
import { seededDraw } from './draw.ts'
import { outlineOf } from './outlines.ts'
import { captchaPicture } from './picture.ts'
import { raster } from './raster.ts'

const anyDraw = () => seededDraw(randomBytes(16), 'picture')
const texts = ['245678', '9hkmrt', 'mmmmmm', 'hhhhhh', 'x2x2x2', '444444']
const many = texts.flatMap(text => Array.from({ length: 20 }, () => ({ png: captchaPicture(text, anyDraw()) })))

/** The parts of a PNG file, its checksums verified, with its pixels as indexes into the palette. */
function read(png: Buffer) {
  assert.equal(png.toString('latin1', 0, 8), '\x89PNG\r\n\x1a\n')
  const parts: Record<string, Buffer> = {}
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    const body = png.subarray(at + 4, at + 8 + length)
    assert.equal(png.readUInt32BE(at + 8 + length), crc32(body))
    parts[body.toString('latin1', 0, 4)] = body.subarray(4)
    at += 12 + length
  }
  const { IHDR = Buffer.alloc(13), PLTE = Buffer.alloc(0), IDAT = Buffer.alloc(0) } = parts
  const [width, height] = [IHDR.readUInt32BE(0), IHDR.readUInt32BE(4)]
  const lines = inflateSync(IDAT)
  assert.equal(lines.length, height * (width / 2 + 1))
  const pixels = [...lines].flatMap((byte, at) => (at % (width / 2 + 1) === 0 ? [] : [byte >> 4, byte & 15]))
  return { names: Object.keys(parts), width, height, palette: PLTE, pixels }
}

test('a picture is a PNG of pixels and nothing else, 450 × 120 of them', () => {
  for (const { png } of many) {
    const { names, width, height, pixels, palette } = read(png)
    assert.deepEqual(names, ['IHDR', 'PLTE', 'IDAT', 'IEND'])
    assert.deepEqual([width, height, pixels.length], [450, 120, 54_000])
    assert.ok(pixels.every(pixel => pixel < palette.length / 3))
  }
})

test('most of the paper stays white', () => {
  for (const { png } of many) {
    const inked = read(png).pixels.filter(ink => ink > 0).length / 54_000
    assert.ok(inked > 0.06 && inked < 0.35, String(inked))
  }
})

test('ink and surface differ by at least 4.5 : 1 (WCAG 2.2, 1.4.3)', () => {
  const { palette } = read(captchaPicture('245678', anyDraw()))
  const [surface, ink] = [palette.subarray(0, 3), palette.subarray(-3)]
  assert.ok((luminance(surface) + 0.05) / (luminance(ink) + 0.05) >= 4.5)
})

test('the same text is drawn otherwise each time, and with the same chances another text looks different', () => {
  assert.equal(new Set(many.map(({ png }) => png.toString('base64'))).size, many.length)
  const seed = randomBytes(16)
  const drawn = texts.map(text => captchaPicture(text, seededDraw(seed, 'picture')).toString('base64'))
  assert.equal(new Set(drawn).size, texts.length)
})

test('a picture stays under 6 kB', () => {
  for (const { png } of many) assert.ok(png.length < 6_000, String(png.length))
})

test('what is filled is inked, holes stay paper, ink can be taken away, and nothing is drawn outside', () => {
  const square = (from: number, to: number) => [
    ...[from, to].map(x => ({ x, y: from })),
    ...[to, from].map(x => ({ x, y: to })),
  ]
  const sheet = raster({ width: 6, height: 6, scale: 1 })
  sheet.fill([square(1, 5), square(2, 4).reverse()], 1)
  const ring = ['000000', '044440', '040040', '040040', '044440', '000000']
  const shown = () => Buffer.from(sheet.pixels()).toString('hex').replace(/.(.)/g, '$1').match(/.{6}/g)
  assert.deepEqual(shown(), ring)
  sheet.fill([square(-9, 2)], 0)
  assert.deepEqual(shown(), ['000000', '004440', '040040', '040040', '044440', '000000'])
  sheet.fill([square(-9, 99)], 1)
  assert.deepEqual(shown(), Array(6).fill('444444'))
})

test('an edge within a pixel shades it', () => {
  const sheet = raster({ width: 2, height: 1, scale: 1 })
  sheet.fill([[0, 1.5].flatMap((x, at) => [at, 1 - at].map(y => ({ x, y })))], 1)
  assert.deepEqual([...sheet.pixels()], [4, 2])
})

test('every character has a shape of its own, large enough to read and small enough to fit', () => {
  const shapes = [...captchaAlphabet].map(character => {
    const points = outlineOf(character).flat()
    const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)]
    const [wide, high] = [Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)]
    assert.ok(wide > 8 && wide < 34 && high > 18 && high < 37, `${character}: ${wide} × ${high}`)
    return JSON.stringify(points)
  })
  assert.equal(new Set(shapes).size, captchaAlphabet.length)
})

test('4, 6 and 9 keep one hole and 8 two, so that they can be told from each other', () => {
  const holes = Object.fromEntries([...captchaAlphabet].map(character => [character, outlineOf(character).length - 1]))
  assert.deepEqual(holes, { 2: 0, 4: 1, 5: 0, 6: 1, 7: 0, 8: 2, 9: 1, h: 0, k: 0, m: 0, r: 0, t: 0, x: 0 })
})

test('a character that the font lacks is an exception, not an empty picture', () => {
  assert.throws(() => captchaPicture('\u{10ffff}', anyDraw()))
})

function luminance(colour: Buffer): number {
  const [red = 0, green = 0, blue = 0] = [...colour].map(byte => {
    const level = byte / 255
    return level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
