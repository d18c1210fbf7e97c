/**
 * Whom a certificate names, by the conventions of Vietnamese certificates (Thông tư 04/2019/TT-BTTTT, article 6): the
 * identifiers stand in UID attributes with a prefix. Values are in the canonical forms of packages/identifiers.
 */
export type CertificateSubject = {
  commonName: string | undefined
  /** O, first one. */
  organization: string | undefined
  /** T. */
  title: string | undefined
  /** E; a statement of the certification authority, not a confirmed mailbox. */
  email: string | undefined
  /** Numbers of a natural person: CCCD and CMND of 12 digits, then CMND of 9, each once; also where the UID has no prefix. */
  idNumbers: string[]
  passportNumbers: string[]
  /** MST, 10 or 13 digits. */
  taxCodes: string[]
  /** MNS. */
  budgetCodes: string[]
  /** Whether there is a UID or organizationIdentifier that was not understood; then nobody may be taken by the rest. */
  unreadable: boolean
}
