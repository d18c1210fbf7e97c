/** Markup that is known to be safe: made by `html`, `attrs` or `trusted`, never from a visitor's text. */
export class Html {
  readonly #markup: string
  constructor(markup: string, key: symbol) {
    if (key !== maker) throw new TypeError('markup is made by html`…`, not by hand')
    this.#markup = markup
  }
  toString(): string {
    return this.#markup
  }
}

/** Attributes of one tag; they fit only inside a tag: html`<input ${attrs({…})}>`. */
export class Attributes {
  readonly #markup: string
  constructor(markup: string, key: symbol) {
    if (key !== maker) throw new TypeError('attributes are made by attrs(…)')
    this.#markup = markup
  }
  toString(): string {
    return this.#markup
  }
}

const maker = Symbol('only this module makes markup')

/** Text as a person reads it, or markup already made. */
export type Content = Html | string
export type Interpolation = Content | Attributes | number | false | null | undefined | readonly Interpolation[]

type Place = 'text' | 'tag' | 'value' | 'url'

const places = new WeakMap<TemplateStringsArray, Place[]>()

/** Markup with every interpolation escaped for where it stands; `false`, `null` and `undefined` leave nothing. */
export function html(strings: TemplateStringsArray, ...values: Interpolation[]): Html {
  const known = places.get(strings) ?? placesOf(strings)
  let out = strings[0] ?? ''
  for (const [index, value] of values.entries()) {
    out += rendered(value, known[index] ?? 'text') + (strings[index + 1] ?? '')
  }
  return new Html(out, maker)
}

/** Attributes from names and values: `true` is the bare name; `false`, `null` and `undefined` are left out. */
export function attrs(values: Record<string, Content | number | boolean | null | undefined>): Attributes {
  const parts: string[] = []
  for (const [name, value] of Object.entries(values)) {
    if (!/^[a-z][a-z0-9-]*$/.test(name) || /^on|^style$|^srcdoc$/.test(name)) throw new TypeError(`attribute ${name}`)
    if (value === false || value === null || value === undefined) continue
    parts.push(value === true ? name : `${name}="${inValue(value, urlAttributes.has(name) ? 'url' : 'value')}"`)
  }
  return new Attributes(parts.join(' '), maker)
}

/** Constant markup of this package, such as an icon's drawing. Never a visitor's text. */
export function trusted(markup: string): Html {
  return new Html(markup, maker)
}

/** The whole page, ready to send. */
export function document(page: Html): string {
  return `<!doctype html>${page}`
}

/**
 * An address for `href`, `src` or `action`: http(s), mailto, tel, otpauth (an authenticator app's), data:image and
 * data:text/plain, or a path of our own.
 * Anything else (`javascript:`, also with control characters in it) becomes `#`, which goes nowhere.
 */
export function href(url: string): string {
  const scheme = /^[^/?#]*?:/.exec(url)?.[0].toLowerCase()
  if (scheme === undefined) return url
  return allowedSchemes.has(scheme) || /^data:(image\/(svg\+xml|png|jpeg)|text\/plain);/i.test(url) ? url : '#'
}

const allowedSchemes = new Set(['http:', 'https:', 'mailto:', 'tel:', 'otpauth:'])
const urlAttributes = new Set(['href', 'src', 'action', 'formaction', 'poster'])

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, sign => entities[sign] ?? '')
}

function rendered(value: Interpolation, place: Place): string {
  if (value === null || value === undefined || value === false) return ''
  if (isList(value)) return value.map(one => rendered(one, place)).join('')
  if ((place === 'tag') !== value instanceof Attributes)
    throw new TypeError(`attrs(…) and only attrs(…) stands in a tag`)
  if (value instanceof Attributes) return value.toString()
  if (place === 'text') return value instanceof Html ? value.toString() : escaped(String(value))
  return inValue(value, place)
}

function isList(value: Interpolation): value is readonly Interpolation[] {
  return Array.isArray(value)
}

/** Markup in a value is read as text: its own escapes stay, its quotes and brackets can't end the value. */
function inValue(value: Content | number, place: Place): string {
  if (value instanceof Html) return value.toString().replace(/[<>"']/g, sign => entities[sign] ?? '')
  return escaped(place === 'url' ? href(String(value)) : String(value))
}

/** Where each interpolation stands, read once from the constant parts of a template. */
function placesOf(strings: TemplateStringsArray): Place[] {
  const found: Place[] = []
  let place: Place = 'text'
  for (const part of strings.slice(0, -1)) {
    place = placeAfter(place, part)
    found.push(place)
  }
  places.set(strings, found)
  return found
}

function placeAfter(start: Place, part: string): Place {
  let place = start
  for (const [index, sign] of [...part].entries()) {
    if (place === 'text') place = sign === '<' ? 'tag' : 'text'
    else if (place === 'tag' && sign === "'") throw new TypeError(`values need double quotes: ${part.slice(-30)}`)
    else if (place === 'tag') place = sign === '>' ? 'text' : sign === '"' ? valuePlace(part, index) : 'tag'
    else if (sign === '"') place = 'tag'
  }
  // A bare `name=${…}`, or a value in script and style, can't be escaped: the template itself is wrong.
  if (place === 'tag' && /[=<]$/.test(part)) throw new TypeError(`values need double quotes: ${part.slice(-30)}`)
  if (/<(script|style)\b[^>]*>[^<]*$/i.test(part)) throw new TypeError('nothing is put into script or style')
  return place
}

function valuePlace(part: string, quote: number): Place {
  const name = /([a-z-]+)=$/.exec([...part].slice(0, quote).join(''))?.[1] ?? ''
  if (/^on|^style$|^srcdoc$/.test(name)) throw new TypeError(`no ${name}="…" in pages`)
  return urlAttributes.has(name) ? 'url' : 'value'
}
