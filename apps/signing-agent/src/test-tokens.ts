import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder of this test's own, gone with it. */
export function temporaryFolder(after: (work: () => void) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-agent-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export const openssl = (...args: string[]): Buffer => execFileSync('openssl', args, { stdio: 'pipe' })

export type TestKey = 'rsa' | 'prime256v1' | 'secp384r1' | 'secp521r1' | 'ed25519'
export type TestPair = { keyFile: string; certificateFile: string; certificate: Buffer }

const NEWKEY: Record<TestKey, string[]> = {
  rsa: ['-newkey', 'rsa:2048'],
  ed25519: ['-newkey', 'ed25519'],
  ...ec('prime256v1', 'secp384r1', 'secp521r1'),
}

function ec<Curve extends string>(...curves: Curve[]): Record<Curve, string[]> {
  return Object.fromEntries(
    curves.map(curve => [curve, ['-newkey', 'ec', '-pkeyopt', `ec_paramgen_curve:${curve}`]]),
  ) as Record<Curve, string[]>
}

export const PERSON = '/C=VN/CN=Nguyễn Thị Thu Hà/UID=CCCD:030190001517'

/** A fresh key with a certificate of its own making, good for a year from now; it says nothing of being an authority. */
export function testPair(folder: string, name: string, { key = 'rsa', subject = PERSON }: Of = {}): TestPair {
  const [keyFile, certificateFile, config] = ['key', 'pem', 'cnf'].map(end => join(folder, `${name}.${end}`)) as [
    string,
    string,
    string,
  ]
  writeFileSync(config, '[req]\ndistinguished_name = empty\n[empty]\n')
  openssl(
    ...['req', '-x509', '-config', config, '-utf8', '-nodes', '-days', '365', '-subj', subject],
    ...[...NEWKEY[key], '-keyout', keyFile, '-out', certificateFile],
  )
  const certificate = openssl('x509', '-in', certificateFile, '-outform', 'der')
  return { keyFile, certificateFile, certificate }
}

type Of = { key?: TestKey; subject?: string }

/** A PKCS#12 file as openssl writes it; with `certpbe` NONE it shows its certificates to everybody. */
export function testPkcs12(
  folder: string,
  name: string,
  { pair, pin, options = [] }: { pair: TestPair; pin: string; options?: string[] },
): string {
  const path = join(folder, `${name}.p12`)
  openssl(
    ...['pkcs12', '-export', '-inkey', pair.keyFile, '-in', pair.certificateFile],
    ...['-passout', `pass:${pin}`, '-out', path, ...options],
  )
  return path
}

export const OPEN_CERTIFICATES = ['-certpbe', 'NONE']

export const readBytes = (path: string): Buffer => readFileSync(path)
