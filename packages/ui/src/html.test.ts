import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { attrs, document, Html, href, html, trusted } from './html.ts'

/** Strings that try: plain Unicode, and mixtures of everything that has a meaning in markup. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('<', '>', '"', "'", '&', '`', '=', ' ', '/', '-->', ']]>', '</p>', '<script>', 'x', '\n'))
    .map(parts => parts.join('')),
)
const decoded = (text: string) =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => {
    return { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }[name] ?? ''
  })

test('no text breaks out of where it stands, and every text reads back as it was', () => {
  fc.assert(
    fc.property(hostile, hostile, (text, value) => {
      const markup = String(html`<p title="${value}" ${attrs({ lang: value })}>${text}</p>`)
      const parts = /^<p title="([^"<>]*)" lang="([^"<>]*)">([^<>]*)<\/p>$/.exec(markup)
      assert.ok(parts, markup)
      assert.deepEqual(parts.slice(1).map(decoded), [value, value, text])
    }),
    { numRuns: 1000 },
  )
})

test('markup put into an attribute is read as text and cannot end it', () => {
  fc.assert(
    fc.property(hostile, text => {
      const inner = html`<b class="x">${text}</b>`
      for (const markup of [String(html`<p title="${inner}"></p>`), String(html`<p ${attrs({ title: inner })}></p>`)]) {
        const [, value = ''] = /^<p title="([^"<>]*)"><\/p>$/.exec(markup) ?? assert.fail(markup)
        assert.equal(decoded(value), `<b class="x">${text}</b>`)
      }
    }),
  )
})

test('markup nests unescaped, lists join, and nothing stands for false, null and undefined', () => {
  const lines = ['a<b', html`<i>c</i>`]
  assert.equal(String(html`<p>${lines}${false}${null}${undefined}${0}</p>`), '<p>a&lt;b<i>c</i>0</p>')
  assert.equal(document(html`<html></html>`), '<!doctype html><html></html>')
})

test('attributes with true are bare, with false, null and undefined absent, with an empty string empty', () => {
  const markup = String(
    html`<input ${attrs({ required: true, hidden: false, id: null, name: undefined, value: '', max: 3 })}>`,
  )
  assert.equal(markup, '<input required value="" max="3">')
})

test('templates that could not be escaped are refused', () => {
  const x = 'x'
  const wrong = [
    () => html`<p title=${x}></p>`,
    () => html`<p title='${x}'></p>`,
    () => html`<${x}></p>`,
    () => html`<p ${x}></p>`,
    () => html`<p onclick="${x}"></p>`,
    () => html`<p style="color: ${x}"></p>`,
    () => html`<script>${x}</script>`,
    () => html`<style>${x}</style>`,
    () => html`<p>${attrs({ id: x })}</p>`,
    () => attrs({ onclick: x }),
    () => attrs({ style: x }),
    () => attrs({ 'a b': x }),
    () => new Html('<b>', Symbol('forged')),
  ]
  for (const make of wrong) assert.throws(make, TypeError, String(make))
})

test('addresses may be paths, http, https, mail and telephone', () => {
  for (const url of [
    '/a?b=c:d',
    'a',
    '#x',
    '?x',
    'https://a.vn/',
    'http://a.vn',
    'mailto:a@b.vn',
    'tel:18001096',
    './a:b',
    'otpauth://totp/M%E1%BB%99t?secret=A',
    'data:text/plain;charset=utf-8,x%20y',
  ]) {
    assert.equal(href(url), url)
  }
})

test('addresses that run something go nowhere, however they are written', () => {
  const schemes = fc.constantFrom(
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'vbscript:x',
    'data:text/html,x',
    'data:text/plainest;x',
    'blob:x',
    'file:///x',
  )
  const noise = fc.constantFrom('', ' ', '\t', '\n', '\u0000', '\u0001', '\r\n')
  fc.assert(
    fc.property(schemes, noise, fc.nat(8), (url, sign, at) => {
      const written = url.slice(0, at) + sign + url.slice(at)
      const read = written.trim().replace(/[\t\n\r]/g, '')
      if (!/^[\p{Cc}]*[a-z]+:/iu.test(read)) return
      assert.equal(String(html`<a href="${written}">`), '<a href="#">')
      assert.equal(String(html`<form ${attrs({ action: written })}>`), '<form action="#">')
    }),
  )
  assert.equal(String(html`<img src="data:image/svg+xml;base64,PHN2Zy8+">`).includes('data:image'), true)
  assert.equal(href('data:image/svg+xml;base64,x'), 'data:image/svg+xml;base64,x')
})

test('an address is checked wherever it is put, also by a template used for the second time', () => {
  const link = (url: string) => String(html`<a class="${'x'}" href="${url}">${'y'}</a>`)
  assert.equal(link('/ok'), '<a class="x" href="/ok">y</a>')
  assert.equal(link('javascript:x'), '<a class="x" href="#">y</a>')
})

test('constants of this package pass as they are', () => {
  assert.equal(String(html`${trusted('<svg></svg>')}`), '<svg></svg>')
})
