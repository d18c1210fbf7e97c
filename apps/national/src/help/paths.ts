export const COUNTERS_PATH = '/quay-giao-dich'
