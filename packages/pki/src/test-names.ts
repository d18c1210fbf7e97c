import * as asn1js from 'asn1js'

/** Attribute types by the letters people write. */
export const ATTRIBUTES = {
  CN: '2.5.4.3',
  C: '2.5.4.6',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  T: '2.5.4.12',
  organizationIdentifier: '2.5.4.97',
  E: '1.2.840.113549.1.9.1',
  UID: '0.9.2342.19200300.100.1.1',
}
export type AttributeName = keyof typeof ATTRIBUTES

const strings = {
  utf8: (value: string) => new asn1js.Utf8String({ value }),
  printable: (value: string) => new asn1js.PrintableString({ value }),
  ia5: (value: string) => new asn1js.IA5String({ value }),
  bmp: (value: string) => new asn1js.BmpString({ value }),
  teletex: (value: string) => new asn1js.TeletexString({ value }),
  universal: (value: string) => new asn1js.UniversalString({ value }),
}
export type StringType = keyof typeof strings

/** `['UID', 'CCCD:…']`, in UTF-8 unless told. */
export type Attribute = [AttributeName, string, StringType?]
/** A relative distinguished name of one attribute, or of several. */
export type Rdn = Attribute | Attribute[]

/** A Name (RFC 5280 §4.1.2.4), in the order given. */
export function nameOf(rdns: Rdn[]): asn1js.Sequence {
  const sets = rdns.map(rdn => {
    const attributes = (Array.isArray(rdn[0]) ? rdn : [rdn]) as Attribute[]
    return new asn1js.Set({ value: attributes.map(attributeOf) })
  })
  return new asn1js.Sequence({ value: sets })
}

function attributeOf([name, value, type = name === 'E' ? 'ia5' : 'utf8']: Attribute): asn1js.Sequence {
  return new asn1js.Sequence({
    value: [new asn1js.ObjectIdentifier({ value: ATTRIBUTES[name] }), strings[type](value)],
  })
}
