import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Handle } from '../accounts/handles-store.ts'
import { isLastWay } from './last-way.ts'
import type { Method } from './method.ts'

const methods = ['sms-otp', 'totp', 'recovery-code'].map(
  id => ({ id, offered: id === 'sms-otp' ? 'each' : 'all' }) as unknown as Method,
)

const handle = (id: string, method: string, identifies = false) => ({ id, method, identifies }) as unknown as Handle

const phone = handle('phone', 'sms-otp')
const app = handle('app', 'totp')
const code = handle('code', 'recovery-code')
const post = handle('post', 'vnpost', true)
const vneid = handle('vneid', 'vneid', true)
const forgotten = handle('forgotten', 'no-longer-there', true)

const table: [string, Handle[], { password: boolean; providers: string[] }, Handle, boolean][] = [
  ['the only phone beside a password', [phone], { password: true, providers: [] }, phone, true],
  ['one of two phones', [phone, handle('other', 'sms-otp')], { password: true, providers: [] }, phone, false],
  ['a phone beside an app', [phone, app], { password: true, providers: [] }, phone, false],
  ['the app beside recovery codes alone', [app, code], { password: true, providers: [] }, app, true],
  [
    'the phone beside Vietnam Post, where a password asks for a second factor',
    [phone, post],
    { password: true, providers: ['vnpost'] },
    phone,
    true,
  ],
  ['Vietnam Post beside password and phone', [phone, post], { password: true, providers: ['vnpost'] }, post, false],
  ['Vietnam Post without a password', [phone, post], { password: false, providers: ['vnpost'] }, post, true],
  ['the phone without a password', [phone, post], { password: false, providers: ['vnpost'] }, phone, false],
  ['Vietnam Post beside VNeID', [post, vneid], { password: false, providers: ['vnpost', 'vneid'] }, post, false],
  [
    'Vietnam Post beside VNeID that is switched off',
    [post, vneid],
    { password: false, providers: ['vnpost'] },
    post,
    true,
  ],
  ['the phone beside what nothing knows any more', [phone, forgotten], { password: true, providers: [] }, phone, true],
]

for (const [what, handles, { password: hasPassword, providers }, gone, last] of table)
  test(`${what} is ${last ? '' : 'not '}the last way in`, () =>
    assert.equal(isLastWay(methods, { handles, hasPassword, providers }, gone.id), last))
