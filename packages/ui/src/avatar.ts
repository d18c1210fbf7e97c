import { type Html, html } from './html.ts'

/** The first letter of the given name, which is a Vietnamese name's last word. */
export function avatar(name: string): Html {
  const given = name.trim().split(/\s+/).at(-1) ?? ''
  return html`<span class="avatar" aria-hidden="true">${[...given][0]?.toLocaleUpperCase('vi')}</span>`
}
