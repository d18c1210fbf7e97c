import { domainToUnicode } from 'node:url'

/** A site as its visitor is to recognise it. */
export type Site = {
  /** Scheme, host and port, as browsers write it. */
  origin: string
  /** Host, and port where it is unusual; internationalised names in their ASCII form, which cannot imitate. */
  host: string
  /** The name that the ASCII form stands for, where it is an internationalised one. */
  unicode: string | undefined
  /** Letters of several scripts in one label: hardly ever an honest name (UTS 39 §5.1). */
  mixedScripts: boolean
  /** On this very computer. */
  local: boolean
}

/**
 * Reads an origin as the browser told it. Refuses what is not exactly an origin, and http except on this computer:
 * whoever sits on the line could be asking otherwise.
 */
export function siteOf(origin: string): Site | undefined {
  const url = URL.parse(origin)
  if (!url || url.origin !== origin || origin.length > 300) return undefined
  const local = url.hostname === 'localhost' || url.hostname === '127.0.0.1'
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local)) return undefined
  const unicode = domainToUnicode(url.hostname)
  return {
    ...{ origin, host: url.host, local },
    unicode: unicode === url.hostname ? undefined : unicode,
    mixedScripts: unicode.split('.').some(label => scriptsIn(label) > 1),
  }
}

const SCRIPTS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u, /\p{Script=Armenian}/u]

/** Of those scripts whose letters look like each other's. */
function scriptsIn(label: string): number {
  return SCRIPTS.filter(script => script.test(label)).length
}
