import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Html, trusted } from './html.ts'

/** The Lucide drawings in use (ISC licence). A page names an icon; nobody draws one by hand. */
const names = [
  'arrow-left',
  'arrow-right',
  'baby',
  'book-open',
  'briefcase',
  'building-2',
  'car',
  'check',
  'chevron-down',
  'chevron-right',
  'circle',
  'circle-alert',
  'circle-check',
  'circle-dot',
  'circle-x',
  'clock',
  'copy',
  'download',
  'ellipsis',
  'external-link',
  'eye',
  'eye-off',
  'file-text',
  'flask-conical',
  'folder-open',
  'graduation-cap',
  'handshake',
  'heart-handshake',
  'history',
  'house',
  'id-card',
  'info',
  'key-round',
  'landmark',
  'laptop',
  'layout-list',
  'lock',
  'log-in',
  'log-out',
  'mail',
  'map-pin',
  'menu',
  'message-square-text',
  'pencil',
  'phone',
  'plus',
  'refresh-cw',
  'search',
  'send',
  'shield-alert',
  'shield-check',
  'smartphone',
  'store',
  'trash-2',
  'triangle-alert',
  'umbrella',
  'undo-2',
  'usb',
  'card-sim',
  'user',
  'users',
  'volume-2',
  'wifi-off',
  'x',
] as const

export type IconName = (typeof names)[number]

const folder = join(dirname(createRequire(import.meta.url).resolve('lucide-static/package.json')), 'icons')
const drawings = new Map<IconName, Html>(names.map(name => [name, drawing(name)]))

/** A picture beside words, hidden from screen readers: the words say it. */
export function icon(name: IconName): Html {
  const found = drawings.get(name)
  if (found === undefined) throw new TypeError(`no icon ${name}`)
  return found
}

function drawing(name: IconName): Html {
  const source = readFileSync(join(folder, `${name}.svg`), 'utf8')
  const shapes = source.slice(source.indexOf('>', source.indexOf('<svg')) + 1, source.indexOf('</svg>'))
  const inner = shapes.replace(/\s*\n\s*/g, '').replaceAll(' />', '/>')
  return trusted(`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${inner}</svg>`)
}
