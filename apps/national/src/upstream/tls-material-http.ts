import { createSecureContext } from 'node:tls'

/** PEM; without `ca` the authorities that Node trusts. */
export type TlsMaterial = {
  ca?: string | undefined
  client?: { key: string; certificate: string } | undefined
}

/** As `node:tls` takes it. */
export function tlsOptions({ ca, client }: TlsMaterial) {
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(client ? { key: client.key, cert: client.certificate } : {}),
  }
}

/** Whether connections can be made with it: keys and certificates can be read and belong together. */
export function isTlsMaterial(material: TlsMaterial): boolean {
  const isPem = material.ca === undefined || material.ca.includes('-----BEGIN CERTIFICATE-----')
  try {
    createSecureContext(tlsOptions(material))
    return isPem
  } catch {
    return false
  }
}
