import { exampleCatalogue, type ProvinceCatalogue } from '@motcua/contracts/province-catalogue.ts'
import type { ConnectedProvince } from './catalogue-source.ts'

/** Catalogues for tests: small, but with every level, both kinds of receivers and names that resemble each other. */
const names: [string, string, ProvinceCatalogue['procedures'][number]['level']][] = [
  ['1.001193', 'Đăng ký khai sinh', 'commune'],
  ['1.004884', 'Đăng ký lại khai sinh', 'commune'],
  ['1.004772', 'Đăng ký khai sinh cho người đã có hồ sơ, giấy tờ cá nhân', 'commune'],
  ['1.000656', 'Đăng ký khai tử', 'commune'],
  ['1.001612', 'Đăng ký thành lập hộ kinh doanh', 'district'],
  ['1.902399', 'Sinh hoạt khai mạc', 'district'],
]

export function catalogueOf(province: 'hai-duong' | 'quang-ninh', version: string): ProvinceCatalogue {
  const owner = province === 'hai-duong' ? haiDuong : quangNinh
  const { organizationCode, gsoCode, name } = owner
  const [district, commune] = province === 'hai-duong' ? ['288', '10534'] : ['193', '06649']
  const codes = (nationalCode: string) => ({
    nationalCode,
    provincialCode: `${nationalCode}.000.00.00.${organizationCode}`,
    serviceCode: `${nationalCode}.000.00.00.${organizationCode}.01`,
  })
  const text = { processingTime: '03 ngày làm việc', fee: 'Miễn lệ phí', documents: ['Tờ khai'] }
  return {
    province: { organizationCode, gsoCode, name },
    version,
    agencies: [
      { code: `${organizationCode}.05`, name: 'Sở Giao thông vận tải', level: 'province' },
      { code: `${organizationCode}.11`, name: 'Sở Tư pháp', level: 'province' },
      { code: `${organizationCode}.20`, name: 'UBND thành phố', level: 'district', place: district },
      { code: `${organizationCode}.20.26`, name: 'UBND phường', level: 'commune', place: commune },
    ],
    fields: [...exampleCatalogue.fields, { code: 'kinh-doanh', name: 'Hộ kinh doanh' }],
    procedures: [
      ...names.map(([code, title, level]) => ({
        ...codes(code),
        ...text,
        name: title,
        field: level === 'commune' ? 'ho-tich' : 'kinh-doanh',
        level,
        serviceLevel: 4 as const,
        agencies: 'all' as const,
      })),
      {
        ...codes('2.000488'),
        ...text,
        name: 'Cấp Phiếu lý lịch tư pháp',
        field: 'ly-lich-tu-phap',
        level: 'province',
        serviceLevel: 3,
        agencies: [`${organizationCode}.11`],
      },
    ],
  }
}

export const haiDuong: ConnectedProvince = {
  gsoCode: '30',
  organizationCode: 'H23',
  name: 'Tỉnh Hải Dương',
  portalUrl: 'https://haiduong.example',
  catalogueUrl: 'http://haiduong.internal/api/catalogue',
}

export const quangNinh: ConnectedProvince = {
  gsoCode: '22',
  organizationCode: 'H49',
  name: 'Tỉnh Quảng Ninh',
  portalUrl: 'https://quangninh.example',
  catalogueUrl: 'http://quangninh.internal/api/catalogue',
}

export const leThanhNghi = { province: '30', district: '288', commune: '10534' }
