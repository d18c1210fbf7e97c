import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { escaped, only, readXml } from './xml.ts'

test('An element is known by its namespace, whatever the prefix, and nearer declarations prevail', () => {
  const root = readXml('<a:b xmlns:a="urn:1"><b xmlns="urn:1"><a:b xmlns:a="urn:2">x</a:b></b></a:b>')
  const inner = only(only(root, 'urn:1', 'b'), 'urn:2', 'b')
  assert.deepEqual([root?.namespace, root?.name, inner?.text], ['urn:1', 'b', 'x'])
  assert.equal(only(root, 'urn:2', 'b'), undefined)
})

test('What stands twice is neither', () => {
  assert.equal(only(readXml('<a><b>1</b><b>2</b></a>'), '', 'b'), undefined)
})

test('What declares entities is not read, however well it is formed', () => {
  assert.equal(readXml('<a>x</a>')?.text, 'x')
  for (const doctype of ['<!DOCTYPE a>', '<!doctype a>', '<!DOCTYPE a [<!ENTITY x "y">]>'])
    assert.equal(readXml(`${doctype}<a>x</a>`), undefined, doctype)
})

test('Two documents, and what is none, are not read', () => {
  for (const text of ['<a/><b/>', '', 'x', '<a><b></a>', '<a', '<a b="1" b="2"/>'])
    assert.equal(readXml(text), undefined, text)
})

test('What is escaped is read as it was, in an element and in an attribute', () => {
  const plain = fc.string({ unit: fc.constantFrom(...'aữ <>&"\';#x1') }).map(text => text.trim())
  fc.assert(
    fc.property(plain, text => {
      const read = readXml(`<a b="${escaped(text)}">${escaped(text)}</a>`)
      assert.deepEqual([read?.text, read?.attributes.b ?? ''], [text, text])
    }),
  )
})

test('Nothing that is sent makes the reader throw', () => {
  const bits = fc.constantFrom(
    '<a>',
    '</a>',
    '<b:',
    'xmlns:b="u"',
    '>',
    '&lt;',
    '&#0;',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    ' ',
    '<?x?>',
  )
  fc.assert(
    fc.property(fc.array(bits, { maxLength: 12 }), parts => {
      readXml(parts.join(''))
    }),
  )
})
