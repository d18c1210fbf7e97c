import { createHash } from 'node:crypto'
import { finished } from 'node:stream/promises'
import multipart, { type MultipartFile } from '@fastify/multipart'
import { Refused } from '@motcua/kit/web.ts'
import type { Visitors } from '@motcua/sign-in/web/visitors.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Parts } from '../../parts.ts'
import type { Owner } from './attachments-store.ts'
import { shownFileName } from './file-name.ts'
import { type Incoming, incoming } from './incoming.ts'
import { type FileRefusal, RECEIVED, type ReceivedFiles } from './received-files.ts'
import { takeAttachment } from './take-attachment.ts'

type Taking = { parts: Parts; visitors: Visitors }
type Receiving = { parts: Parts; room: Incoming; owner: Owner; place: string }

/** Far more than the form has; what comes beyond is answered with 413. */
const MOST_FIELDS = 40
const MOST_PARTS = 300
const FIELD_BYTES = 64 * 1024

/**
 * Lets the routes of this scope, whose addresses end in a flow's id, be sent files beside their fields. Files are looked
 * at and kept as they arrive; the routes then see the fields as of any form, and in `RECEIVED` what became of the files.
 */
export async function takeUploads(scope: FastifyInstance, { parts, visitors }: Taking): Promise<void> {
  const { attachments } = parts.rules
  const limits = { fileSize: attachments.bytesEach, fieldSize: FIELD_BYTES, fields: MOST_FIELDS, parts: MOST_PARTS }
  await scope.register(multipart, { throwFileSizeLimit: false, limits })
  const room = incoming({ most: attachments.incomingBytes, mostPerPlace: attachments.incomingBytesPerPlace })
  scope.addHook('onRoute', route => {
    route.config = { ...route.config, takesFiles: true }
  })
  scope.addHook<{ Params: { id: string } }>('preHandler', async (request, reply) => {
    if (!request.isMultipart()) return
    const { browser, place } = visitors.visitor(request, reply)
    // No flow has such an id; the answer says so.
    const isFlow = z.uuid().safeParse(request.params.id).success
    const owner = { flowId: request.params.id, browser }
    request.body = isFlow ? await receive({ request, reply }, { parts, room, owner, place }) : {}
  })
}

type Exchange = { request: FastifyRequest; reply: FastifyReply }
type Form = { fields: Record<string, string>; files: ReceivedFiles }

/** Reads the form to its end, or to where it has become too much: what was read until then is still shown again. */
async function receive({ request, reply }: Exchange, receiving: Receiving): Promise<Record<string, string>> {
  const form: Form = { fields: {}, files: { taken: [], refused: [] } }
  const reading = read(request, { form, receiving })
  // Once it is given up, its end interests nobody.
  reading.catch(() => undefined)
  const outcome = await Promise.race([reading, tooMuch(request, receiving.parts.rules.attachments.requestBytes)])
  if (outcome === 'too-much') {
    form.files.refused.push({ reason: 'cut-off', name: '' })
    reply.header('connection', 'close')
  }
  return { ...form.fields, [RECEIVED]: JSON.stringify(form.files) }
}

/** Stops listening to a body that goes on and on. */
function tooMuch({ raw }: FastifyRequest, most: number): Promise<'too-much'> {
  const { promise, resolve } = Promise.withResolvers<'too-much'>()
  let count = 0
  raw.on('data', (chunk: Buffer) => {
    count += chunk.length
    if (count <= most) return
    raw.unpipe()
    resolve('too-much')
  })
  return promise
}

async function read(
  request: FastifyRequest,
  { form, receiving }: { form: Form; receiving: Receiving },
): Promise<'read'> {
  const parts = request.parts()
  for (;;) {
    const { done, value: part } = await parts.next().catch(malformed)
    if (done) return 'read'
    if (part.type === 'file') await readFile(part, { form, receiving })
    else if (typeof part.value === 'string') form.fields[part.fieldname] = part.value
  }
}

async function readFile(part: MultipartFile, { form, receiving }: { form: Form; receiving: Receiving }): Promise<void> {
  const { files } = form
  // Browsers send an empty file without a name where none was chosen.
  if (part.fieldname !== 'attachments' || !part.filename) return drain(part)
  const name = shownFileName(part.filename)
  const refuse = (reason: FileRefusal) => files.refused.push({ reason, name })
  const turnedAway = await turnAway(receiving, files)
  if (turnedAway) {
    await drain(part)
    return void refuse(turnedAway)
  }
  const content = await contentOf(part, receiving)
  if (typeof content === 'string') return void refuse(content)
  try {
    const taken = await takeAttachment(receiving.parts, { ...receiving, name, content })
    if (taken === 'held') files.taken.push(createHash('sha256').update(content).digest('base64url'))
    else refuse(taken)
  } finally {
    receiving.room.giveBack(receiving.place, content.length)
  }
}

/** Why a file is not even listened to: there are enough, or this place has sent enough. */
async function turnAway({ parts, place }: Receiving, { taken }: ReceivedFiles): Promise<FileRefusal | undefined> {
  const { attachments, complaints } = parts.rules
  if (taken.length >= attachments.most) return 'too-many'
  const counted = await parts.limits.use(`upload:place:${place}`, complaints.uploadsPerPlace)
  return counted.kind === 'exceeded' ? 'too-often' : undefined
}

/** A file's bytes as far as they are wanted; what is not is read over, so that the fields behind it are not lost. */
async function contentOf({ file }: MultipartFile, { room, place }: Receiving): Promise<Buffer | 'too-large' | 'busy'> {
  let chunks: Buffer[] = []
  let held = 0
  let refusal: 'too-large' | 'busy' | undefined
  const forget = (reason: 'too-large' | 'busy') => {
    refusal = reason
    room.giveBack(place, held)
    chunks = []
  }
  // Nothing follows that is wanted, but the file's end may be far.
  file.once('limit', () => refusal ?? forget('too-large'))
  try {
    for await (const chunk of file as AsyncIterable<Buffer>) {
      if (refusal) continue
      if (!room.take(place, chunk.length)) {
        forget('busy')
        continue
      }
      held += chunk.length
      chunks.push(chunk)
    }
  } catch (error) {
    if (!refusal) forget('busy')
    return malformed(error)
  }
  if (!refusal && file.truncated) forget('too-large')
  return refusal ?? Buffer.concat(chunks)
}

/** Reads a file over. */
async function drain({ file }: MultipartFile): Promise<void> {
  file.resume()
  await finished(file).catch(malformed)
}

/** What is wrong with a body's form is the sender's; the plugin marks only some of it so. */
function malformed(error: unknown): never {
  const known = error instanceof Error && 'code' in error && /^FST_/.test(String(error.code))
  throw known ? error : new Refused(400)
}
