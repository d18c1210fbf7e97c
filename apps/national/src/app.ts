import type { IdentityProviderId } from '@motcua/contracts/identity-providers.ts'
import { type Clock, systemClock } from '@motcua/kit/clock.ts'
import { migrate, openDb, pendingMigrations } from '@motcua/kit/db.ts'
import { healthRoutes, type Measures } from '@motcua/kit/health-routes.ts'
import { type Jobs, jobs } from '@motcua/kit/jobs.ts'
import { createLog, type Log } from '@motcua/kit/log.ts'
import { blindIndex, sealer } from '@motcua/kit/sealing.ts'
import { webServer } from '@motcua/kit/web.ts'
import { portalRoutes } from '@motcua/sign-in/web/portal-routes.ts'
import { type Visitors, visitors } from '@motcua/sign-in/web/visitors.ts'
import { errorPage, failureKind } from '@motcua/ui/error-page.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import { accountsStore } from './accounts/accounts-store.ts'
import { trustMeasures, warnOfExpiry } from './certificates/expiry.ts'
import { complaintRoutes } from './complaints/complaint-routes.ts'
import { mailedCodes } from './complaints/mailed-code.ts'
import type { Config } from './config.ts'
import { nationalMigrations } from './db/migrations.ts'
import type { NationalTables } from './db/tables.ts'
import { addMethodRoutes } from './flows/add-method/add-method-routes.ts'
import { identityProviderRoutes } from './flows/identity-provider/identity-provider-routes.ts'
import { callbackPath } from './flows/identity-provider/paths.ts'
import { objectRoutes } from './flows/object/object-routes.ts'
import { recoverRoutes } from './flows/recover-password/recover-routes.ts'
import { recoveryCodesRoutes } from './flows/recovery-codes/recovery-codes-routes.ts'
import { registerRoutes } from './flows/register/register-routes.ts'
import { removeMethodRoutes } from './flows/remove-method/remove-method-routes.ts'
import { byMethodRoutes } from './flows/sign-in/by-method-routes.ts'
import { signInRoutes } from './flows/sign-in/sign-in-routes.ts'
import { countersRoutes } from './help/counters-routes.ts'
import { pagesRoutes } from './home/pages-routes.ts'
import { housekeeping } from './housekeeping.ts'
import { accountRoutes } from './my-account/account-routes.ts'
import { defaultMethodRoutes } from './my-account/default-method-routes.ts'
import { type Delivery, noticeDeliveries } from './notices/deliver.ts'
import { otpDelivery } from './notices/deliver-otp.ts'
import { keepReceipt, noticeHousekeeping } from './notices/keep-notices.ts'
import { noticeMeasures } from './notices/measures.ts'
import { identityProvider } from './oidc/identity-provider.ts'
import { interactionRoutes } from './oidc/interaction-routes.ts'
import { providerRoutes } from './oidc/provider-routes.ts'
import type { Parts } from './parts.ts'
import { partsOf } from './parts-of.ts'
import { catalogueHttp } from './procedures/catalogue-http.ts'
import { keepCatalogues } from './procedures/keep-catalogues.ts'
import { proceduresRoutes } from './procedures/procedures-routes.ts'
import { reindexIfRotated } from './reindex.ts'
import { nationalSessions } from './session/end-sessions.ts'
import { nationalFrame, type PortalFacts } from './session/frame.ts'
import { requireAccount, signedInHook } from './session/signed-in-routes.ts'
import { signingAgentRoutes } from './signing-agent/signing-agent-routes.ts'
import { type Follower, followPrompts } from './sim-prompts/follow.ts'
import { promptMeasures } from './sim-prompts/measures.ts'
import type { IdentityProviders } from './upstream/identity-provider.ts'
import { identityProviderHttp } from './upstream/identity-provider-http.ts'
import { mailSmtp } from './upstream/mail-smtp.ts'
import { numberOperatorsHttp } from './upstream/number-operators-http.ts'
import { revocationHttp } from './upstream/revocation-http.ts'
import { simSigningHttp } from './upstream/sim-signing-http.ts'
import { smsCentreSmpp } from './upstream/sms-centre-smpp.ts'
import { socialInsuranceHttp } from './upstream/social-insurance-http.ts'
import { subscriberRegistryHttp } from './upstream/subscriber-registry-http.ts'
import { webOf } from './web-of.ts'

export type NationalApp = { server: FastifyInstance; parts: Parts; close(): Promise<void> }

/** The national portal, assembled: database in order, upstreams connected, pages served, work begun. */
export async function nationalApp(config: Config, clock: Clock = systemClock): Promise<NationalApp> {
  const log = createLog({ name: config.deployment, level: config.logLevel })
  const db = openDb<NationalTables>(config.databaseUrl)
  await prepare(db, config, log)
  const queue = jobs({ url: config.databaseUrl, sealer: sealer(config.keys.sealing), log })
  const outside = {
    registry: subscriberRegistryHttp({ ...config.subscriberRegistry, log }),
    socialInsurance: socialInsuranceHttp({ ...config.socialInsurance, log }),
    identityProviders: identityProvidersOf(config, log),
    revocation: revocationHttp({ reach: config.certificates.reach, log, clock }),
    simSigning: simSigningOf(config, { log, clock }),
    sms: smsCentreSmpp({ ...config.sms, log, onReceipt: receipt => keepReceipt({ db, clock }, receipt) }),
    mail: mailSmtp({ url: config.smtpUrl, from: `Một Cửa <khong-tra-loi@${new URL(config.publicUrl).hostname}>`, log }),
  }
  const parts = partsOf(config, { db, jobs: queue, log, clock }, outside)
  const prompts = promptMeasures()
  const follower = followPrompts(parts, prompts.onEnd)
  const { measures: ofNotices, onDeath } = noticeMeasures({ db, clock })
  const measures: Measures = registry => {
    ofNotices(registry)
    outside.simSigning.measures(registry)
    prompts.measures(registry)
  }
  const server = await pagesOf(config, { parts, log, measures })
  outside.sms.start()
  await startJobs({ config, parts, queue, onDeath, follower }, outside)
  const catalogues = keepCatalogues({ db, provinces: config.provinces, read: catalogueHttp(), clock, log })
  return {
    server,
    parts,
    async close() {
      await server.close()
      await catalogues.stop()
      await queue.stop()
      await follower.idle()
      await outside.sms.stop()
      await db.destroy()
    },
  }
}

function identityProvidersOf({ identityProviders, publicUrl }: Config, log: Log): IdentityProviders {
  const { vnpost, vneid } = identityProviders
  const at = (id: IdentityProviderId) => ({ id, redirectUri: new URL(callbackPath(id), publicUrl).href, log })
  return {
    vnpost: identityProviderHttp({ ...vnpost, ...at('vnpost') }),
    ...(vneid ? { vneid: identityProviderHttp({ ...vneid, ...at('vneid') }) } : {}),
  }
}

function simSigningOf({ simOperators, subscriberRegistry }: Config, { log, clock }: { log: Log; clock: Clock }) {
  const lookup = numberOperatorsHttp({ ...subscriberRegistry, log, clock })
  return simSigningHttp({ operators: simOperators, lookup, log, clock })
}

async function prepare(db: Kysely<NationalTables>, config: Config, log: Log): Promise<void> {
  await migrate(db, nationalMigrations)
  const { sealing, index } = config.keys
  const reindexed = await reindexIfRotated(db, {
    sealer: sealer(sealing),
    index: blindIndex(index),
    indexKeyId: index.id,
  })
  if (reindexed > 0) log.info({ rows: reindexed }, 'blind indexes made anew under the new key')
}

type Outside = { sms: ReturnType<typeof smsCentreSmpp>; mail: ReturnType<typeof mailSmtp> }

type Work = { config: Config; parts: Parts; queue: Jobs; onDeath: Delivery['onDeath']; follower: Follower }

async function startJobs({ config, parts, queue, onDeath, follower }: Work, outside: Outside): Promise<void> {
  const lifeMinutes = Math.round(parts.rules.otp.lifeSeconds / 60)
  const delivery = { ...parts, ...outside, portalName: 'Một Cửa', hotline: config.hotline, lifeMinutes, onDeath }
  const expiry = warnOfExpiry({ ...parts, store: config.trust })
  const recurring = [...housekeeping(parts, config), ...noticeHousekeeping(parts), expiry, follower.job]
  await queue.start([otpDelivery(delivery), mailedCodes(delivery), ...noticeDeliveries(delivery)], recurring)
}

/** The portal's pages on their parts, not yet listening: the same server in production and in tests. */
export async function pagesOf(
  config: Config,
  { parts, log, measures }: { parts: Parts; log: Log; measures?: Measures },
): Promise<FastifyInstance> {
  const secure = config.publicUrl.startsWith('https:')
  const known = visitors({
    ...{ deployment: config.deployment, secure, random: parts.random },
    sessions: nationalSessions(parts, parts.db),
  })
  const portal = factsOf(config)
  const frame = (request: FastifyRequest) =>
    nationalFrame({ language: known.language(request), path: request.url, account: request.signedIn?.account, portal })
  const server = await webServer({
    ...{ log, random: parts.random, publicUrl: config.publicUrl, trustedProxies: config.trustedProxies },
    errorPage: (request, { status, reference }) => errorPage(frame(request), { kind: failureKind(status), reference }),
  })
  healthRoutes(
    server,
    () => readiness(parts.db),
    registry => {
      for (const metric of parts.otp.metrics) registry.registerMetric(metric)
      trustMeasures(config.trust)(registry)
      measures?.(registry)
    },
  )
  signedInHook(server, { visitors: known, accounts: accountsStore(parts.db, parts) })
  portalRoutes(server, { captchas: parts.captchas, visitors: known })
  await portalPages(server, { config, parts, known, frame })
  return server
}

function factsOf({ hotline, labUrl }: Config): PortalFacts {
  return { hotline, demonstration: labUrl !== undefined }
}

type Pages = {
  config: Config
  parts: Parts
  known: Visitors
  frame: (request: FastifyRequest) => ReturnType<typeof nationalFrame>
}

async function portalPages(server: FastifyInstance, { config, parts, known, frame }: Pages): Promise<void> {
  const portal = factsOf(config)
  const provider = identityProvider({
    ...{ config, parts, visitors: known },
    frame: at => nationalFrame({ ...at, account: undefined, portal }),
  })
  const web = webOf({ config, parts, visitors: known, provider, frame })
  pagesRoutes(server, web)
  countersRoutes(server, web)
  signingAgentRoutes(server, web, config.agent.packages)
  registerRoutes(server, web)
  signInRoutes(server, web, config)
  identityProviderRoutes(server, web, config)
  byMethodRoutes(server, web)
  recoverRoutes(server, web)
  await complaintRoutes(server, web)
  objectRoutes(server, web)
  accountRoutes(server, web)
  defaultMethodRoutes(server, web)
  addMethodRoutes(server, web)
  removeMethodRoutes(server, web)
  recoveryCodesRoutes(server, web)
  proceduresRoutes(server, {
    ...{ db: parts.db, provinces: config.provinces, frame },
    requireAccount: async (request, reply) => requireAccount(request, reply),
  })
  interactionRoutes(server, { web, provider, relyingParties: config.relyingParties })
  await providerRoutes(server, provider)
}

async function readiness(db: Kysely<NationalTables>) {
  try {
    const pending = await pendingMigrations(db, nationalMigrations)
    return pending.length === 0
      ? ({ kind: 'ready' } as const)
      : ({ kind: 'not-ready', because: 'migrations pending' } as const)
  } catch {
    return { kind: 'not-ready', because: 'database unreachable' } as const
  }
}
