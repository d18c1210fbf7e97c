import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The right to build into a folder, until it is given back; or who has it. */
export type Turn = { kind: 'ours'; giveBack(): Promise<void> } | { kind: 'taken'; pid: number }

/** A file with our process number, made only where there is none; one whose process is gone is nobody's. */
export async function takeTurn(folder: string): Promise<Turn> {
  const path = join(folder, 'building.pid')
  await mkdir(folder, { recursive: true })
  const holder = Number(await readFile(path, 'utf8').catch(() => '0'))
  if (holder > 0 && runs(holder)) return { kind: 'taken', pid: holder }
  await rm(path, { force: true })
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return { kind: 'taken', pid: Number(await readFile(path, 'utf8')) }
  }
  return { kind: 'ours', giveBack: () => rm(path, { force: true }) }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
