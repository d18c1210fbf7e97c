import { create } from 'svg-captcha'
import { captchaAlphabet } from './alphabet.ts'

export type Point = { x: number; y: number }
/** A closed line. Holes run the other way round, so the non-zero rule fills a glyph rightly. */
export type Contour = readonly Point[]

const CELL = 60
const FONT_SIZE = 66
/** Points per curve: fine enough to look round after distortion. */
const STEPS = 4

const known = new Map<string, readonly Contour[]>()

/** The solid shape of a character with its holes, around the origin, at most 36 pixels high. Drawn once, then kept. */
export function outlineOf(character: string): readonly Contour[] {
  const kept = known.get(character)
  if (kept) return kept
  // For any other the font would draw its replacement box.
  if (!captchaAlphabet.includes(character)) throw new Error(`no captcha is written with ${character}`)
  const { data } = create({ size: 1, charPreset: character, noise: 0, width: CELL, height: CELL, fontSize: FONT_SIZE })
  const contours = centred(face(parsePath(/ d="([^"]*)"/.exec(data)?.[1] ?? '')))
  known.set(character, contours)
  return contours
}

/**
 * The font draws each letter as a white face within a black rim and shadow, which distortion makes unreadable.
 * Of its contours the widest that runs clockwise is the face; those that run against it, but for the widest (the rim),
 * are the face's holes.
 */
function face(contours: readonly Contour[]): Contour[] {
  const byArea = contours.map(contour => ({ contour, area: area(contour) })).sort((one, other) => one.area - other.area)
  const solid = byArea.at(-1)
  if (!solid || solid.area <= 0) throw new Error('the captcha font has no such character')
  const holes = byArea.slice(1).filter(({ area }) => area < -1)
  return [solid, ...holes].map(({ contour }) => contour)
}

/** Signed: positive for contours that run clockwise on the screen. */
function area(contour: Contour): number {
  const next = (index: number) => contour[(index + 1) % contour.length] ?? { x: 0, y: 0 }
  return contour.reduce((sum, { x, y }, index) => sum + x * next(index).y - next(index).x * y, 0) / 2
}

function centred(contours: readonly Contour[]): Contour[] {
  const [xs, ys] = [contours.flat().map(({ x }) => x), contours.flat().map(({ y }) => y)]
  const middleX = (Math.min(...xs) + Math.max(...xs)) / 2
  const middleY = (Math.min(...ys) + Math.max(...ys)) / 2
  return contours.map(contour => contour.map(({ x, y }) => ({ x: x - middleX, y: y - middleY })))
}

/** Turns an absolute M/L/Q/Z path into closed lines. */
function parsePath(path: string): Contour[] {
  return path
    .split('Z')
    .map(parseContour)
    .filter(contour => contour.length > 2)
}

function parseContour(path: string): Contour {
  const points: Point[] = []
  for (const [, command, numbers = ''] of path.matchAll(/([MLQ])([^MLQ]*)/g)) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = (numbers.match(/-?[\d.]+/g) ?? []).map(Number)
    const from = points.at(-1)
    if (command === 'Q' && from) points.push(...curve(from, { x: x1, y: y1 }, { x: x2, y: y2 }))
    else points.push({ x: x1, y: y1 })
  }
  return points
}

function curve(from: Point, control: Point, to: Point): Point[] {
  return Array.from({ length: STEPS }, (_, step) => {
    const t = (step + 1) / STEPS
    return { x: quadratic(t, from.x, control.x, to.x), y: quadratic(t, from.y, control.y, to.y) }
  })
}

function quadratic(t: number, from: number, control: number, to: number): number {
  return (1 - t) * (1 - t) * from + 2 * t * (1 - t) * control + t * t * to
}
