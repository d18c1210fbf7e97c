/** *Tải công cụ ký điện tử*; its files are below, by their names. `he` chooses the system shown first. */
export const DOWNLOADS_PATH = '/cong-cu-ky'
/** *Hướng dẫn đăng nhập* by USB token. */
export const GUIDE_PATH = '/cong-cu-ky/huong-dan'
