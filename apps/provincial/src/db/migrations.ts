import { signInMigrations } from '@motcua/sign-in/migrations.ts'
import type { Migration } from 'kysely/migration'
import * as accounts from './migrations/001-accounts.ts'
import * as linking from './migrations/002-linking.ts'

/** All migrations of a provincial portal, in the order of their names. */
export const migrations: Record<string, Migration> = {
  ...signInMigrations,
  '001-accounts': accounts,
  '002-linking': linking,
}
