import assert from 'node:assert/strict'
import { test } from 'node:test'
import { errorPage, failureKind } from './error-page.ts'
import { type Frame, isCurrent, languageSwitch } from './frame.ts'
import { gallery } from './gallery/gallery.ts'
import { page } from './page.ts'

const frame: Frame = {
  language: 'vi',
  portal: { kind: 'national', name: 'Một Cửa', tagline: 'Cổng', homeUrl: '/' },
  path: '/thu-tuc?q=a&b',
  menu: [
    { href: '/thu-tuc', label: 'Thủ tục' },
    { href: '/thu', label: 'Thư' },
  ],
  demonstration: false,
  hotline: '1800 1096',
}

test('pages hold no style, script or handler of their own, which the content policy would drop', () => {
  for (const language of ['vi', 'en'] as const) {
    for (const [name, shown] of Object.entries(gallery(language))) {
      assert.doesNotMatch(shown, /\sstyle=|\son\w+=|<style|javascript:/i, name)
      for (const [tag, content] of shown.matchAll(/<script\b[^>]*>([^<]*)/g)) {
        assert.match(tag, /src="\/giao-dien\//, name)
        assert.equal(content, '', name)
      }
    }
  }
})

test('no page fetches anything from another host', () => {
  for (const shown of Object.values(gallery('vi'))) {
    assert.doesNotMatch(shown, /(?:src|href)="(?:https?:)?\/\//)
  }
})

test('ids are unique on every page', () => {
  for (const [name, shown] of Object.entries(gallery('vi'))) {
    const ids = [...shown.matchAll(/\sid="([^"]*)"/g)].map(match => match[1])
    assert.deepEqual(ids, [...new Set(ids)], name)
  }
})

test('an English page is English and offers Vietnamese', () => {
  const shown = page({ ...frame, language: 'en' }, { title: 'x', main: 'y' })
  assert.match(shown, /^<!doctype html><html lang="en">/)
  assert.match(shown, /lang="vi"[^>]*>Tiếng Việt/)
})

test('the language switch comes back to the page with its query', () => {
  assert.equal(languageSwitch(frame), '/ngon-ngu?sang=en&ve=%2Fthu-tuc%3Fq%3Da%26b')
})

test('the menu marks the part one is in, and not another that begins alike', () => {
  assert.equal(isCurrent(frame, '/thu-tuc'), true)
  assert.equal(isCurrent({ ...frame, path: '/thu-tuc/khai-sinh' }, '/thu-tuc'), true)
  assert.equal(isCurrent(frame, '/thu'), false)
  assert.equal(isCurrent(frame, '/'), false)
})

test('a refused submission is said in the title, which is read first', () => {
  assert.match(page(frame, { title: 'Đăng nhập', main: '', errors: 1 }), /<title>Lỗi: Đăng nhập · Một Cửa<\/title>/)
  assert.match(page(frame, { title: 'Đăng nhập', main: '', errors: 0 }), /<title>Đăng nhập · Một Cửa<\/title>/)
})

test('the strip appears where the portal is a demonstration, and only there', () => {
  assert.doesNotMatch(page(frame, { title: 'x', main: '' }), /Bản trình diễn/)
  assert.match(page({ ...frame, demonstration: true }, { title: 'x', main: '' }), /Bản trình diễn/)
})

test('whoever is signed in gets their menu, in which leaving is a form', () => {
  const account = { name: 'Hà <b>', menu: [{ href: '/dang-xuat', label: 'Đăng xuất', post: true }] }
  const shown = page({ ...frame, account, entry: { signIn: '/dang-nhap' } }, { title: 'x', main: '' })
  assert.match(shown, /<details class="account".*Hà &lt;b&gt;/)
  assert.match(shown, /<form method="post" action="\/dang-xuat">/)
  assert.doesNotMatch(shown, /href="\/dang-nhap"/)
})

test('only a failure on our side shows a reference, and it is text', () => {
  const reference = '<7F3K>'
  assert.match(errorPage(frame, { kind: 'bug', reference }), /&lt;7F3K&gt;/)
  assert.doesNotMatch(errorPage(frame, { kind: 'not-found', reference }), /7F3K/)
})

test('statuses get the page that explains them', () => {
  const kinds = [404, 410, 429, 500, 502, 503, 504, 400, 403, 413, 415].map(failureKind)
  assert.deepEqual(kinds, [
    'not-found',
    'expired',
    'busy',
    'bug',
    'upstream-down',
    'upstream-down',
    'upstream-down',
    'refused',
    'refused',
    'refused',
    'refused',
  ])
})
