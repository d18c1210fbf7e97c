import { attrs, type Content, type Html, html } from './html.ts'

export type Column<Row> = { heading: Content; cell: (row: Row) => Content; digits?: boolean }
export type Table<Row> = {
  caption: Content
  /** Says the caption to screen readers only, where a heading above says it already. */
  captionUnseen?: boolean
  columns: readonly Column<Row>[]
  rows: readonly Row[]
}

/**
 * Rows under headings; on phones each row becomes a card whose lines repeat the headings.
 * The roles are written out because browsers drop them from tables that are laid out as cards.
 */
export function table<Row>({ caption, captionUnseen, columns, rows }: Table<Row>): Html {
  return html`<table class="table" role="table"><caption class="${captionUnseen === true ? 'unseen' : ''}">${caption}</caption>
    <thead role="rowgroup"><tr role="row">${columns.map(column => html`<th scope="col" role="columnheader">${column.heading}</th>`)}</tr></thead>
    <tbody role="rowgroup">${rows.map(row => html`<tr role="row">${columns.map(column => cell(column, row))}</tr>`)}</tbody></table>`
}

function cell<Row>(column: Column<Row>, row: Row): Html {
  const place = attrs({
    role: 'cell',
    class: column.digits === true ? 'digits' : undefined,
    'data-heading': column.heading,
  })
  return html`<td ${place}><div>${column.cell(row)}</div></td>`
}
