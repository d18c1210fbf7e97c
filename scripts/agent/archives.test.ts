import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { unzipSync } from 'fflate'
import { unpackTar } from 'modern-tar'
import { deb, file, program, tarGz, zip } from './archives.ts'
import { membersOf, modesIn } from './trial-unpack.ts'

const readme = file('opt/tool/README.txt', 'Chào')
const tool = program('opt/tool/bin/tool', '#!/bin/sh\n')

/** In whatever zone the machine is. */
async function inZone<Made>(zone: string, make: () => Promise<Made>): Promise<Made> {
  const before = process.env.TZ
  process.env.TZ = zone
  try {
    return await make()
  } finally {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  }
}

test('the same files give the same bytes, in whatever order and time zone', async () => {
  for (const make of [zip, tarGz, (files: (typeof tool)[]) => deb({ control: [readme], files })]) {
    const here = await inZone('Asia/Ho_Chi_Minh', () => make([readme, tool]))
    const there = await inZone('America/Los_Angeles', () => make([tool, readme]))
    assert.deepEqual(Buffer.from(there), Buffer.from(here))
  }
})

test('a tar names every folder before what is in it, all owned by root, programs executable', async () => {
  const entries = await unpackTar(gunzipSync(await tarGz([tool, readme], './')), { strict: true })
  assert.deepEqual([...new Set(entries.map(({ header }) => header.mtime?.toISOString()))], ['2026-01-01T00:00:00.000Z'])
  assert.deepEqual(
    entries.map(({ header }) => [header.name, header.mode, header.uid, header.gid]),
    [
      ['./opt/', 0o755, 0, 0],
      ['./opt/tool/', 0o755, 0, 0],
      ['./opt/tool/README.txt', 0o644, 0, 0],
      ['./opt/tool/bin/', 0o755, 0, 0],
      ['./opt/tool/bin/tool', 0o755, 0, 0],
    ],
  )
})

test('a ZIP gives back what was put in, and says on Unix what is executable', async () => {
  const made = await zip([readme, tool])
  const back = unzipSync(made)
  assert.equal(Buffer.from(back['opt/tool/README.txt'] ?? []).toString(), 'Chào')
  const modes = { 'opt/tool/README.txt': 0o100644, 'opt/tool/bin/tool': 0o100755 }
  assert.deepEqual(Object.fromEntries(modesIn(Buffer.from(made))), modes)
})

test('a Debian package begins with its version, and members lie at even offsets', async () => {
  const made = Buffer.from(await deb({ control: [file('control', 'Package: tool\n')], files: [tool] }))
  assert.equal(made.subarray(0, 8).toString(), '!<arch>\n')
  assert.deepEqual([...membersOf(made).keys()], ['debian-binary', 'control.tar.gz', 'data.tar.gz'])
})
