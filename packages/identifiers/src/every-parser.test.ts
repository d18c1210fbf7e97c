import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyText, hugeTexts } from './any-text.ts'
import { parseCitizenIdNumber } from './citizen-id.ts'
import { parseDate, parseDateOfBirth } from './date.ts'
import { parseDossierCode } from './dossier-code.ts'
import { parseEmail } from './email.ts'
import { parseOrganizationCode } from './organization-code.ts'
import { parsePersonName } from './person-name.ts'
import { parsePhone } from './phone.ts'
import { parseProcedureCode } from './procedure-code.ts'
import { parseSocialInsuranceNumber } from './social-insurance-number.ts'
import { parseHouseholdTaxCode, parseTaxCode } from './tax-code.ts'

type AnyParsed = { kind: 'ok'; value: unknown } | { kind: 'refused'; reason: string }
const today = '2020-10-08'
const parsers: Record<string, (text: string) => AnyParsed> = {
  'identity number': text => parseCitizenIdNumber(text, today),
  'tax code': parseTaxCode,
  'household tax code': text => parseHouseholdTaxCode(text, today),
  'social insurance number': text => parseSocialInsuranceNumber(text, ['number', 'card', 'personal-id']),
  phone: parsePhone,
  'organisation code': parseOrganizationCode,
  'dossier code': parseDossierCode,
  'procedure code': parseProcedureCode,
  'person name': parsePersonName,
  date: parseDate,
  'date of birth': text => parseDateOfBirth(text, today),
  email: parseEmail,
}

for (const [what, parse] of Object.entries(parsers)) {
  test(`Whatever is typed, the ${what} parser answers, and reads its own value back unchanged`, () => {
    fc.assert(
      fc.property(anyText, text => {
        const result = parse(text)
        if (result.kind === 'refused') assert.match(result.reason, /^[a-z-]+$/)
        else if (typeof result.value === 'string') assert.deepEqual(parse(result.value), result)
      }),
      { numRuns: 500 },
    )
  })

  test(`The ${what} parser refuses an empty text as empty and a million characters at once`, () => {
    for (const blank of ['', ' ', '\t\u00a0 ']) assert.deepEqual(parse(blank), { kind: 'refused', reason: 'empty' })
    const started = process.cpuUsage()
    for (const text of hugeTexts) assert.equal(parse(text).kind, 'refused')
    const spent = process.cpuUsage(started)
    assert.ok(spent.user + spent.system < 200_000, `took ${spent.user + spent.system} µs`)
  })
}
