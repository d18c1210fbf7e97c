import { randomUUID } from 'node:crypto'
import { link, mkdir, readdir, readFile, rename, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'

export type Keeping<Value> = {
  folder: string
  name: string
  shape: z.ZodType<Value>
  /** Whether what is kept may still be used. */
  isGood(value: Value): boolean
  /** Makes it, the first time or in place of what is no longer good. */
  make(before: Value | undefined): Promise<Value>
}

/**
 * What is kept under a name, made where it is missing or no longer good. Each making is a file of its own,
 * `{name}.{number}.json`, which nobody changes and only one can create: whoever asks at the same time, in this process or
 * another, gets the same.
 */
export async function kept<Value>(keeping: Keeping<Value>): Promise<Value> {
  const { folder, name } = keeping
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (;;) {
    const number = (await numbersOf(folder, name)).at(-1) ?? 0
    const newest = number === 0 ? undefined : await read(keeping, number)
    if (newest !== undefined && keeping.isGood(newest)) return newest
    const made = await keeping.make(newest)
    if (await create(fileOf(keeping, number + 1), JSON.stringify(made, null, 2))) return made
  }
}

/** Every making of a name, the newest last; what can no longer be read is left out. */
export async function everKept<Value>(keeping: Pick<Keeping<Value>, 'folder' | 'name' | 'shape'>): Promise<Value[]> {
  const numbers = await numbersOf(keeping.folder, keeping.name)
  const values = await Promise.all(numbers.map(number => read(keeping, number)))
  return values.filter(value => value !== undefined)
}

type Place = { folder: string; name: string }

function fileOf({ folder, name }: Place, number: number): string {
  return join(folder, `${name}.${number}.json`)
}

async function numbersOf(folder: string, name: string): Promise<number[]> {
  const files = await readdir(folder).catch(() => [])
  return files
    .filter(file => file.startsWith(`${name}.`) && /^\d+\.json$/.test(file.slice(name.length + 1)))
    .map(file => Number.parseInt(file.slice(name.length + 1), 10))
    .sort((a, b) => a - b)
}

async function read<Value>(place: Place & { shape: z.ZodType<Value> }, number: number): Promise<Value | undefined> {
  const text = await readFile(fileOf(place, number), 'utf8')
  try {
    return place.shape.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** Whole and for its owner only; false where it is there already. A link, since a rename would replace. */
async function create(path: string, text: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`
  await writeFile(draft, text, { mode: 0o600, flag: 'wx', flush: true })
  try {
    await link(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    await unlink(draft)
  }
}

/** Writes a file for its owner only: whole, whoever reads or writes it meanwhile. */
export async function replaced(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`
  await writeFile(draft, text, { mode: 0o600 })
  await rename(draft, path)
}
