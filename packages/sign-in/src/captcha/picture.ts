import { between, type Draw } from './draw.ts'
import { type Contour, outlineOf, type Point } from './outlines.ts'
import { indexedPng } from './png.ts'
import { raster, shades } from './raster.ts'

/** Of the shape in which pages show it, 180 × 48. */
const WIDTH = 225
const HEIGHT = 60
/** Pixels for each of these, so that it is sharp on good screens. */
const SCALE = 2
/** Of a glyph: neighbours come close and sometimes touch, which people read and programs must take apart. */
const WIDEST = 33
/** Ink on surface of the portals' palette: 13.7 : 1, WCAG AA asks 4.5 : 1. */
const INK = '#1B2836'
const SURFACE = '#F6F5F3'

const palette = Array.from({ length: shades }, (_, ink) => mixed(ink / (shades - 1)))

/**
 * A PNG of 450 × 120 pixels with the text distorted, crossed by lines of ink and cut by lines
 * of paper. Pixels, because the outlines of a vector picture lie open: what is noise there can be told by its shape, and
 * the letters be read one by one without looking.
 */
export function captchaPicture(text: string, draw: Draw): Buffer {
  const wave = waved(draw)
  const sheet = raster({ width: WIDTH, height: HEIGHT, scale: SCALE })
  for (const [index, character] of [...text].entries()) {
    const contours = glyph({ character, index, of: text.length }, draw)
    sheet.fill(
      contours.map(contour => contour.map(wave)),
      1,
    )
  }
  for (let n = 0; n < 14; n++) sheet.fill([speck(draw)], 1)
  for (let n = 0; n < CUTS; n++) sheet.fill([ribbon(draw, CUT_WIDTH)], 0)
  for (let n = 0; n < LINES; n++) sheet.fill([ribbon(draw, LINE_WIDTH)], 1)
  return indexedPng({ width: WIDTH * SCALE, height: HEIGHT * SCALE, pixels: sheet.pixels(), palette })
}

type Range = readonly [least: number, most: number]
const LINES = 2
const LINE_WIDTH: Range = [1.4, 2.2]
const CUTS = 2
const CUT_WIDTH: Range = [0.8, 1.3]

type Place = { character: string; index: number; of: number }

function glyph({ character, index, of }: Place, draw: Draw): Contour[] {
  const middle = {
    x: (WIDTH / (of + 0.6)) * (index + 0.8) + between(draw, -5, 5),
    y: HEIGHT / 2 + between(draw, -4, 4),
  }
  const turn = between(draw, -0.28, 0.28)
  const slant = between(draw, -0.25, 0.25)
  const outline = outlineOf(character)
  const [wide, high] = [Math.min(between(draw, 1, 1.3), WIDEST / widthOf(outline)), between(draw, 0.95, 1.2)]
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const placed = ({ x, y }: Point): Point => {
    const [sx, sy] = [x * wide + y * slant, y * high]
    return { x: middle.x + sx * cos - sy * sin, y: middle.y + sx * sin + sy * cos }
  }
  return outline.map(contour => contour.map(placed))
}

function widthOf(contours: readonly Contour[]): number {
  const xs = contours.flat().map(({ x }) => x)
  return Math.max(...xs) - Math.min(...xs)
}

/** Bends the whole picture, each one in its own way. */
function waved(draw: Draw): (point: Point) => Point {
  const [phaseX, phaseY] = [between(draw, 0, 7), between(draw, 0, 7)]
  const [lengthX, lengthY] = [between(draw, 9, 13), between(draw, 14, 24)]
  return ({ x, y }) => ({ x: x + 1.8 * Math.sin(y / lengthX + phaseX), y: y + 2.6 * Math.sin(x / lengthY + phaseY) })
}

/** A band across the picture, about as wide as thin strokes are. */
function ribbon(draw: Draw, [least, most]: Range): Contour {
  const [start, end, bend, phase] = [
    between(draw, 10, 50),
    between(draw, 10, 50),
    between(draw, 3, 8),
    between(draw, 0, 7),
  ]
  const width = between(draw, least, most)
  const line = Array.from({ length: 34 }, (_, step) => {
    const x = 4 + step * 6.5
    return { x, y: start + ((end - start) * x) / WIDTH + bend * Math.sin(x / 28 + phase) }
  })
  return [...line, ...line.map(({ x, y }) => ({ x, y: y + width * between(draw, 0.8, 1.2) })).reverse()]
}

function speck(draw: Draw): Contour {
  const middle = { x: between(draw, 4, WIDTH - 4), y: between(draw, 4, HEIGHT - 4) }
  return Array.from({ length: 4 }, (_, corner) => ({
    x: middle.x + between(draw, 0.6, 1.6) * Math.cos(corner * 1.6),
    y: middle.y + between(draw, 0.6, 1.6) * Math.sin(corner * 1.6),
  }))
}

function mixed(ink: number): string {
  const channel = (at: number) => {
    const [from, to] = [SURFACE, INK].map(colour => Number.parseInt(colour.slice(at, at + 2), 16)) as [number, number]
    return Math.round(from + (to - from) * ink)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${channel(1)}${channel(3)}${channel(5)}`
}
