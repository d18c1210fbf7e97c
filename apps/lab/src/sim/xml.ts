import { XMLParser, XMLValidator } from 'fast-xml-parser'

/** An element with its namespace and the text directly within, trimmed. */
export type Element = {
  namespace: string
  name: string
  attributes: Record<string, string>
  children: Element[]
  text: string
}

type Node = Record<string, unknown> & { ':@'?: Record<string, string> }

const parser = new XMLParser({
  ...{ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '', allowBooleanAttributes: false },
  ...{ parseTagValue: false, parseAttributeValue: false, trimValues: false },
  ...{ ignoreDeclaration: true, ignorePiTags: true, processEntities: true, htmlEntities: true },
})

/** Reads a document of one element; undefined where it is none, or declares entities (XML 1.0 §2.8). */
export function readXml(text: string): Element | undefined {
  if (/<!DOCTYPE/i.test(text) || XMLValidator.validate(text) !== true) return undefined
  try {
    const roots = (parser.parse(text) as Node[]).flatMap(node => elementOf(node, {}))
    return roots.length === 1 ? roots[0] : undefined
  } catch {
    // The parser throws where names are longer or nested deeper than it reads.
    return undefined
  }
}

function elementOf(node: Node, outer: Record<string, string>): Element[] {
  const tag = Object.keys(node).find(key => key !== ':@')
  if (tag === undefined || tag === '#text') return []
  const attributes = node[':@'] ?? {}
  const prefixes = { ...outer, ...declared(attributes) }
  const [prefix, name] = tag.includes(':') ? (tag.split(':', 2) as [string, string]) : ['', tag]
  const within = node[tag] as Node[]
  return [
    {
      ...{ namespace: prefixes[prefix] ?? '', name, attributes },
      children: within.flatMap(each => elementOf(each, prefixes)),
      text: within
        .map(each => each['#text'] ?? '')
        .join('')
        .trim(),
    },
  ]
}

/** Namespaces in XML 1.0 §3, §6.2. */
function declared(attributes: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => {
      if (name === 'xmlns') return [['', value]]
      return name.startsWith('xmlns:') ? [[name.slice('xmlns:'.length), value]] : []
    }),
  )
}

/** The only child of that name; undefined where there is none, or several. */
export function only(element: Element | undefined, namespace: string, name: string): Element | undefined {
  const found = element?.children.filter(one => one.namespace === namespace && one.name === name) ?? []
  return found.length === 1 ? found[0] : undefined
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** As it may stand in an element or in an attribute in double quotes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, sign => escapes[sign] ?? sign)
}
