import { type Html, html } from './html.ts'
import { type IconName, icon } from './icons.ts'

/** The first letter of the given name, which is a Vietnamese name's last word; of an organisation its picture. */
export function avatar(name: string, picture?: IconName): Html {
  if (picture) return html`<span class="avatar" aria-hidden="true">${icon(picture)}</span>`
  const given = name.trim().split(/\s+/).at(-1) ?? ''
  return html`<span class="avatar" aria-hidden="true">${[...given][0]?.toLocaleUpperCase('vi')}</span>`
}
