import fc from 'fast-check'

/** Texts of every kind, lone surrogates and near misses among them, for properties that hold for whatever is typed. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.stringMatching(/^[\d +().-]{0,20}$/),
  fc.stringMatching(/^[A-Za-z\d.@-]{0,40}$/),
  fc
    .array(fc.constantFrom('\ud800', '\udc00', '\u0000', '\u200d', '\u0301', '\u202e', 'đ', 'İ', 'ß', '٣', '９'))
    .map(marks => marks.join('')),
)

/** A text of `length` digits. */
export const digitsOf = (length: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`))

/** A million of each character that a parser could get lost in. */
export const hugeTexts: readonly string[] = ['1', 'a', ' ', '-', 'a.', "A '", '\u0301', '1/', '@', '\u0301\u0323'].map(
  part => part.repeat(1_000_000),
)
