import { BmpString, IA5String, PrintableString, Sequence, Set as SetOf, Utf8String } from 'asn1js'
import { AttributeTypeAndValue, RelativeDistinguishedNames } from 'pkijs'

const oids = {
  CN: '2.5.4.3',
  C: '2.5.4.6',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  T: '2.5.4.12',
  UID: '0.9.2342.19200300.100.1.1',
  E: '1.2.840.113549.1.9.1',
} as const

/** One attribute of a name, by its usual short name. */
export type NamePart = readonly [keyof typeof oids, string]
export type Name = readonly NamePart[]

/** How the letters of a name are written: older systems wrote BMPString (X.680 §41), today UTF8String is the rule. */
export type Letters = 'utf8' | 'bmp'

/** The name in the given order. Each attribute is an RDN of its own, which pkijs only writes of what it has read. */
export function distinguishedName(parts: Name, letters: Letters = 'utf8'): RelativeDistinguishedNames {
  const attributes = parts.map(
    ([part, text]) => new AttributeTypeAndValue({ type: oids[part], value: written(part, text, letters) }),
  )
  const sequence = new Sequence({ value: attributes.map(one => new SetOf({ value: [one.toSchema()] })) })
  return RelativeDistinguishedNames.fromBER(sequence.toBER())
}

/** The string types that RFC 5280 appendix A demands of country and mail; the rest as asked. */
function written(part: NamePart[0], value: string, letters: Letters) {
  if (part === 'C') return new PrintableString({ value })
  if (part === 'E') return new IA5String({ value })
  return letters === 'bmp' ? new BmpString({ value }) : new Utf8String({ value })
}
