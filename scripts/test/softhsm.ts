import { existsSync } from 'node:fs'
import { installed } from './apt.ts'

const LIBRARIES = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so']
/** The second writes certificates into tokens. */
const PROGRAMS = ['/usr/bin/softhsm2-util', '/usr/bin/pkcs11-tool']

/** The tests of real PKCS#11 tokens, by name. */
export const needsSoftHsm = (file: string): boolean => /softhsm/.test(file)

/** Installs SoftHSM2, a token made of software, where it is missing and that is allowed (apt.ts). */
export function ensureSoftHsm(print: (line: string) => void): void {
  if (isThere()) return
  const failed = installed(['softhsm2', 'opensc'], () =>
    print(
      'Tests need SoftHSM2: installing the system packages softhsm2 and opensc with apt-get (MOTCUA_NO_SYSTEM=1 forbids it).',
    ),
  )
  if (failed) print(`no SoftHSM2 found, and ${failed.because}; its tests are left out`)
}

function isThere(): boolean {
  return LIBRARIES.some(path => existsSync(path)) && PROGRAMS.every(path => existsSync(path))
}
