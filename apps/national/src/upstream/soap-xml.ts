import { XMLParser, XMLValidator } from 'fast-xml-parser'

/** An element as it means: its name resolved by the namespaces in scope, attributes without a prefix, its own text. */
export type Element = {
  namespace: string
  name: string
  attributes: ReadonlyMap<string, string>
  children: Element[]
  text: string
  /** Prefix to namespace, as in scope here; the default one is ''. */
  scope: ReadonlyMap<string, string>
}

/** SOAP forbids DOCTYPE (SOAP 1.2 part 1 §5), and without it an answer defines no entities. */
const DOCTYPE = /<!DOCTYPE/i
const DEEPEST = 50

const parser = new XMLParser({
  ...{ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '' },
  ...{ parseTagValue: false, parseAttributeValue: false, trimValues: false, processEntities: false },
  ...{ ignoreDeclaration: true, ignorePiTags: true, maxNestedTags: DEEPEST },
})

/**
 * Reads well-formed XML with namespaces (Namespaces in XML 1.0). Undefined for what is none, has a DOCTYPE, uses a prefix
 * that it does not declare, or is nested more than 50 deep. References such as `&amp;` are left as they are.
 */
export function readXml(text: string): Element | undefined {
  if (DOCTYPE.test(text)) return undefined
  try {
    if (XMLValidator.validate(text) !== true) return undefined
    const roots = elementsOf(parser.parse(text), new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]))
    return roots.length === 1 ? roots[0] : undefined
  } catch {
    // The parser throws at what it will not read; no text of somebody else's is a bug of ours.
    return undefined
  }
}

/** The ordered shape of fast-xml-parser: one object an element or text, its attributes under `:@`. */
type Node = { ':@'?: Record<string, string> } & Record<string, unknown>

function elementsOf(nodes: Node[], scope: Element['scope']): Element[] {
  return nodes.flatMap(node => {
    const [tag] = Object.keys(node).filter(key => key !== ':@' && key !== '#text')
    return tag === undefined ? [] : [elementOf(tag, node, scope)]
  })
}

function elementOf(tag: string, node: Node, around: Element['scope']): Element {
  const written = Object.entries(node[':@'] ?? {})
  const scope = scopeWith(written, around)
  const inside = node[tag] as Node[]
  const { prefix, name } = split(tag)
  const namespace = scope.get(prefix) ?? ''
  if (prefix !== '' && namespace === '') throw new SyntaxError('an undeclared prefix')
  return {
    ...{ namespace, name, scope, children: elementsOf(inside, scope) },
    attributes: new Map(written.filter(([key]) => !key.includes(':') && key !== 'xmlns')),
    text: inside.map(each => (typeof each['#text'] === 'string' ? each['#text'] : '')).join(''),
  }
}

function scopeWith(attributes: [string, string][], around: Element['scope']): Element['scope'] {
  const declared = attributes.flatMap(([key, value]): [string, string][] => {
    if (key === 'xmlns') return [['', value]]
    return key.startsWith('xmlns:') ? [[key.slice('xmlns:'.length), value]] : []
  })
  return new Map([...around, ...declared])
}

function split(tag: string): { prefix: string; name: string } {
  const at = tag.indexOf(':')
  return at < 0 ? { prefix: '', name: tag } : { prefix: tag.slice(0, at), name: tag.slice(at + 1) }
}
