import { deepLinkUrl } from '@motcua/contracts/deep-link.ts'
import { NATIONAL_CODE } from '@motcua/contracts/province-catalogue.ts'
import { communesOf, districtsOf, provinces } from '@motcua/identifiers/places.ts'
import { sendPage } from '@motcua/kit/web.ts'
import { fieldsOf } from '@motcua/sign-in/form/form.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import type { ConnectedProvince } from './catalogue-source.ts'
import { type Connection, choosePage } from './choose-page.ts'
import { checkChoices, type ListingQuery, readListing } from './listing.ts'
import { offersPage } from './offers-page.ts'
import { PROCEDURES_PATH, SUBMIT_PATH, signInPath, submitPath, UNITS_PATH } from './paths.ts'
import { choosePlace, chosenPlace, type PlaceChoice } from './place-choice.ts'
import { procedurePage } from './procedure-page.ts'
import { type Offer, type Place, type ProceduresStore, proceduresStore } from './procedures-store.ts'
import type { ProceduresTables } from './tables.ts'

export type ProceduresRoutes = {
  db: Kysely<ProceduresTables>
  provinces: readonly ConnectedProvince[]
  frame(request: FastifyRequest): Frame | Promise<Frame>
  /** Whether the visitor is signed in here; where not, they are sent to sign in and come back. */
  requireAccount(request: FastifyRequest, reply: FastifyReply): Promise<boolean>
}

type Parts = ProceduresRoutes & { store: ProceduresStore }
type Asked = { choice: PlaceChoice; query: ListingQuery; code: string }
type Exchange = { request: FastifyRequest; reply: FastifyReply }

/** *Thủ tục*: choosing a place, what is on offer there, and the way into the province's portal. */
export function proceduresRoutes(app: FastifyInstance, deps: ProceduresRoutes): void {
  const parts = { ...deps, store: proceduresStore(deps.db) }

  app.get(PROCEDURES_PATH, async (request, reply) => {
    const asked = read(request)
    const place = chosenPlace(asked.choice)
    if (place === undefined || (await connection(parts, asked.choice)) !== 'ready') {
      return choose(parts, { request, reply }, asked)
    }
    return list(parts, { request, reply }, { asked, place })
  })

  app.get(`${PROCEDURES_PATH}/chi-tiet`, async (request, reply) => {
    const asked = read(request)
    const found = await offerOf(parts, asked)
    if (found === undefined) return refuse(parts, { request, reply }, asked)
    return sendPage(reply, procedurePage(await parts.frame(request), found))
  })

  app.get(SUBMIT_PATH, async (request, reply) => submit(parts, { request, reply }))

  app.get(UNITS_PATH, async (request, reply) => {
    const units = unitsBelow(fieldsOf(request.query).cha ?? '')
    if (units === undefined) return reply.code(404).send([])
    const options = units.map(({ code, name }) => ({ value: code, label: name }))
    return reply.header('cache-control', 'public, max-age=86400').send(options)
  })
}

async function submit(parts: Parts, { request, reply }: Exchange): Promise<FastifyReply> {
  const asked = read(request)
  const found = await offerOf(parts, asked)
  const portal = parts.provinces.find(one => one.gsoCode === found?.place.province)
  if (found === undefined || portal === undefined) return refuse(parts, { request, reply }, asked)
  const { place, offer } = found
  reply.header('cache-control', 'no-store')
  if (await parts.requireAccount(request, reply)) return reply.redirect(deepLinkOf(portal, offer), 303)
  return reply.sent ? reply : reply.redirect(signInPath(submitPath(place, offer.nationalCode)), 303)
}

async function choose(parts: Parts, { request, reply }: Exchange, asked: Asked): Promise<FastifyReply> {
  const { choice, query } = asked
  const { terms, page } = query
  const offering = parts.provinces.map(one => one.gsoCode).filter(code => code === (choice.province?.code ?? code))
  const found = terms && (await parts.store.search(terms, { page, provinces: offering }))
  const connected = parts.provinces.map(one => ({ code: one.gsoCode, name: one.name }))
  const standing = await connection(parts, choice)
  if (refusals(asked)) reply.code(400)
  const model = { choice, query, found, connected, provinces: provinces(), connection: standing }
  return sendPage(reply, choosePage(await parts.frame(request), model))
}

type Wanted = { asked: Asked; place: Place; refusal?: 'not-on-offer' }

async function list(parts: Parts, { request, reply }: Exchange, { asked, place, refusal }: Wanted) {
  const choices = await parts.store.choices(place)
  const query = checkChoices(asked.query, choices)
  const listing = await parts.store.offers(place, query)
  if (refusal === undefined && refusals({ ...asked, query })) reply.code(400)
  const model = { place, placeNames: namesOf(asked.choice), query, choices, listing, refusal }
  return sendPage(reply, offersPage(await parts.frame(request), model))
}

/** Nothing of that name is received at that place: the visitor is shown what is. */
async function refuse(parts: Parts, exchange: Exchange, asked: Asked): Promise<FastifyReply> {
  exchange.reply.code(404)
  const place = chosenPlace(asked.choice)
  if (place === undefined || (await connection(parts, asked.choice)) !== 'ready') return choose(parts, exchange, asked)
  return list(parts, exchange, { asked, place, refusal: 'not-on-offer' })
}

async function offerOf(parts: Parts, { choice, code }: Asked): Promise<{ place: Place; offer: Offer } | undefined> {
  const place = chosenPlace(choice)
  if (place === undefined || !NATIONAL_CODE.test(code)) return undefined
  if ((await connection(parts, choice)) !== 'ready') return undefined
  const offer = await parts.store.offer(place, code)
  return offer && { place, offer }
}

async function connection(parts: Parts, { province }: PlaceChoice): Promise<Connection | undefined> {
  if (province === undefined) return undefined
  if (!parts.provinces.some(one => one.gsoCode === province.code)) return 'not-connected'
  const held = await parts.store.provinces()
  return held.some(one => one.code === province.code) ? 'ready' : 'not-ready'
}

function read(request: FastifyRequest): Asked {
  const fields = fieldsOf(request.query)
  const choice = choosePlace(fields, fields.dongy === undefined ? 'choosing' : 'agreed')
  return { choice, query: readListing(fields), code: fields.ma ?? '' }
}

function refusals({ choice, query }: Asked): boolean {
  return Object.keys(choice.errors).length + Object.keys(query.errors).length > 0
}

/** The address is the administrator's, the codes are the catalogue's: nothing of it comes from the request. */
function deepLinkOf(portal: ConnectedProvince, offer: Offer): string {
  const { provincialCode, nationalCode, agencyCode, serviceCode } = offer
  return deepLinkUrl(portal.portalUrl, { provincialCode, nationalCode, agencyCode, serviceCode, fromNational: true })
}

function namesOf({ province, district, commune }: PlaceChoice): string[] {
  return [commune, district, province].flatMap(unit => (unit === undefined ? [] : [unit.name]))
}

function unitsBelow(code: string): { code: string; name: string }[] | undefined {
  if (provinces().some(one => one.code === code)) return districtsOf(code)
  const communes = /^\d{3}$/.test(code) ? communesOf(code) : []
  return communes.length === 0 ? undefined : communes
}
