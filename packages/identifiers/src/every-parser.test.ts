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
const parsers: Record<string, { parse: (text: string) => AnyParsed; right: string }> = {
  'identity number': { parse: text => parseCitizenIdNumber(text, today), right: '141230888' },
  'tax code': { parse: parseTaxCode, right: '0800000016' },
  'household tax code': { parse: text => parseHouseholdTaxCode(text, today), right: '030190001234' },
  'social insurance number': {
    parse: text => parseSocialInsuranceNumber(text, ['number', 'card']),
    right: '3020123456',
  },
  phone: { parse: parsePhone, right: '0828114088' },
  'organisation code': { parse: parseOrganizationCode, right: 'H23.20.26' },
  'dossier code': { parse: parseDossierCode, right: '000.26.20.H23-201008-0093' },
  'procedure code': { parse: parseProcedureCode, right: '1.001193' },
  'person name': { parse: parsePersonName, right: 'Nguyễn Văn An' },
  date: { parse: parseDate, right: '08/10/2020' },
  'date of birth': { parse: text => parseDateOfBirth(text, today), right: '08/10/1990' },
  email: { parse: parseEmail, right: 'ten@vidu.vn' },
}

for (const [what, { parse, right }] of Object.entries(parsers)) {
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

  test(`The ${what} parser refuses an empty text as empty, and a million characters unread, even spaces around a right value`, () => {
    assert.equal(parse(` ${right} `).kind, 'ok')
    for (const blank of ['', ' ', '\t\u00a0 ']) assert.deepEqual(parse(blank), { kind: 'refused', reason: 'empty' })
    const started = process.cpuUsage()
    assert.equal(parse(`${' '.repeat(1_000_000)}${right}`).kind, 'refused')
    for (const text of hugeTexts) assert.equal(parse(text).kind, 'refused')
    const spent = process.cpuUsage(started)
    assert.ok(spent.user + spent.system < 200_000, `took ${spent.user + spent.system} µs`)
  })
}
