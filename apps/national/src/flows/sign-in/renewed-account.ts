import { sameName } from '@motcua/identifiers/person-name.ts'
import { after } from '@motcua/kit/clock.ts'
import type { Kysely } from 'kysely'
import { accountsStore } from '../../accounts/accounts-store.ts'
import { type Certified, keptCertificate } from '../../accounts/certified.ts'
import { handlesStore } from '../../accounts/handles-store.ts'
import { type Holder, holderOf, sameHolder } from '../../accounts/holder.ts'
import { accountsOf } from '../../accounts/holder-accounts.ts'
import type { NationalTables } from '../../db/tables.ts'
import type { Parts } from '../../parts.ts'

/** From so long before the old one ends the next one may take its place: authorities renew that early. */
const EARLY_SECONDS = 90 * 24 * 3600

type Renewing = { method: string; certified: Certified }
type RenewalParts = Pick<Parts, 'sealer' | 'index' | 'clock'> & { db: Kysely<NationalTables> }

/**
 * The account that a certificate nobody registered was renewed for: that of whomever it names, if it has another one of
 * the same holder by this method, which has expired or soon will (product rules, Đăng nhập). With a SIM of the same number it
 * has not: the SIM was replaced, and the key went with it.
 */
export async function renewedAccount(
  parts: RenewalParts,
  { method, certified }: Renewing,
): Promise<string | undefined> {
  for (const holder of holdersIn(certified)) {
    const [id, ...others] = await accountsOf(parts, holder)
    if (id === undefined || others.length > 0) continue
    const account = await accountsStore(parts.db, parts).find(id)
    if (!account || !sameHolder(holder, account)) continue
    const registered = await handlesStore(parts.db, parts).list(id, method)
    const renewed = { certified, holder, now: parts.clock() }
    if (registered.some(handle => isReplaced(keptCertificate(handle), renewed))) return id
  }
  return undefined
}

/** Whoever a certificate may name: which kind of account it opens, it does not say itself. */
function holdersIn(certified: Certified): Holder[] {
  return (['citizen', 'enterprise', 'agency'] as const).flatMap(kind => {
    const found = holderOf(certified, kind)
    return found.kind === 'holder' ? [found.holder] : []
  })
}

type Renewed = { certified: Certified; holder: Holder; now: Date }

function isReplaced(old: Certified, { certified, holder, now }: Renewed): boolean {
  const isNext = isReplacingSim(certified, old) || (isEnding(old, now) && isLater(certified, old))
  if (!isNext) return false
  const found = holderOf(old, holder.kind)
  return found.kind === 'holder' && isSame(found.holder, holder)
}

const isEnding = (old: Certified, now: Date) => new Date(old.validTo) <= after(now, EARLY_SECONDS)

/** A number has one SIM: what began later than the one that was registered took its place. */
function isReplacingSim(one: Certified, other: Certified): boolean {
  return one.phone !== undefined && one.phone === other.phone && new Date(one.validFrom) > new Date(other.validFrom)
}

/** What began or ends no later renews nothing: it may be a lost one, which its holder took from the account. */
function isLater(one: Certified, other: Certified): boolean {
  return new Date(one.validFrom) > new Date(other.validFrom) && new Date(one.validTo) > new Date(other.validTo)
}

function isSame(one: Holder, other: Holder): boolean {
  const numbers = numbersIn(other)
  const shared = numbersIn(one).some(number => numbers.includes(number))
  return shared && sameName(nameIn(one), nameIn(other), { diacritics: 'kept' })
}

const nameIn = (holder: Holder) => (holder.kind === 'citizen' ? holder.fullName : holder.name)

function numbersIn(holder: Holder): string[] {
  switch (holder.kind) {
    case 'citizen':
      return holder.idNumbers
    case 'enterprise':
      return [holder.taxCode]
    case 'agency':
      // Units may share the tax code of the body above them, and then have an MNS each.
      return [holder.budgetCode ?? holder.taxCode ?? '']
  }
}
