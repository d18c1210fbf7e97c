export const COUNTERS_PATH = '/quay-giao-dich'
/** What signing SIMs are, and who helps with them. */
export const SIM_HELP = '/tro-giup#sim-ky-so'
