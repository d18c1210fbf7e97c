import { type Content, type Html, html } from './html.ts'
import { type IconName, icon } from './icons.ts'

export type Tile = {
  href: string
  icon: IconName
  title: Content
  text?: Content
  /** A small line below, such as how long it takes. */
  note?: { icon: IconName; text: Content }
}
export type Tiles = {
  tiles: readonly Tile[]
  /** cards: big choices; lines: ways out of a problem, below each other; topics: many small ones. */
  look?: 'cards' | 'lines' | 'topics'
  /** Green tiles are those that reach the high level. */
  tone?: 'action' | 'success'
}

/** Links that are a choice: the whole tile is the link's target, its title is the link's name. */
export function choiceTiles({ tiles, look = 'cards', tone = 'action' }: Tiles): Html {
  return html`<ul class="tiles ${look} tone-${tone}">${tiles.map(
    tile => html`<li class="tile"><span class="plate">${icon(tile.icon)}</span><div><a href="${tile.href}">${tile.title}</a>
      ${tile.text !== undefined && html`<p>${tile.text}</p>`}
      ${tile.note !== undefined && html`<p class="note">${icon(tile.note.icon)}<span>${tile.note.text}</span></p>`}</div>${look === 'cards' && icon('chevron-right')}</li>`,
  )}</ul>`
}
