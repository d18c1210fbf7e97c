import { sendPage } from '@motcua/kit/web.ts'
import type { Frame } from '@motcua/ui/frame.ts'
import type { FastifyInstance } from 'fastify'
import { helpPage } from '../help/pages.ts'
import { policy, termsOfService } from '../terms/terms.ts'
import { termsPage } from '../terms/terms-page.ts'
import type { Web } from '../web.ts'
import { homePage } from './home-page.ts'

/** The pages that only tell. */
export function pagesRoutes(server: FastifyInstance, { frame }: Pick<Web, 'frame'>): void {
  const pages: Record<string, (frame: Frame) => string> = {
    '/': homePage,
    '/tro-giup': helpPage,
    '/dieu-khoan': around => termsPage(around, termsOfService),
    '/chinh-sach-chia-se-thong-tin': around => termsPage(around, policy),
  }
  for (const [path, show] of Object.entries(pages)) {
    server.get(path, (request, reply) => sendPage(reply, show(frame(request))))
  }
}
