import assert from 'node:assert/strict'
import { test } from 'node:test'
import { elementAt, elementsIn, isDer, wholeOf } from './der.ts'
import { signedData } from './make-cms.ts'
import { verifyMobileSignature } from './mobile-signature.ts'
import { testAuthority } from './test-authority.ts'

const root = testAuthority()
const signer = root.issue()
const content = Buffer.from('motcua:7f3a…, không phải của ai khác')
const made = signedData({
  ...{ content, key: signer.key.privateKey, certificate: signer.certificate },
  chain: [root.certificate],
})

/** Where the parts of SignedData stand, as the places of elements within elements. */
const PLACES = { digestAlgorithms: '1.0.1', content: '1.0.2.1', certificates: '1.0.3', signer: '1.0.4.0' }

/** An element as parts that can be moved; certificates have tests of their own, and stay whole. */
type Tree = { path: string; tag: number; parts: (Tree | Buffer)[] }

function treeOf(bytes: Buffer, path: string): Tree | Buffer {
  const element = elementAt(bytes, 0)
  if (!element || (element.tag & 0x20) === 0 || path.startsWith(`${PLACES.certificates}.`)) return bytes
  const inner = (elementsIn(bytes, element) ?? []).map(each => Buffer.from(wholeOf(bytes, each)))
  return {
    path,
    tag: element.tag,
    parts: inner.map((each, index) => treeOf(each, path ? `${path}.${index}` : `${index}`)),
  }
}

function bytesOf(tree: Tree | Buffer): Buffer {
  if (Buffer.isBuffer(tree)) return tree
  const inner = Buffer.concat(tree.parts.map(bytesOf))
  const { length } = inner
  const octets = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.of(tree.tag, ...octets), inner])
}

function nodesIn(tree: Tree | Buffer): Tree[] {
  return Buffer.isBuffer(tree) ? [] : [tree, ...tree.parts.flatMap(nodesIn)]
}
const nodes = () => {
  const tree = treeOf(made, '')
  return { tree, all: nodesIn(tree) }
}

/** The changes, by name, that leave the signature right with all lengths mended; `change` says what it did, until nothing. */
function harmless(change: (node: Tree, at: number) => string | undefined): string[] {
  const found: string[] = []
  for (let index = 0; index < nodes().all.length; index++)
    for (let at = 0; ; at++) {
      const { tree, all } = nodes()
      const node = all[index]
      const name = node && change(node, at)
      if (name === undefined) break
      const bytes = bytesOf(tree)
      assert.ok(isDer(bytes), name)
      if (verifyMobileSignature({ format: 'cms', signedData: bytes }, content).kind === 'right') found.push(name)
    }
  return found.sort()
}

test('Nothing that is not expected may stand anywhere, but where it says nothing', () => {
  const put = ({ path, parts }: Tree, at: number) => {
    if (at > parts.length) return undefined
    parts.splice(at, 0, Buffer.of(5, 0))
    return `${path} at ${at}`
  }
  const expected = [
    ...[0, 1].map(at => `${PLACES.digestAlgorithms} at ${at}`),
    ...[0, 1].map(at => `${PLACES.digestAlgorithms}.0 at ${at}`),
    ...[0, 1, 2].map(at => `${PLACES.certificates} at ${at}`),
    // NULL is how the parameters of an algorithm that has none may be spelled.
    `${PLACES.signer}.2 at 1`,
    `${PLACES.signer}.4 at 1`,
  ]
  assert.deepEqual(harmless(put), expected.sort())
})

test('Nothing may be missing, but for the content inside and what says nothing', () => {
  const remove = ({ path, parts }: Tree, at: number) => {
    if (at >= parts.length) return undefined
    parts.splice(at, 1)
    return `${path}.${at}`
  }
  const { digestAlgorithms, content: enclosed, certificates } = PLACES
  const set = nodes().all.find(each => each.path === certificates)
  const above = set?.parts.findIndex(each => !signer.certificate.der.equals(bytesOf(each)))
  const expected = [`${digestAlgorithms}.0`, `${digestAlgorithms}.0.0`, enclosed, `${certificates}.${above}`]
  assert.deepEqual(harmless(remove), expected.sort())
})

test('What we make has its sets in the order of their encodings', () => {
  // Of two certificates the shorter goes first, whose it is does not matter.
  for (const name of ['R', 'Cơ quan chứng thực thử nghiệm có một cái tên rất dài'.repeat(3)]) {
    const authority = testAuthority({ subject: [['CN', name]] })
    const { certificate, key } = authority.issue()
    const bytes = signedData({ content, key: key.privateKey, certificate, chain: [authority.certificate] })
    const sets = nodesIn(treeOf(bytes, '')).filter(each =>
      [PLACES.certificates, `${PLACES.signer}.3`].includes(each.path),
    )
    assert.equal(sets.length, 2)
    for (const { parts } of sets) {
      assert.ok(parts.length > 1)
      assert.deepEqual(parts.map(bytesOf), parts.map(bytesOf).toSorted(Buffer.compare))
    }
  }
})
