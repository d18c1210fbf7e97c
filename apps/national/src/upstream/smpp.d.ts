/** The parts of the `smpp` library (SMPP 3.4) that are used here; it brings no types of its own. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events'
  import type { Socket } from 'node:net'

  /** As received: text decoded by its data coding, the header's elements without the header's length byte. */
  export type ShortMessage = { message: string; udh?: Buffer[] }

  /** Fields by their names in the specification. A response that carries an error status has none of them. */
  export type Fields = {
    command_status?: number
    sequence_number?: number
    system_id?: string
    password?: string
    interface_version?: number
    source_addr_ton?: number
    source_addr_npi?: number
    source_addr?: string
    dest_addr_ton?: number
    dest_addr_npi?: number
    destination_addr?: string
    esm_class?: number
    registered_delivery?: number
    data_coding?: number
    short_message?: ShortMessage | Buffer
    message_payload?: ShortMessage | Buffer
    message_id?: string
    receipted_message_id?: string
    message_state?: number
    sar_msg_ref_num?: number
    sar_total_segments?: number
    sar_segment_seqnum?: number
    user_message_reference?: number
  }

  export class PDU {
    constructor(command: string | Buffer, fields?: Fields)
    command: string
    command_status: number
    sequence_number: number
    system_id?: string
    password?: string
    source_addr?: string
    destination_addr?: string
    esm_class?: number
    registered_delivery?: number
    data_coding?: number
    short_message?: ShortMessage | Buffer
    message_payload?: ShortMessage | Buffer
    message_id?: string
    receipted_message_id?: string
    message_state?: number
    sar_msg_ref_num?: number
    sar_total_segments?: number
    sar_segment_seqnum?: number
    user_message_reference?: number
    isResponse(): boolean
    toBuffer(): Buffer
    response(fields?: Fields): PDU
  }

  /** Emits `connect`, `close`, `error`, `pdu` and each command's name. Callbacks are lost when the socket closes. */
  export class Session extends EventEmitter {
    constructor(options: { socket?: Socket; host?: string; port?: number; tls?: boolean })
    socket: Socket
    /** False when the socket is gone: then no callback comes. */
    send(pdu: PDU, onResponse?: (response: PDU) => void): boolean
    close(): void
    destroy(): void
  }

  const smpp: {
    Session: typeof Session
    PDU: typeof PDU
    ESME_ROK: number
    ESME_RINVCMDID: number
    ESME_RINVBNDSTS: number
    ESME_RALYBND: number
    ESME_RSYSERR: number
    ESME_RINVDSTADR: number
    ESME_RBINDFAIL: number
    ESME_RINVPASWD: number
    ESME_RMSGQFUL: number
    ESME_RTHROTTLED: number
    ESME_RX_T_APPN: number
    ESME_RINVMSGLEN: number
  }
  export default smpp
}
