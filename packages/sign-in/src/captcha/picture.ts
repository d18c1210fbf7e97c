import { between, type Draw, shuffled } from './draw.ts'
import { type Contour, outlineOf, type Point } from './outlines.ts'

const WIDTH = 200
const HEIGHT = 60
/** Of a glyph, so that two wide ones beside each other stay apart. */
const WIDEST = 25
/** Ink on surface of the portals' palette: 13.7 : 1, WCAG AA asks 4.5 : 1. */
const INK = '#1B2836'
const SURFACE = '#F6F5F3'

/**
 * An SVG of 200 × 60 pixels showing the text, distorted and crossed by lines. Needs no font. Everything is one path
 * of straight pieces in random order, so neither order, colour nor the number of commands tells a character.
 */
export function captchaPicture(text: string, draw: Draw): string {
  const wave = waved(draw)
  const glyphs = [...text].flatMap((character, index) => glyph({ character, index, of: text.length }, draw))
  const noise = [...Array.from({ length: 3 }, () => ribbon(draw)), ...Array.from({ length: 14 }, () => speck(draw))]
  const contours = [...glyphs.map(contour => contour.map(wave)), ...noise]
  const path = shuffled(draw, contours)
    .map(contour => pathOf(restarted(contour, draw)))
    .join('')
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">` +
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="${SURFACE}"/><path fill="${INK}" d="${path}"/></svg>`
  )
}

type Place = { character: string; index: number; of: number }

function glyph({ character, index, of }: Place, draw: Draw): Contour[] {
  const middle = {
    x: (WIDTH / (of + 0.6)) * (index + 0.8) + between(draw, -3, 3),
    y: HEIGHT / 2 + between(draw, -4, 4),
  }
  const turn = between(draw, -0.24, 0.24)
  const slant = between(draw, -0.2, 0.2)
  const outline = outlineOf(character)
  const [wide, high] = [Math.min(between(draw, 0.85, 1.1), WIDEST / widthOf(outline)), between(draw, 0.85, 1.1)]
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const placed = ({ x, y }: Point): Point => {
    const [sx, sy] = [x * wide + y * slant, y * high]
    return { x: middle.x + sx * cos - sy * sin, y: middle.y + sx * sin + sy * cos }
  }
  return outline.map(contour => resampled(contour.map(placed), draw))
}

function widthOf(contours: readonly Contour[]): number {
  const xs = contours.flat().map(({ x }) => x)
  return Math.max(...xs) - Math.min(...xs)
}

/** Bends the whole picture, each one in its own way. */
function waved(draw: Draw): (point: Point) => Point {
  const [phaseX, phaseY] = [between(draw, 0, 7), between(draw, 0, 7)]
  const [lengthX, lengthY] = [between(draw, 9, 13), between(draw, 16, 26)]
  return ({ x, y }) => ({ x: x + 1.6 * Math.sin(y / lengthX + phaseX), y: y + 2.4 * Math.sin(x / lengthY + phaseY) })
}

/** Walks along a contour in steps of random length: the font's own points would give the character away. */
function resampled(contour: Contour, draw: Draw): Contour {
  const points: Point[] = []
  let due = 0
  contour.forEach((from, index) => {
    const to = contour[(index + 1) % contour.length] ?? from
    const length = Math.hypot(to.x - from.x, to.y - from.y)
    for (; due < length; due += between(draw, 1.6, 3)) {
      points.push({ x: from.x + ((to.x - from.x) * due) / length, y: from.y + ((to.y - from.y) * due) / length })
    }
    due -= length
  })
  return points
}

/** A thin band across the picture, of the strokes' own kind and colour. */
function ribbon(draw: Draw): Contour {
  const [start, end, bend, phase] = [
    between(draw, 8, 52),
    between(draw, 8, 52),
    between(draw, 3, 7),
    between(draw, 0, 7),
  ]
  const line = Array.from({ length: 34 }, (_, step) => {
    const x = 4 + step * 5.8 + between(draw, -1, 1)
    return { x, y: start + ((end - start) * x) / WIDTH + bend * Math.sin(x / 28 + phase) }
  })
  const below = line.map(({ x, y }) => ({ x, y: y + between(draw, 1.1, 1.7) })).reverse()
  return [...line, ...below].map(({ x, y }) => ({ x, y: Math.min(Math.max(y, 1), HEIGHT - 1) }))
}

function speck(draw: Draw): Contour {
  const middle = { x: between(draw, 4, WIDTH - 4), y: between(draw, 4, HEIGHT - 4) }
  return Array.from({ length: 4 }, (_, corner) => ({
    x: middle.x + between(draw, 0.6, 1.6) * Math.cos(corner * 1.6),
    y: middle.y + between(draw, 0.6, 1.6) * Math.sin(corner * 1.6),
  }))
}

function restarted(contour: Contour, draw: Draw): Contour {
  const at = Math.floor(draw() * contour.length)
  return [...contour.slice(at), ...contour.slice(0, at)]
}

function pathOf(contour: Contour): string {
  return `M${contour.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`
}
