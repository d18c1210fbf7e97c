import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { formatDate, formatDateTime, localDate, parseDate, parseDateOfBirth } from './date.ts'

const refused = (reason: string) => ({ kind: 'refused', reason })
const today = '2020-10-08'
const days = fc
  .date({ min: new Date('1000-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10))

test('A day is read in every spelling people use', () => {
  for (const text of [
    '08/12/1990',
    '8/12/1990',
    '08-12-1990',
    '8.12.1990',
    '08 12 1990',
    '08 / 12 / 1990',
    '08121990',
    '1990-12-08',
    ' 1990/12/8 ',
  ])
    assert.deepEqual(parseDate(text), { kind: 'ok', value: '1990-12-08' }, text)
})

test('Every day is read back from how it is shown, written together and stored', () => {
  fc.assert(
    fc.property(days, day => {
      for (const text of [formatDate(day), formatDate(day).replaceAll('/', ''), day])
        assert.deepEqual(parseDate(text), { kind: 'ok', value: day })
    }),
  )
})

test('Days no calendar has are refused, and 29 February only outside leap years', () => {
  for (const text of [
    '29/02/2001',
    '29/02/1900',
    '31/04/2000',
    '00/01/2000',
    '01/13/2000',
    '32/01/2000',
    '4/25/2019',
    '01/01/0999',
    '31042000',
  ])
    assert.deepEqual(parseDate(text), refused('no-such-day'), text)
  assert.equal(parseDate('29/02/2000').kind, 'ok')
})

test('A year of two digits is asked for again, not guessed', () => {
  for (const text of ['08/12/90', '8-12-90', '081290'])
    assert.deepEqual(parseDate(text), refused('two-digit-year'), text)
})

test('What is no day is unreadable', () => {
  for (const text of [
    '1990',
    'ngày 8',
    '8/12',
    '8/12/190',
    '8/12/19900',
    '12/1990',
    '0812199',
    '1990-12',
    '8/12/1990x',
  ])
    assert.deepEqual(parseDate(text), refused('unreadable'), text)
})

test('A date of birth lies between 130 years ago and the age asked for, to the day', () => {
  const birth = (text: string) => parseDateOfBirth(text, today)
  assert.deepEqual(birth('09/10/2020'), refused('in-future'))
  assert.deepEqual(birth('08/10/2020'), { kind: 'refused', reason: 'too-young', age: 14 })
  assert.deepEqual(birth('09/10/2006'), { kind: 'refused', reason: 'too-young', age: 14 })
  assert.equal(birth('08/10/2006').kind, 'ok')
  assert.equal(birth('08/10/1890').kind, 'ok')
  assert.deepEqual(birth('07/10/1890'), refused('too-long-ago'))
  assert.deepEqual(birth('29/02/2001'), refused('no-such-day'))
})

test('The age asked for can be another, or none', () => {
  assert.equal(parseDateOfBirth('08/10/2020', today, { minimumAge: 0 }).kind, 'ok')
  assert.deepEqual(parseDateOfBirth('09/10/2002', today, { minimumAge: 18 }), {
    kind: 'refused',
    reason: 'too-young',
    age: 18,
  })
})

test('Who was born on 29 February comes of age on 1 March', () => {
  assert.equal(parseDateOfBirth('29/02/2004', '2018-02-28').kind, 'refused')
  assert.equal(parseDateOfBirth('29/02/2004', '2018-03-01').kind, 'ok')
})

test('Days and times are those of Vietnam, seven hours ahead of UTC', () => {
  assert.equal(localDate(new Date('2020-10-08T16:59:59Z')), '2020-10-08')
  assert.equal(localDate(new Date('2020-10-08T17:00:00Z')), '2020-10-09')
  assert.equal(formatDateTime(new Date('2020-10-08T15:23:04Z')), '08/10/2020 22:23:04')
})

test('Local time agrees with the time zone database for every instant since 2000', () => {
  const zone = new Intl.DateTimeFormat('en-CA', {
    timeZone: 'Asia/Ho_Chi_Minh',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  const instants = fc.date({
    min: new Date('2000-01-01T00:00:00Z'),
    max: new Date('2100-01-01T00:00:00Z'),
    noInvalidDate: true,
  })
  fc.assert(fc.property(instants, instant => assert.equal(localDate(instant), zone.format(instant))))
})
