import assert from 'node:assert/strict'

/** A page as a person without a browser's help reads it: headings, links, and forms by their labels. */
export type Page = { url: URL; status: number; html: string; headers: Headers }

export type Field = { name: string; label: string; value: string; options: { value: string; text: string }[] }
export type Button = { text: string; name: string; value: string }
/** `files`: it is sent as multipart, since files may go with it. */
export type Form = { action: string; method: string; files: boolean; fields: Field[]; buttons: Button[] }

const SIGNS: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

/** What is written between tags, in one line. */
export function textOf(markup: string): string {
  const bare = markup.replace(/<svg.*?<\/svg>/gs, '').replace(/<[^>]+>/g, '')
  return unescaped(bare).replace(/\s+/g, ' ').trim()
}

export function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => SIGNS[name] ?? '')
}

export function titleOf({ html }: Page): string {
  return textOf(/<title>(.*?)<\/title>/s.exec(html)?.[1] ?? '')
}

/** What the page says, without header and footer. */
export function mainText({ html }: Page): string {
  return textOf(/<main.*?<\/main>/s.exec(html)?.[0] ?? '')
}

/** Where the first link with this text leads. */
export function linkTo(page: Page, text: string): string {
  const links = [...page.html.matchAll(/<a ([^>]*)>(.*?)<\/a>/gs)]
  const [, attributes = ''] = links.find(([, , words = '']) => textOf(words).startsWith(text)) ?? []
  const href = attribute(attributes, 'href')
  assert.ok(href, `no link "${text}" at ${page.url}: ${mainText(page)}`)
  return new URL(href, page.url).href
}

export function formsOf({ html }: Page): Form[] {
  return [...html.matchAll(/<form ([^>]*)>(.*?)<\/form>/gs)].map(([, attributes = '', content = '']) => ({
    action: attribute(attributes, 'action') ?? '',
    method: attribute(attributes, 'method') ?? 'get',
    files: attribute(attributes, 'enctype') === 'multipart/form-data',
    fields: [...inputs(content), ...selects(content), ...textAreas(content), ...radios(content)],
    buttons: buttons(content),
  }))
}

function inputs(content: string): Field[] {
  const found = [...content.matchAll(/<input ([^>]*)>/g)].filter(([, attributes = '']) => !isRadio(attributes))
  return found.map(([, attributes = '']) => ({
    name: attribute(attributes, 'name') ?? '',
    value: attribute(attributes, 'value') ?? '',
    label: labelOf(content, attributes),
    options: [],
  }))
}

const isRadio = (attributes: string) => attribute(attributes, 'type') === 'radio'

/** The buttons of one question are one field, chosen from by what is written beside them. */
function radios(content: string): Field[] {
  return [...content.matchAll(/<fieldset ([^>]*)>(.*?)<\/fieldset>/gs)].flatMap(([, , inside = '']) => {
    const buttons = [...inside.matchAll(/<input ([^>]*)>/g)].flatMap(([, of = '']) => (isRadio(of) ? [of] : []))
    const [first] = buttons
    if (first === undefined) return []
    const checked = buttons.find(of => /\schecked(\s|$)/.test(of))
    return {
      name: attribute(first, 'name') ?? '',
      value: checked === undefined ? '' : (attribute(checked, 'value') ?? ''),
      label: textOf(/<legend[^>]*>(.*?)<\/legend>/s.exec(inside)?.[1] ?? ''),
      options: buttons.map(of => ({ value: attribute(of, 'value') ?? '', text: labelOf(inside, of) })),
    }
  })
}

function textAreas(content: string): Field[] {
  return [...content.matchAll(/<textarea ([^>]*)>(.*?)<\/textarea>/gs)].map(([, attributes = '', text = '']) => ({
    ...{ name: attribute(attributes, 'name') ?? '', value: unescaped(text), label: labelOf(content, attributes) },
    options: [],
  }))
}

function selects(content: string): Field[] {
  return [...content.matchAll(/<select ([^>]*)>(.*?)<\/select>/gs)].map(([, attributes = '', inside = '']) => ({
    name: attribute(attributes, 'name') ?? '',
    value: attribute(/<option ([^>]*selected[^>]*)>/.exec(inside)?.[1] ?? '', 'value') ?? '',
    label: labelOf(content, attributes),
    options: [...inside.matchAll(/<option ?([^>]*)>(.*?)<\/option>/gs)].map(([, of = '', text = '']) => ({
      ...{ value: attribute(of, 'value') ?? textOf(text), text: textOf(text) },
    })),
  }))
}

function buttons(content: string): Button[] {
  return [...content.matchAll(/<button ([^>]*)>(.*?)<\/button>/gs)].map(([, attributes = '', words = '']) => ({
    ...{ text: textOf(words), name: attribute(attributes, 'name') ?? '', value: attribute(attributes, 'value') ?? '' },
  }))
}

function labelOf(content: string, attributes: string): string {
  const id = attribute(attributes, 'id')
  if (id === undefined) return ''
  return textOf(new RegExp(`<label for="${id}">(.*?)</label>`, 's').exec(content)?.[1] ?? '')
}

function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1]
  return found === undefined ? undefined : unescaped(found)
}
