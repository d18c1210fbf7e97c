import type { Tell } from '../messages.ts'
import type { AllowedSite } from '../sites/allowed-sites.ts'
import type { CertificateList, ListedCertificate } from './list-certificates.ts'
import type { Status } from './status.ts'

/** What the commands print for people; `--json` prints the values themselves. */
export function printedStatus(status: Status, tell: Tell): string[] {
  return [tell('status', { version: status.version, protocol: status.protocol }), ...printedPlaces(status, tell)]
}

/** Where tokens are sought. */
export function printedPlaces({ pkcs11, libraries, files, dataFolder }: Status, tell: Tell): string[] {
  const indented = (paths: string[]) => paths.map(path => `  ${path}`)
  return [
    tell('libraries'),
    ...(pkcs11 === 'ready' ? indented(libraries) : [tell(pkcs11 === 'no-koffi' ? 'noKoffi' : 'noLibraries')]),
    tell('files'),
    ...(files.length > 0 ? indented(files) : [tell('noFiles')]),
    tell('sitesFolder', { folder: dataFolder }),
  ]
}

export function printedCertificates({ certificates, troubles }: CertificateList, tell: Tell): string[] {
  return [
    ...(certificates.length > 0
      ? certificates.flatMap(each => printedCertificate(each, tell))
      : [tell('noCertificates')]),
    ...troubles.map(({ source, because }) => tell('trouble', { source, because })),
  ]
}

function printedCertificate({ facts, token, validity }: ListedCertificate, tell: Tell): string[] {
  if (!facts) return [`${token.label}: ${tell('hidden')}`]
  const days = [facts.validFrom, facts.validTo].map(date => date.toISOString().slice(0, 10)).join(' – ')
  return [facts.name, `  ${[...facts.identifiers, facts.issuer, days, token.label, tell(validity)].join(' · ')}`]
}

export function printedSites(sites: AllowedSite[], tell: Tell): string[] {
  return sites.length > 0 ? sites.map(({ origin, allowedAt }) => `${origin}  ${allowedAt}`) : [tell('noSites')]
}
