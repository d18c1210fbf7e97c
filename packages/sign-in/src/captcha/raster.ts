import type { Contour } from './outlines.ts'

/** Sub-pixels along each side of a pixel: edges come out smooth. */
const FINE = 2

/** How many there are from paper to ink. */
export const shades = FINE * FINE + 1

type Crossing = { x: number; turn: 1 | -1 }

/** A drawing of ink on paper, `scale` pixels for each unit of the contours. */
export function raster({ width, height, scale }: { width: number; height: number; scale: number }) {
  const fine = scale * FINE
  const [columns, rows] = [width * fine, height * fine]
  const inked = new Uint8Array(columns * rows)

  function fillRow(row: number, line: Crossing[], ink: 0 | 1): void {
    line.sort((one, other) => one.x - other.x)
    let winding = 0
    for (const [index, { x, turn }] of line.entries()) {
      winding += turn
      const next = line[index + 1]
      if (winding !== 0 && next) inked.fill(ink, row * columns + column(x), row * columns + column(next.x))
    }
  }

  function column(x: number): number {
    return Math.min(Math.max(Math.round(x), 0), columns)
  }

  return {
    /** Fills what the contours enclose (non-zero rule) with ink, or takes the ink away there. */
    fill(contours: readonly Contour[], ink: 0 | 1): void {
      const crossings = new Map<number, Crossing[]>()
      for (const contour of contours) {
        for (const [index, from] of contour.entries()) {
          const to = contour[(index + 1) % contour.length] ?? from
          const [upper, lower, turn] = from.y < to.y ? ([from, to, 1] as const) : ([to, from, -1] as const)
          const slope = (lower.x - upper.x) / (lower.y - upper.y)
          const end = Math.min(rows, lower.y * fine - 0.5)
          for (let row = Math.max(0, Math.ceil(upper.y * fine - 0.5)); row < end; row++) {
            const x = upper.x * fine + (row + 0.5 - upper.y * fine) * slope
            const line = crossings.get(row)
            if (line) line.push({ x, turn })
            else crossings.set(row, [{ x, turn }])
          }
        }
      }
      for (const [row, line] of crossings) fillRow(row, line, ink)
    },

    /** How much of each pixel is inked, row by row: 0 to `shades` − 1. */
    pixels(): Uint8Array {
      const across = width * scale
      const shade = new Uint8Array(across * height * scale)
      for (let row = 0, at = 0; row < rows; row++) {
        const line = Math.floor(row / FINE) * across
        for (let column = 0; column < columns; column++, at++) {
          const pixel = line + Math.floor(column / FINE)
          shade[pixel] = (shade[pixel] ?? 0) + (inked[at] ?? 0)
        }
      }
      return shade
    },
  }
}
