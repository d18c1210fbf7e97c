import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Visit } from './visit.ts'

const FOLDER = join(import.meta.dirname, '../../docs/guide')

/** `MOTCUA_GUIDE=write npm test -- tests/browser/guide` makes the guide anew; otherwise it is only compared. */
const WRITES = process.env.MOTCUA_GUIDE === 'write'

export type Chapter = { file: string; title: string; lead: string }

/** Takes the picture of what is on the screen, with what one does there. */
export type Show = (caption: string) => Promise<void>

/**
 * A chapter of the picture guide, told by the very journey that tests it: what the guide says that one sees and does was
 * seen and done. Fails when the chapter in docs/guide/ tells another story.
 */
export async function chapter(at: Visit, { file, title, lead }: Chapter, journey: (show: Show) => Promise<void>) {
  const captions: string[] = []
  await journey(async caption => {
    captions.push(caption)
    await at.look(`guide-${file}-${captions.length}`)
    if (WRITES) await picture(at, pictureOf(file, captions.length))
    else assert.ok(existsSync(join(FOLDER, pictureOf(file, captions.length))), `no picture of step ${captions.length}`)
  })
  const text = chapterText({ file, title, lead }, captions)
  const path = join(FOLDER, `${file}.md`)
  if (WRITES) await writeFile(path, text)
  else assert.equal(text, await readFile(path, 'utf8').catch(() => ''), `docs/guide/${file}.md is out of date`)
  assert.match(await readFile(join(FOLDER, 'README.md'), 'utf8'), new RegExp(`\\(${file}\\.md\\)`))
}

function pictureOf(file: string, step: number): string {
  return `pictures/${file}-${step}.png`
}

/** The top of the page as a phone shows it: what is to be done stands there. */
async function picture({ page }: Visit, name: string): Promise<void> {
  await mkdir(join(FOLDER, 'pictures'), { recursive: true })
  await page.evaluate('window.scrollTo(0, 0)')
  await page.screenshot({ path: join(FOLDER, name), animations: 'disabled' })
}

function chapterText({ file, title, lead }: Chapter, captions: string[]): string {
  const steps = captions.map((caption, index) => {
    return `${index + 1}. ${caption}\n\n   <img src="${pictureOf(file, index + 1)}" width="300" alt="Bước ${index + 1}: ${altOf(caption)}">`
  })
  return `# ${title}\n\n${lead}\n\n${steps.join('\n\n')}\n`
}

function altOf(caption: string): string {
  return caption.replace(/[*"<>]/g, '')
}
