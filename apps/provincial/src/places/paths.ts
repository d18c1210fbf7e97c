/** Where chained selects ask for the places below a chosen one; the code is appended. */
export const DISTRICTS_PATH = '/dia-ban/quan-huyen/'
export const COMMUNES_PATH = '/dia-ban/phuong-xa/'
