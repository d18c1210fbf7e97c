import { assetUrl } from './assets.ts'
import { footer } from './footer.ts'
import { type Frame, languageSwitch } from './frame.ts'
import { header } from './header.ts'
import { type Content, document, type Html, html } from './html.ts'
import { messages } from './messages.ts'
import { sayIn } from './words.ts'

export type Page = {
  /** What the person does here; in the browser's title, followed by the portal's name. */
  title: Content
  main: Content
  /** Help beside the form on desktops, below it on phones; on a `gate` page the words in the painted half. */
  aside?: Html | undefined
  /** Navigation of this part of the site, `tabs` with the look `side`: left of a `wide` page, above it on phones. */
  side?: Html | undefined
  /** form: one column of 560 px, few ways out. gate: a form with the portal's arch beside it. wide: 1152 px. full: sections set their own width. */
  width?: 'form' | 'gate' | 'wide' | 'full'
  /** Further scripts by file name, such as `live.js`; `page.js` and `fields.js` are always there. */
  scripts?: readonly string[]
  /** Further style sheets by file name; `lab.css` draws the lab's devices, `papers.css` what is handed in and given out. */
  styles?: readonly string[]
  /** How many things were refused: said first in the title, which screen readers read first. */
  errors?: number
  /** Seconds after which a browser without scripts asks again, where a page waits for something; others have a script for it. */
  refresh?: number
  /** Where the browser goes on by itself, at once, as if the person had followed a link. */
  onwards?: string
}

/** A whole page of a portal as a document. */
export function page(frame: Frame, content: Page): string {
  const say = sayIn(frame.language, messages)
  const width = content.width ?? 'wide'
  const title = (content.errors ?? 0) > 0 ? say('errorTitle', { title: content.title }) : content.title
  return document(html`<html lang="${frame.language}"><head><meta charset="utf-8"><title>${title} · ${frame.portal.name}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light"><meta name="theme-color" content="${hues[frame.portal.kind]}">
${content.refresh !== undefined && html`<noscript><meta http-equiv="refresh" content="${content.refresh}"></noscript>`}
${content.onwards !== undefined && html`<meta http-equiv="refresh" content="0;url=${content.onwards}">`}
<link rel="preload" href="${assetUrl('text-400.woff2')}" as="font" type="font/woff2" crossorigin>${sheets(content).map(name => html`<link rel="stylesheet" href="${assetUrl(name)}">`)}
<link rel="icon" href="${assetUrl('gate.svg')}" type="image/svg+xml">
${['page.js', 'fields.js', ...(content.scripts ?? [])].map(name => html`<script type="module" src="${assetUrl(name)}"></script>`)}</head>
<body class="portal-${frame.portal.kind} page-${width}"><a class="skip" href="#main">${say('skip')}</a>${header(frame, width)}
${body(frame, content)}${footer(frame, width)}</body></html>`)
}

/** `full` pages are the portals' first pages: only they carry the hero. */
function sheets({ width, styles = [] }: Page): readonly string[] {
  return ['styles.css', ...(width === 'full' ? ['home.css'] : []), ...styles]
}

const hues = { national: '#7A2427', provincial: '#174E80', staff: '#2B3A4A', lab: '#573668' } as const

function body({ language }: Frame, { main, aside, side, width = 'wide' }: Page): Html {
  const help = sayIn(language, messages)('support')
  const beside = aside !== undefined && html`<aside class="aside" aria-label="${help}">${aside}</aside>`
  const shape = side !== undefined ? 'sided' : aside === undefined ? 'alone' : 'beside'
  return html`<div class="body ${shape}">${width === 'gate' && beside}${side}<main id="main" tabindex="-1">${main}</main>${width !== 'gate' && beside}</div>`
}

export { type Frame, languageSwitch }
