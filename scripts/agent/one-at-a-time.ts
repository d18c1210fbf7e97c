import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The right to build into a folder, until it is given back; or who has it. */
export type Turn = { kind: 'ours'; giveBack(): void } | { kind: 'taken'; pid: number }

/** A file with our process number, made only where there is none; one whose process is gone is nobody's. */
export function takeTurn(folder: string): Turn {
  const path = join(folder, 'building.pid')
  mkdirSync(folder, { recursive: true })
  const holder = holderIn(path)
  if (holder > 0 && runs(holder)) return { kind: 'taken', pid: holder }
  rmSync(path, { force: true })
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return { kind: 'taken', pid: holderIn(path) }
  }
  return { kind: 'ours', giveBack: () => rmSync(path, { force: true }) }
}

function holderIn(path: string): number {
  try {
    return Number(readFileSync(path, 'utf8'))
  } catch {
    return 0
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
