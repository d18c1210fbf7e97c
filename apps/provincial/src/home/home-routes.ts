import { sendPage } from '@motcua/kit/web.ts'
import type { FastifyInstance } from 'fastify'
import type { Web } from '../web.ts'
import { homePage } from './home-page.ts'

export function homeRoutes(server: FastifyInstance, { frame, portal }: Pick<Web, 'frame' | 'portal'>): void {
  server.get('/', async (request, reply) => {
    const around = frame(request)
    return sendPage(reply, homePage(around, portal.province.portal[around.language].fullName))
  })
}
