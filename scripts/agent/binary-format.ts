import type { Target } from './targets.ts'

/** What a program or library of machine code is made for. */
export type BinaryFormat = { system: Target['system']; architecture: Target['architecture'] }

const ELF = { 62: 'x64', 183: 'arm64' } as const
const PE = { 34404: 'x64', 43620: 'arm64' } as const
const MACH_O = { 16777223: 'x64', 16777228: 'arm64' } as const

/** Read from the header: ELF (System V ABI), PE (Microsoft's PE format) or Mach-O of 64 bits; undefined for all else. */
export function binaryFormat(bytes: Uint8Array): BinaryFormat | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.byteLength < 64) return undefined
  if (view.getUint32(0) === 0x7f454c46) return made('linux', ELF, view.getUint16(18, true))
  if (view.getUint32(0, true) === 0xfeedfacf) return made('macos', MACH_O, view.getUint32(4, true))
  return view.getUint16(0) === 0x4d5a ? portableExecutable(view) : undefined
}

/** Where the PE header begins stands at 0x3c of the DOS header before it; the machine follows its four-byte name. */
function portableExecutable(view: DataView): BinaryFormat | undefined {
  const start = view.getUint32(0x3c, true)
  if (start + 6 > view.byteLength || view.getUint32(start) !== 0x50450000) return undefined
  return made('windows', PE, view.getUint16(start + 4, true))
}

function made(system: Target['system'], machines: Record<number, Target['architecture']>, machine: number) {
  const architecture = machines[machine]
  return architecture && { system, architecture }
}

/** Whether a Mach-O carries a code signature (LC_CODE_SIGNATURE), without which macOS ends it on arm64. */
export function isSigned(bytes: Uint8Array): boolean {
  const LC_CODE_SIGNATURE = 0x1d
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 32
  for (let left = view.getUint32(16, true); left > 0; left--) {
    if (view.getUint32(at, true) === LC_CODE_SIGNATURE) return true
    at += view.getUint32(at + 4, true)
  }
  return false
}
