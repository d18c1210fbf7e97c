import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { captchaAlphabet } from './alphabet.ts'
import { seededDraw } from './draw.ts'
import { outlineOf } from './outlines.ts'
import { captchaPicture } from './picture.ts'

const anyDraw = () => seededDraw(randomBytes(16), 'picture')
const texts = ['245678', '9hkmrt', 'mmmmmm', 'hhhhhh', 'x2x2x2', '444444']
const many = texts.flatMap(text => Array.from({ length: 20 }, () => ({ text, svg: captchaPicture(text, anyDraw()) })))

test('a picture is one rectangle and one path of straight pieces, and nothing that carries text', () => {
  for (const { text, svg } of many) {
    assert.deepEqual(svg.match(/<[a-z]+/g), ['<svg', '<rect', '<path'])
    assert.match(svg, / d="(M[\d.]+ [\d.]+(L[\d.]+ [\d.]+)+Z)+"\/><\/svg>$/)
    assert.ok(!svg.includes(text))
  }
})

test('nothing of a picture lies outside its 200 × 60 pixels', () => {
  for (const { svg } of many) {
    assert.match(svg, /width="200" height="60" viewBox="0 0 200 60"/)
    const points = [...svg.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const)
    assert.ok(points.length > 100)
    assert.ok(points.every(([x, y]) => x >= 0 && x <= 200 && y >= 0 && y <= 60))
  }
})

test('ink and surface differ by at least 4.5 : 1 (WCAG 2.2, 1.4.3)', () => {
  const [surface = '', ink = ''] = [...(many[0]?.svg ?? '').matchAll(/fill="(#\w{6})"/g)].map(([, colour]) => colour)
  assert.ok((luminance(surface) + 0.05) / (luminance(ink) + 0.05) >= 4.5)
})

test('neither the number nor the order of strokes tells the text: the same text is drawn otherwise each time', () => {
  const drawn = many.filter(({ text }) => text === '245678').map(({ svg }) => svg)
  assert.equal(new Set(drawn.map(svg => svg.split('L').length)).size > 8, true)
  const shapes = drawn.map(svg =>
    svg
      .split('Z')
      .map(contour => contour.split('L').length)
      .join(),
  )
  assert.equal(new Set(shapes).size, drawn.length)
})

test('the text decides the picture: with the same chances another text looks different', () => {
  const seed = randomBytes(16)
  const drawn = texts.map(text => captchaPicture(text, seededDraw(seed, 'picture')))
  assert.equal(new Set(drawn).size, texts.length)
})

test('a picture stays under 12 kB', () => {
  for (const { svg } of many) assert.ok(svg.length < 12_000)
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

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => {
    const level = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
