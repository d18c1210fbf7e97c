import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Html, trusted } from './html.ts'

/** The Lucide drawings in use (ISC licence), and the USB token, which Lucide lacks: its `usb` is the plug's sign. */
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
  'printer',
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
const usbToken =
  '<path d="M9 3h6v5H9z"/><path d="M7 8h10v8a5 5 0 0 1-10 0z"/><circle cx="12" cy="15" r="2"/><path d="M11 5.500h.01M13 5.500h.01"/>'
const drawings = new Map<IconName, Html>(names.map(name => [name, drawing(name)]))

/** A picture beside words, hidden from screen readers: the words say it. */
export function icon(name: IconName): Html {
  const found = drawings.get(name)
  if (found === undefined) throw new TypeError(`no icon ${name}`)
  return found
}

function drawing(name: IconName): Html {
  return name === 'usb' ? picture(usbToken) : picture(lucide(name))
}

function lucide(name: IconName): string {
  const source = readFileSync(join(folder, `${name}.svg`), 'utf8')
  const shapes = source.slice(source.indexOf('>', source.indexOf('<svg')) + 1, source.indexOf('</svg>'))
  return shapes.replace(/\s*\n\s*/g, '').replaceAll(' />', '/>')
}

function picture(shapes: string): Html {
  return trusted(`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${shapes}</svg>`)
}
