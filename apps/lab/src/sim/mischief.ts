import type { LabSimMischief } from '@motcua/contracts/lab-api.ts'

/** What an operator's service does wrong with the answers of one SIM, by number (`+84…`), until it is told otherwise. */
export type Mischiefs = {
  of(phone: string): LabSimMischief | undefined
  set(phone: string, mischief: LabSimMischief | 'none'): void
}

export function mischiefs(): Mischiefs {
  const set = new Map<string, LabSimMischief>()
  return {
    of: phone => set.get(phone),
    set: (phone, mischief) => {
      if (mischief === 'none') set.delete(phone)
      else set.set(phone, mischief)
    },
  }
}
