import { readdir, readFile } from 'node:fs/promises'

/** The variable that marks every process of a run: children inherit it, however deep and whoever their parent became. */
export const MARK = 'MOTCUA_RUN'

/** Ends the processes that carry the mark `value`, except this one. Returns how many there were. Linux only; elsewhere 0. */
export async function endMarked(value: string): Promise<number> {
  const pids = (await readdir('/proc').catch(() => [])).filter(name => /^\d+$/.test(name))
  const marked = await Promise.all(pids.map(pid => carries(pid, `${MARK}=${value}`)))
  const left = pids.filter((_, index) => marked[index]).map(Number)
  for (const pid of left) end(pid)
  return left.length
}

async function carries(pid: string, mark: string): Promise<boolean> {
  if (Number(pid) === process.pid) return false
  const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')
  return environment.split('\0').includes(mark)
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Gone by itself meanwhile.
  }
}
