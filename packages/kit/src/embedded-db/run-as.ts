import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

/**
 * Under whom PostgreSQL runs. It refuses root and users without a name, so root hands it to an unprivileged user or,
 * where that user cannot reach the folders, to a user namespace in which we appear as that user.
 */
export type RunAs =
  | { kind: 'self' }
  | { kind: 'user'; uid: number; gid: number }
  | { kind: 'namespace'; uid: number; gid: number }

/** The user id that must own the cluster's files, seen from outside. */
export function fileOwner(as: RunAs): { uid: number; gid: number } | undefined {
  switch (as.kind) {
    case 'self':
      return undefined
    case 'user':
      return { uid: as.uid, gid: as.gid }
    case 'namespace':
      return { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
  }
}

/** Program, arguments and options that start `program` under that user. */
export function commandAs(as: RunAs, program: string, args: string[]): [string, string[], SpawnOptions] {
  const options: SpawnOptions = { cwd: '/', env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin', TMPDIR: tmpdir() } }
  switch (as.kind) {
    case 'self':
      return [program, args, options]
    case 'user':
      return [program, args, { ...options, uid: as.uid, gid: as.gid }]
    case 'namespace':
      return ['unshare', ['--user', `--map-user=${as.uid}`, '--', program, ...args], options]
  }
}

export function spawnAs(as: RunAs, program: string, args: string[], stdio: SpawnOptions['stdio']): ChildProcess {
  const [file, fileArgs, options] = commandAs(as, program, args)
  // A group of its own: Ctrl-C in the terminal reaches its owner only, which then stops it in order.
  return spawn(file, fileArgs, { ...options, stdio: stdio ?? 'ignore', detached: true })
}

/** Whether PostgreSQL of the folder `native`, run that way, starts and reaches `folder`. */
export function canRun(as: RunAs, native: string, folder: string): boolean {
  const script = '"$1" --version && test -x "$2"'
  const args = ['-c', script, 'sh', join(native, 'bin/postgres'), folder]
  const [file, fileArgs, options] = commandAs(as, '/bin/sh', args)
  const { cwd, env, uid, gid } = options
  const who = uid === undefined || gid === undefined ? {} : { uid, gid }
  return spawnSync(file, fileArgs, { cwd, env, ...who, stdio: 'ignore' }).status === 0
}

/** The unprivileged user for programs started by root. It must be in /etc/passwd, since initdb asks for its name. */
export function unprivilegedUser(): { uid: number; gid: number } {
  const users = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['nobody', 'daemon']) {
    const [, , uid, gid] = users.find(line => line.startsWith(`${name}:`))?.split(':') ?? []
    if (uid !== undefined && gid !== undefined && Number(uid) !== 0) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error('PostgreSQL does not run as root and no user nobody exists: start as another user')
}

/** Whether our own user has an entry in /etc/passwd; containers are often started under a number that has none. */
export function isNamed(): boolean {
  try {
    return userInfo().username !== ''
  } catch {
    return false
  }
}
