import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const css = readFileSync(join(import.meta.dirname, 'styles/00-tokens.css'), 'utf8')

/** The tokens of one portal: the common ones and, where it has them, its own. */
function tokens(portal?: string): Map<string, string> {
  const own = portal === undefined ? '' : (css.split(`.portal-${portal}`)[1]?.split('}')[0] ?? '')
  const all = `${css.split('}')[0]}${own}`
  return new Map([...all.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]))
}

/** WCAG 2.1, relative luminance and contrast ratio. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

const text: [string, string[]][] = [
  [
    'ink',
    [
      'paper',
      'surface',
      'surface-2',
      'tint',
      'gold',
      'gold-hover',
      'cream',
      'bronze-tint',
      'success-tint',
      'warning-tint',
      'error-tint',
    ],
  ],
  ['ink-2', ['paper', 'surface', 'surface-2', 'tint']],
  ['ink-3', ['paper', 'surface', 'surface-2']],
  ['action', ['paper', 'surface', 'tint', 'bronze-tint', 'success-tint', 'warning-tint', 'error-tint']],
  ['action-hover', ['paper', 'tint']],
  ['action-deep', ['paper', 'tint']],
  ['bronze-4', ['paper', 'bronze-tint']],
  ['success', ['paper', 'success-tint']],
  ['warning', ['paper', 'warning-tint']],
  ['error', ['paper', 'error-tint']],
  ['paper', ['action', 'action-hover', 'action-deep', 'success', 'hue', 'hue-deep']],
]
const edges: [string, string[]][] = [
  ['edge', ['paper']],
  ['action', ['paper', 'surface', 'tint']],
  ['error', ['paper']],
  ['gold', ['hue', 'hue-deep']],
]

for (const portal of [undefined, 'provincial', 'staff', 'lab']) {
  test(`every pair of text and ground used in the ${portal ?? 'national'} portal has a contrast of at least 4.5 to 1`, () => {
    assertPairs(tokens(portal), text, 4.5)
  })
  test(`edges of fields and the focus ring stand out by at least 3 to 1 in the ${portal ?? 'national'} portal`, () => {
    assertPairs(tokens(portal), edges, 3)
  })
}

function assertPairs(known: Map<string, string>, pairs: [string, string[]][], least: number): void {
  for (const [front, grounds] of pairs) {
    for (const ground of grounds) {
      const ratio = contrast(known.get(front) ?? assert.fail(front), known.get(ground) ?? assert.fail(ground))
      assert.ok(ratio >= least, `${front} on ${ground}: ${ratio.toFixed(2)}`)
    }
  }
}
