import { type CertificateFacts, certificateFacts, type Validity, validityOf, visible } from '../token/certificate.ts'
import type { TokenState } from '../token/token.ts'
import type { Everything, Tokens } from '../token/tokens.ts'

/** `offersExpired`: for those who test what a portal says to such certificates. */
export type Offering = { clock: () => Date; offersExpired: boolean }

export type ListedCertificate = {
  id: string
  token: TokenState
  /** Missing where it is seen only after the password. */
  facts: CertificateFacts | undefined
  /** Of what is not seen, `valid` until it is. */
  validity: Validity
  selectable: boolean
}
export type CertificateList = { certificates: ListedCertificate[]; troubles: Everything['troubles'] }

/** The certificates with a private key on all tokens, those that can be used first. */
export async function listCertificates(tokens: Tokens, { clock, offersExpired }: Offering): Promise<CertificateList> {
  const { offers, troubles } = await tokens.list()
  const now = clock()
  const certificates = offers.map(({ id, certificate, token }): ListedCertificate => {
    const facts = certificate && certificateFacts(certificate)
    const validity = facts ? validityOf(facts, now) : 'valid'
    const selectable = (validity === 'valid' || offersExpired) && token.tries.kind !== 'blocked'
    return { id, token: { ...token, label: visible(token.label) }, facts, validity, selectable }
  })
  return { certificates: certificates.sort((a, b) => Number(b.selectable) - Number(a.selectable)), troubles }
}
