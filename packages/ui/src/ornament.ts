import { type Html, html, trusted } from './html.ts'

const round = (value: number) => Math.round(value * 10) / 10

/** An arch around (0,0): legs down to `foot`, a half circle of `radius` above. */
function archPath(radius: number, foot: number): string {
  return `M${-radius} ${foot}V0A${radius} ${radius} 0 0 1 ${radius} 0V${foot}`
}

/** The portal's emblem: a gate of rings and rays with an open door. Drawn in the page, so that it takes the portal's hue. */
export function gate(): Html {
  return emblem
}

const emblemShapes = `<path d="${archPath(17, 19)}" fill="none" stroke="#ddbf86" stroke-width="1.2"/><path d="${archPath(13.6, 19)}" fill="none" stroke="#ddbf86" stroke-width="3.6" stroke-dasharray="1.1 2.2"/><path d="${archPath(10.4, 19)}" fill="none" stroke="#ddbf86" stroke-width="1"/><path d="M-7 19V0A7 7 0 0 1 0-7V19Z" fill="#fff0cc"/><path d="M0-7A7 7 0 0 1 7 0V19H0Z" fill="#ffc54d"/><path d="M-20 20.5H20" stroke="#ddbf86" stroke-width="2.6" stroke-linecap="round"/>`
const emblem = trusted(`<svg class="gate" viewBox="-22 -19 44 42" aria-hidden="true">${emblemShapes}</svg>`)

/** The emblem on a plate of the national hue: the browser tab's picture. */
export function gateFile(): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-26 -25 52 52"><rect x="-26" y="-25" width="52" height="52" rx="10" fill="#7a2427"/>${emblemShapes}</svg>`
}

/** The frieze under headers and over footers: eyes joined by tangents, as on the drums of Đông Sơn. One tile, repeated. */
export function friezeFile(): string {
  const line = 'fill="none" stroke="#c79f5c"'
  return `<svg xmlns="http://www.w3.org/2000/svg" width="25" height="12" viewBox="0 0 25 12"><path d="M0 .5H25M0 11.5H25" ${line} stroke-opacity=".7"/><g ${line} stroke-opacity=".85"><circle cx="12.5" cy="6" r="3.6" stroke-width="1.3"/><circle cx="12.5" cy="6" r=".9" fill="#c79f5c"/><path d="M-11.5 2.5 11.6 9.500M13.4 2.5 36.5 9.5"/></g></svg>`
}

/** The great arch of drum rings: a band of teeth, two bands of rays, a band of joined eyes. Open inside radius 172. */
export function archFile(): string {
  const foot = 420
  const rings = [250, 228, 216, 182, 172].map((radius, index) =>
    ring(radius, foot, index === 1 || index === 4 ? 2.5 : 1.2),
  )
  const rays = [radial({ from: 205, to: 213, every: 9 }, foot), radial({ from: 177, to: 181, every: 6 }, foot)]
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-256 -256 512 676" fill="none" stroke="#ddbf86" stroke-opacity=".62">${rings.join('')}${rays.join('')}${teeth(foot)}${eyes(foot)}</svg>`
}

function ring(radius: number, foot: number, width: number): string {
  return `<path d="${archPath(radius, foot)}" stroke-width="${width}"/>`
}

/** Short strokes across the arch are one thick dashed line: a hundred bytes, not a hundred lines. */
function radial({ from, to, every }: { from: number; to: number; every: number }, foot: number): string {
  return `<path d="${archPath((from + to) / 2, foot)}" stroke-width="${to - from}" stroke-dasharray="1.6 ${every - 1.6}"/>`
}

type Spot = { x: number; y: number; nx: number; ny: number }

/** The point `along` an arch's line, counted from the left foot, and the direction away from its middle. */
function spot(radius: number, foot: number, along: number): Spot {
  const half = Math.PI * radius
  if (along < foot) return { x: -radius, y: foot - along, nx: -1, ny: 0 }
  if (along > foot + half) return { x: radius, y: along - foot - half, nx: 1, ny: 0 }
  const angle = Math.PI + (along - foot) / radius
  return { x: radius * Math.cos(angle), y: radius * Math.sin(angle), nx: Math.cos(angle), ny: Math.sin(angle) }
}

function spots(radius: number, foot: number, wanted: number): Spot[] {
  const length = 2 * foot + Math.PI * radius
  const count = Math.round(length / wanted)
  return Array.from({ length: count }, (_, index) => spot(radius, foot, ((index + 0.5) * length) / count))
}

function teeth(foot: number): string {
  const one = ({ x, y, nx, ny }: Spot) =>
    `M${round(x - ny * 6)} ${round(y + nx * 6)}l${round(nx * 13 + ny * 6)} ${round(ny * 13 - nx * 6)} ${round(ny * 6 - nx * 13)} ${round(-nx * 6 - ny * 13)}z`
  return `<path d="${spots(230, foot, 14).map(one).join('')}" fill="#ddbf86" fill-opacity=".62" stroke="none"/>`
}

function eyes(foot: number): string {
  const places = spots(194, foot, 30)
  const at = ({ x, y }: Spot) => `cx="${round(x)}" cy="${round(y)}"`
  const circles = places.map(place => `<circle ${at(place)} r="7"/><circle ${at(place)} r="2" fill="#ddbf86"/>`)
  const joints = places.slice(1).map((to, index) => {
    const from = places[index] ?? to
    return `M${round(from.x + from.nx * 7)} ${round(from.y + from.ny * 7)}L${round(to.x - to.nx * 7)} ${round(to.y - to.ny * 7)}`
  })
  return `<g stroke-width="1.2">${circles.join('')}<path d="${joints.join('')}"/></g>`
}

/** One box of the OTP field as a mask: the field paints it in the colour of its state. */
export function boxFile(width: 1 | 2): string {
  const inset = width / 2
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 60" preserveAspectRatio="none"><rect x="${inset}" y="${inset}" width="${56 - width}" height="${60 - width}" rx="6" fill="none" stroke="#000" stroke-width="${width}"/></svg>`
}

/** The shut gate of error pages and the open, waiting one of empty lists, in the portal's hue (`currentColor`). */
export function stillGate(state: 'shut' | 'open'): Html {
  return html`<svg class="still" viewBox="-76 -62 152 146" aria-hidden="true">${frameLines}${state === 'shut' ? shutDoor : openDoor}</svg>`
}

const frameLines = trusted(
  `<path d="${archPath(58, 80)}" fill="none" stroke="#ddbf86" stroke-width="1.5"/><path d="${archPath(53, 0)}" fill="none" stroke="#a67c3a" stroke-width="5" stroke-dasharray="1.5 12.4"/><path d="${archPath(48, 80)}" fill="none" stroke="#a67c3a" stroke-width="2.5"/><path d="M-74 81H74" stroke="#a67c3a" stroke-width="3" stroke-linecap="round"/>`,
)
const shutDoor = trusted(
  `<path d="M-42 79V0A42 42 0 0 1 42 0V79Z" fill="currentColor"/><path d="M0-42V79" stroke="#000" stroke-opacity=".4"/><path d="M-16 8L0-10L16 8" fill="none" stroke="#ddbf86" stroke-width="1.5"/><rect x="-34" y="8" width="68" height="32" rx="3" fill="#fff" stroke="#a67c3a" stroke-width="1.5"/><path d="M-25 20H25M-25 29H8" stroke="#5d6978" stroke-width="3" stroke-linecap="round"/>`,
)
const openDoor = trusted(
  `<path d="M-42 79V0A42 42 0 0 1 42 0V79Z" fill="#f6f5f3"/><path d="M-17 32H17V60H-17ZM-17 42H17M-6 48H6M-20 60H20" fill="none" stroke="#a67c3a" stroke-width="2.5" stroke-linejoin="round"/>`,
)
