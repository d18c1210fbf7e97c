import { AGENCY_CODE, NATIONAL_CODE, PROVINCIAL_CODE, SERVICE_CODE } from './province-catalogue.ts'

/**
 * The link by which a portal sends a visitor to a province's reception page with the procedure already chosen,
 * in the parameters that provincial portals have used since 2019. `MDT`, which some portals append, proves
 * nothing about the visitor and is not read.
 */
export type DeepLink = {
  /** `MaTTHCDP`, such as `1.001193.000.00.00.H23`. */
  provincialCode: string
  /** `MaTTHC`, such as `1.001193`; older portals leave it out. */
  nationalCode?: string
  /** `MaCoQuanThucHien`, such as `H23.20.26`. */
  agencyCode: string
  /** `MaDVC`: the provincial code and a service number. */
  serviceCode?: string
  /** `vnconnect=1`: comes from the national portal, so an unknown visitor is sent there to sign in. */
  fromNational: boolean
}

export const RECEPTION_PATH = '/nop-ho-so'

export type DeepLinkParameter = keyof typeof SHAPES | 'vnconnect'
export type DeepLinkReading =
  | { kind: 'ok'; link: DeepLink }
  | { kind: 'refused'; parameter: DeepLinkParameter; reason: 'missing' | 'malformed' | 'repeated' | 'contradicts' }

const SHAPES = {
  MaTTHCDP: PROVINCIAL_CODE,
  MaTTHC: NATIONAL_CODE,
  MaCoQuanThucHien: AGENCY_CODE,
  MaDVC: SERVICE_CODE,
}

/** The address of the reception page on `portal` (an origin, such as `https://dichvucong.example`) for this procedure. */
export function deepLinkUrl(portal: string, link: DeepLink): string {
  const url = new URL(RECEPTION_PATH, portal)
  for (const [name, value] of parametersOf(link)) url.searchParams.set(name, value)
  return url.href
}

/** The link's path and parameters, for a link within a province's own portal. */
export function deepLinkPath(link: DeepLink): string {
  return `${RECEPTION_PATH}?${new URLSearchParams(parametersOf(link))}`
}

function parametersOf(link: DeepLink): [string, string][] {
  const parameters: [DeepLinkParameter, string | undefined][] = [
    ['MaTTHCDP', link.provincialCode],
    ['MaTTHC', link.nationalCode],
    ['MaCoQuanThucHien', link.agencyCode],
    ['MaDVC', link.serviceCode],
    ['vnconnect', link.fromNational ? '1' : undefined],
  ]
  return parameters.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
}

/**
 * Reads the parameters of a deep link. Refused: a missing procedure or agency, a value out of form, a repeated
 * parameter, codes that contradict one another. Parameters of other names are not looked at.
 */
export function readDeepLink(query: Record<string, unknown>): DeepLinkReading {
  const values: { [name in keyof typeof SHAPES]?: string } = {}
  for (const name of ['MaTTHCDP', 'MaTTHC', 'MaCoQuanThucHien', 'MaDVC'] as const) {
    const value = query[name]
    if (value === undefined) continue
    if (Array.isArray(value)) return { kind: 'refused', parameter: name, reason: 'repeated' }
    if (typeof value !== 'string' || !SHAPES[name].test(value)) {
      return { kind: 'refused', parameter: name, reason: 'malformed' }
    }
    values[name] = value
  }
  const { vnconnect } = query
  if (Array.isArray(vnconnect)) return { kind: 'refused', parameter: 'vnconnect', reason: 'repeated' }
  if (vnconnect !== undefined && vnconnect !== '1') {
    return { kind: 'refused', parameter: 'vnconnect', reason: 'malformed' }
  }
  return assemble(values, vnconnect === '1' ? 'national' : 'local')
}

function assemble(values: { [name in keyof typeof SHAPES]?: string }, from: 'national' | 'local'): DeepLinkReading {
  const { MaTTHCDP, MaTTHC, MaCoQuanThucHien, MaDVC } = values
  if (MaTTHCDP === undefined) return { kind: 'refused', parameter: 'MaTTHCDP', reason: 'missing' }
  if (MaCoQuanThucHien === undefined) return { kind: 'refused', parameter: 'MaCoQuanThucHien', reason: 'missing' }
  const contradicting = (parameter: DeepLinkParameter): DeepLinkReading => {
    return { kind: 'refused', parameter, reason: 'contradicts' }
  }
  if (MaTTHC !== undefined && !MaTTHCDP.startsWith(`${MaTTHC}.`)) return contradicting('MaTTHC')
  if (MaDVC !== undefined && !MaDVC.startsWith(`${MaTTHCDP}.`)) return contradicting('MaDVC')
  // The agency works for the procedure's owner: both end up at the same level-1 organisation.
  if (MaCoQuanThucHien.split('.')[0] !== MaTTHCDP.split('.').at(-1)) return contradicting('MaCoQuanThucHien')
  const link: DeepLink = { provincialCode: MaTTHCDP, agencyCode: MaCoQuanThucHien, fromNational: from === 'national' }
  if (MaTTHC !== undefined) link.nationalCode = MaTTHC
  if (MaDVC !== undefined) link.serviceCode = MaDVC
  return { kind: 'ok', link }
}
