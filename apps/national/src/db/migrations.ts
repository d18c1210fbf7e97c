import { signInMigrations } from '@motcua/sign-in/migrations.ts'
import type { Migration } from 'kysely/migration'
import * as accounts from './migrations/001-accounts.ts'
import * as oidc from './migrations/002-oidc.ts'
import * as procedures from './migrations/010-procedures.ts'
import * as methods from './migrations/011-methods.ts'
import * as notices from './migrations/012-notices.ts'
import * as complaints from './migrations/013-complaints.ts'
import * as inactivity from './migrations/014-inactivity.ts'
import * as organizations from './migrations/015-organizations.ts'
import * as simPrompts from './migrations/016-sim-prompts.ts'

/** Everything that shapes the national portal's database, in the order of the names. */
export const nationalMigrations: Record<string, Migration> = {
  ...signInMigrations,
  '002-accounts': accounts,
  '003-oidc': oidc,
  '010-procedures': procedures,
  '011-methods': methods,
  '012-notices': notices,
  '013-complaints': complaints,
  '014-inactivity': inactivity,
  '015-organizations': organizations,
  '016-sim-prompts': simPrompts,
}
