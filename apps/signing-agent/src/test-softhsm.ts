import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openssl, type TestPair } from './test-tokens.ts'

const LIBRARIES = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so']
const PROGRAMS = ['/usr/bin/softhsm2-util', '/usr/bin/pkcs11-tool']

/** A PKCS#11 library with tokens made of software; undefined where SoftHSM2 is not installed. */
export const softHsmLibrary = PROGRAMS.every(path => existsSync(path))
  ? LIBRARIES.find(path => existsSync(path))
  : undefined

/** For `test`: why it is left out. */
export const needsSoftHsm = softHsmLibrary
  ? {}
  : { skip: 'SoftHSM2 and OpenSC are not installed (apt: softhsm2 opensc)' }

/** Lets this process, and those it starts, see the tokens of a folder and no others. */
export function useSoftHsm(folder: string): void {
  const tokens = join(folder, 'tokens')
  mkdirSync(tokens, { recursive: true })
  const config = join(folder, 'softhsm2.conf')
  writeFileSync(config, `directories.tokendir = ${tokens}\nlog.level = ERROR\n`)
  process.env.SOFTHSM2_CONF = config
}

/** A new token with a key and its certificate, as an authority's office would hand it out. */
export function softHsmToken(
  folder: string,
  { label, pin, pair }: { label: string; pin: string; pair: Pick<TestPair, 'keyFile' | 'certificate'> },
): void {
  const library = softHsmLibrary ?? ''
  const [key, certificate] = ['p8', 'der'].map(end => join(folder, `${label}.${end}`)) as [string, string]
  openssl('pkcs8', '-topk8', '-nocrypt', '-in', pair.keyFile, '-out', key)
  writeFileSync(certificate, pair.certificate)
  run('softhsm2-util', '--init-token', '--free', '--label', label, '--so-pin', '00000000', '--pin', pin)
  run('softhsm2-util', '--import', key, '--token', label, '--label', 'key', '--id', '01', '--pin', pin)
  run(
    ...(['pkcs11-tool', '--module', library, '--token-label', label, '--login', '--pin', pin] as const),
    ...['--write-object', certificate, '--type', 'cert', '--id', '01', '--label', 'key'],
  )
}

function run(program: string, ...args: string[]): void {
  execFileSync(program, args, { stdio: 'pipe' })
}
