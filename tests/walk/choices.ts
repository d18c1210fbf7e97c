import fc from 'fast-check'

/**
 * One thing somebody does on a page: `go-on` fills in its main form as one should, so that walks get far; `submit` fills
 * in any of its forms, partly with what `typed` says. `which` picks among what is there.
 */
export type Choice = {
  deed: 'go-on' | 'open' | 'follow' | 'submit' | 'submit-twice' | 'back' | 'sneak' | 'bend-address' | 'wait' | 'outside'
  which: number
  /** Fields are filled in as they should be, but for those whose turn in this list is a text. */
  typed: (string | undefined)[]
  wild: string
}

const ODD = [
  ...['', ' ', '0', '-1', '1e309', 'NaN', 'null', 'undefined', 'true', '[]', '{}', '[object Object]', '__proto__'],
  ...[
    "' or 1=1 --",
    '<script>alert(1)</script>',
    '${7*7}',
    '{{7*7}}',
    '../../etc/passwd',
    '%00',
    '%',
    '\u0000',
    '\r\nx: y',
  ],
  ...['\ud800', '\uFEFF', 'Nguyễn', 'ﷺ'.repeat(20), '🙂'.repeat(50), '9'.repeat(400), 'x'.repeat(5_000), '١٢٣'],
  ...['031190000000', '999999999999', '0912345678', '+84912345678', '31/02/2000', '01/01/0001', '2000-13-40'],
]

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...ODD) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
)

const deed = fc.oneof(
  { weight: 20, arbitrary: fc.constant('go-on' as const) },
  { weight: 3, arbitrary: fc.constant('open' as const) },
  { weight: 3, arbitrary: fc.constant('follow' as const) },
  { weight: 8, arbitrary: fc.constant('submit' as const) },
  { weight: 2, arbitrary: fc.constant('submit-twice' as const) },
  { weight: 2, arbitrary: fc.constant('back' as const) },
  { weight: 1, arbitrary: fc.constant('sneak' as const) },
  { weight: 1, arbitrary: fc.constant('bend-address' as const) },
  { weight: 1, arbitrary: fc.constant('wait' as const) },
  { weight: 1, arbitrary: fc.constant('outside' as const) },
)

export const choice: fc.Arbitrary<Choice> = fc.record({
  deed,
  which: fc.nat({ max: 1_000 }),
  typed: fc.array(fc.option(text, { nil: undefined, freq: 6 }), { minLength: 8, maxLength: 8 }),
  wild: text,
})
