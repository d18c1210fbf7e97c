/** What a person states: the phone as `+84…`, the number of CMND or CCCD, the date as `YYYY-MM-DD`. */
export type SubscriberQuestion = { phone: string; idNumber: string; fullName: string; dateOfBirth: string }

/** A number that no operator knows is a mismatch too: the visitor is told the same. */
export type SubscriberAnswer = { kind: 'match' } | { kind: 'mismatch' } | { kind: 'unavailable' }

/** The mobile operators' registry: is this number registered to this person? It answers yes or no and hands nothing out. */
export type SubscriberRegistry = { confirm(question: SubscriberQuestion): Promise<SubscriberAnswer> }
