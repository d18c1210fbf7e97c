export const ABOUT_PATH = '/khieu-nai'
export const FORM_PATH = `${ABOUT_PATH}/gui`
export const LOOKUP_PATH = `${ABOUT_PATH}/tra-cuu`
/** A receipt or status page, by a ticket that the form or the look-up gave. */
export const RECEIPT_PATH = `${ABOUT_PATH}/bien-nhan`
export const STATUS_PATH = `${ABOUT_PATH}/ho-so`
