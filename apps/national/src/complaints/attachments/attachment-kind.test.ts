import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { attachmentKind } from './attachment-kind.ts'
import {
  docm,
  docx,
  docxEntries,
  EXE,
  JPEG,
  OLD_OFFICE,
  PDF,
  PNG,
  pdfOf,
  xlsx,
  type ZipEntry,
  zip,
} from './test-files.ts'

const verdict = async (bytes: Buffer) => {
  const found = await attachmentKind(bytes)
  return found.kind === 'is' ? found.as : found.reason
}
const withEntry = (entry: ZipEntry) => zip([...docxEntries(), entry])

const good: [string, Buffer, string][] = [
  ['a PDF', PDF, 'pdf'],
  ['a PDF of ten megabytes', pdfOf('lớn', 10 * 1024 * 1024), 'pdf'],
  ['a photo', JPEG, 'jpeg'],
  ['a photo with what phones keep behind it', Buffer.concat([JPEG, Buffer.from('SEFT film')]), 'jpeg'],
  ['a PNG', PNG, 'png'],
  ['a DOCX', docx(), 'docx'],
  [
    'a DOCX with a picture stored as it is',
    withEntry({ name: 'word/media/a.png', content: PNG, stored: true }),
    'docx',
  ],
  ['an XLSX', xlsx(), 'xlsx'],
]

const bad: [string, Buffer, string][] = [
  ['nothing', Buffer.alloc(0), 'foreign'],
  ['a program named .pdf', EXE, 'foreign'],
  ['a web page', Buffer.from('<!doctype html><script>alert(1)</script>%PDF-1.7 %%EOF'), 'foreign'],
  ['a program that a PDF is hung on', Buffer.concat([EXE, PDF]), 'foreign'],
  ['a PDF that an archive is hung on', Buffer.concat([PDF, Buffer.alloc(2000), docx()]), 'damaged'],
  ['a PDF that ends too early', PDF.subarray(0, 40), 'damaged'],
  ['a photo that ends too early', JPEG.subarray(0, 18), 'damaged'],
  ['a PNG that ends too early', PNG.subarray(0, PNG.length - 1), 'damaged'],
  ['a PNG that a program is hung on', Buffer.concat([PNG, EXE]), 'damaged'],
  ['a document with a password, or of the old kind', OLD_OFFICE, 'old-office'],
  ['a document with macros', docm(), 'foreign'],
  ['a document with macros that denies it', withEntry({ name: 'word/vbaProject.bin', content: 'x' }), 'damaged'],
  ['a plain archive', zip([{ name: 'a.txt', content: 'a' }]), 'foreign'],
  ['an archive that a program comes before', zip(docxEntries(), { before: 'MZ' }), 'foreign'],
  ['an archive with bytes behind it', zip(docxEntries(), { after: '<script>' }), 'damaged'],
  ['an archive with encrypted entries', withEntry({ name: 'a', content: 'x', flags: 1 }), 'damaged'],
  ['an archive with a path out of it', withEntry({ name: '../../etc/passwd', content: 'x' }), 'damaged'],
  ['an archive with a path from the root', withEntry({ name: '/etc/passwd', content: 'x' }), 'damaged'],
  ['an archive with a path of Windows', withEntry({ name: 'C:\\a', content: 'x' }), 'damaged'],
  ['an archive with NUL in a name', withEntry({ name: 'a\0.exe', content: 'x' }), 'damaged'],
  ['an archive with one name twice', withEntry({ name: 'WORD/document.xml', content: 'x' }), 'damaged'],
  ['an archive whose two names differ', withEntry({ name: 'a', localName: 'b', content: 'x' }), 'damaged'],
  ['an archive of 3000 entries', zip(many(3000)), 'damaged'],
]

function many(count: number): ZipEntry[] {
  return [...docxEntries(), ...Array.from({ length: count }, (_, n) => ({ name: `a${n}`, content: '' }))]
}

describe('what a file is', () => {
  for (const [what, bytes, kind] of good) {
    it(`is seen of ${what}`, async () => assert.equal(await verdict(bytes), kind))
  }

  for (const [what, bytes, reason] of bad) {
    it(`is refused of ${what}`, async () => assert.equal(await verdict(bytes), reason))
  }

  it('is refused of a document that unpacks to more than it says, to more than anybody opens, or not at all', async () => {
    const zeros = Buffer.alloc(300 * 1024 * 1024)
    assert.equal(await verdict(withEntry({ name: 'a', content: zeros })), 'damaged')
    assert.equal(await verdict(withEntry({ name: 'a', content: zeros, told: 10 })), 'damaged')
    assert.equal(await verdict(withEntry({ name: 'a', content: zeros.subarray(0, 1000), told: 999 })), 'damaged')
    const broken = docx('x'.repeat(400))
    const at = broken.indexOf('word/document.xml') + 'word/document.xml'.length
    assert.equal(
      await verdict(Buffer.concat([broken.subarray(0, at), Buffer.from([255]), broken.subarray(at + 1)])),
      'damaged',
    )
  })

  it('is refused of an archive whose entries lie in each other', async () => {
    const inner: ZipEntry = { name: 'b', content: 'xxx', stored: true }
    const outer: ZipEntry = { name: 'a', content: zip([inner]).subarray(0, 34), stored: true }
    assert.equal(await verdict(withEntry(outer)), 'docx')
    assert.equal(await verdict(zip([...docxEntries(), outer, { ...inner, within: 'a' }])), 'damaged')
  })

  it('is found without failing, whatever the bytes, also of files with one byte changed', async () => {
    const files = [PDF, JPEG, PNG, docx(), xlsx(), OLD_OFFICE]
    const changed = fc.tuple(fc.constantFrom(...files), fc.nat(), fc.nat(255)).map(([file, at, byte]) => {
      const copy = Buffer.from(file)
      copy[at % copy.length] = byte
      return copy
    })
    const cut = fc.tuple(fc.constantFrom(...files), fc.nat()).map(([file, at]) => file.subarray(0, at % file.length))
    const any = fc.uint8Array({ maxLength: 300 }).map(bytes => Buffer.from(bytes))
    await fc.assert(
      fc.asyncProperty(fc.oneof(changed, cut, any), async bytes => {
        assert.match(await verdict(bytes), /^(pdf|jpeg|png|docx|xlsx|foreign|old-office|damaged)$/)
      }),
      { numRuns: 1500 },
    )
  })
})
