/**
 * The provinces that ended and began with the reform of 2025, as data: Nghị quyết 175/2024/QH15 (Huế, from 1/1/2025)
 * and 202/2025/QH15 (34 provinces and cities, from 1/7/2025; codes by Quyết định 19/2025/QĐ-TTg). Districts ended
 * everywhere with 30/6/2025.
 */
export type ProvinceEnd = { validTo: string; successor: string }
export type ProvinceStart = { code: string; name: string; validFrom: string }

/** Last day of districts and of the communes below them. */
export const LAST_DAY_OF_DISTRICTS = '2025-06-30'
const FIRST_DAY = '2025-07-01'

/** Code of the new province: its name, and the codes of the provinces it took the place of. */
const MERGERS: Record<string, { name: string; of: string }> = {
  '08': { name: 'Tỉnh Tuyên Quang', of: '02 08' },
  '15': { name: 'Tỉnh Lào Cai', of: '10 15' },
  '19': { name: 'Tỉnh Thái Nguyên', of: '06 19' },
  '24': { name: 'Tỉnh Bắc Ninh', of: '24 27' },
  '25': { name: 'Tỉnh Phú Thọ', of: '17 25 26' },
  '31': { name: 'Thành phố Hải Phòng', of: '30 31' },
  '33': { name: 'Tỉnh Hưng Yên', of: '33 34' },
  '37': { name: 'Tỉnh Ninh Bình', of: '35 36 37' },
  '44': { name: 'Tỉnh Quảng Trị', of: '44 45' },
  '48': { name: 'Thành phố Đà Nẵng', of: '48 49' },
  '51': { name: 'Tỉnh Quảng Ngãi', of: '51 62' },
  '52': { name: 'Tỉnh Gia Lai', of: '52 64' },
  '56': { name: 'Tỉnh Khánh Hòa', of: '56 58' },
  '66': { name: 'Tỉnh Đắk Lắk', of: '54 66' },
  '68': { name: 'Tỉnh Lâm Đồng', of: '60 67 68' },
  '75': { name: 'Tỉnh Đồng Nai', of: '70 75' },
  '79': { name: 'Thành phố Hồ Chí Minh', of: '74 77 79' },
  '80': { name: 'Tỉnh Tây Ninh', of: '72 80' },
  '82': { name: 'Tỉnh Đồng Tháp', of: '82 87' },
  '86': { name: 'Tỉnh Vĩnh Long', of: '83 84 86' },
  '91': { name: 'Tỉnh An Giang', of: '89 91' },
  '92': { name: 'Thành phố Cần Thơ', of: '92 93 94' },
  '96': { name: 'Tỉnh Cà Mau', of: '95 96' },
}

/** Code of a former province: its last day and the code of the province that took its place. */
export const closedProvinces: Record<string, ProvinceEnd> = {
  '46': { validTo: '2024-12-31', successor: '46' },
}
for (const [successor, { of }] of Object.entries(MERGERS)) {
  for (const code of of.split(' ')) closedProvinces[code] = { validTo: LAST_DAY_OF_DISTRICTS, successor }
}

export const provincesSince2025: ProvinceStart[] = [
  { code: '46', name: 'Thành phố Huế', validFrom: '2025-01-01' },
  ...Object.entries(MERGERS).map(([code, { name }]) => ({ code, name, validFrom: FIRST_DAY })),
]
