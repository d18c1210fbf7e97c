import { readFileSync } from 'node:fs'
import { type Place, provinces } from '@motcua/identifiers/places.ts'
import { z } from 'zod'

/** What a counter can do for people: recovered passwords, other OTP phones, IAL3, complaints. */
export const counterTasks = ['password', 'phone', 'level', 'complaint'] as const
export const counterHours = ['weekdays', 'with-saturday'] as const

const counter = z.strictObject({
  name: z.string().min(1),
  address: z.string().min(1),
  /** As people write it. */
  phone: z.string().regex(/^0\d{2,3}( \d{3,4}){2}$/),
  hours: z.enum(counterHours),
  offers: z.array(z.enum(counterTasks)).min(1),
})
export type Counter = z.infer<typeof counter>

let register: Record<string, Counter[]> | undefined

/** The service counters of a province (GSO code, 2 digits); none of an unknown one. */
export function countersIn(province: string): Counter[] {
  register ??= z
    .record(z.string(), z.array(counter))
    .parse(JSON.parse(readFileSync(new URL('./counters.json', import.meta.url), 'utf8')))
  return Object.hasOwn(register, province) ? (register[province] ?? []) : []
}

/** The provinces among which counters are looked for: those people know from their papers. */
export function counterProvinces(): Place[] {
  return provinces()
}
