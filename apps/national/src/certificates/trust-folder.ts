import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Certificate } from '@motcua/pki/certificate.ts'
import { certificatesIn } from '@motcua/pki/certificate-file.ts'
import { type Authority, type TrustStore, trustStore } from '@motcua/pki/trust.ts'

/** Files that are not looked at: notes, checksums, and what the system leaves behind. */
const CERTIFICATE_FILE = /\.(pem|crt|cer|der|p7b|p7c)$/i

/**
 * Reads the two roots and the authorities below them from `national/` and `government/` in a folder; each file DER, PEM or
 * PKCS#7. @throws one message where a folder cannot be read, a file holds no certificate, or a root is missing.
 */
export async function readTrustFolder(folder: string): Promise<TrustStore> {
  const [national, government] = await Promise.all([readGroup(folder, 'national'), readGroup(folder, 'government')])
  const store = trustStore({ national, government })
  for (const authority of ['national', 'government'] as const) {
    if (store[authority].anchors.length === 0) throw new Error(`there is no root in ${join(folder, authority)}`)
  }
  return store
}

async function readGroup(folder: string, authority: Authority): Promise<Certificate[]> {
  const place = join(folder, authority)
  const files = (await readdir(place)).filter(name => CERTIFICATE_FILE.test(name)).sort()
  return (await Promise.all(files.map(name => readCertificates(join(place, name))))).flat()
}

async function readCertificates(file: string): Promise<Certificate[]> {
  const read = certificatesIn(await readFile(file))
  if (read.kind === 'malformed') throw new Error(`${file} is no certificate`)
  return read.certificates
}

/** Everything that is trusted, and for which of the two. */
export function trusted(store: TrustStore): { authority: Authority; certificate: Certificate }[] {
  return (['national', 'government'] as const).flatMap(authority =>
    [...store[authority].anchors, ...store[authority].intermediates].map(certificate => ({ authority, certificate })),
  )
}

/** Whether a certificate is one of the lab's, which say so in their names: nothing they vouch for is real. */
export function isOfLab({ subject }: Certificate): boolean {
  return /bàn thử nghiệm|\blab\b/iu.test(`${subject.organization ?? ''} ${subject.commonName ?? ''}`)
}
