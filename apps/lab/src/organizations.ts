import type { DirectoryEntry } from '@motcua/contracts/organization-directory.ts'

const HAI_DUONG = 'UBND tỉnh Hải Dương'
const SONG_KINH = 'UBND huyện Sông Kinh'

/**
 * The directory of state organisations that the lab supplies: those of the cast, but for one that is nowhere listed, and
 * some around them. Numbers are invented.
 */
export const organizations: readonly DirectoryEntry[] = [
  {
    code: 'H23',
    name: HAI_DUONG,
    address: 'Số 45 Quang Trung, thành phố Hải Dương',
    taxCode: '0801234521',
    budgetCode: '1039400',
  },
  entry('H23.01', 'Văn phòng UBND tỉnh Hải Dương', { taxCode: '0801234592', budgetCode: '1039411' }),
  entry('H23.10', 'Sở Tài chính tỉnh Hải Dương', { budgetCode: '1039475' }),
  entry('H23.11', 'Sở Tư pháp tỉnh Hải Dương', { taxCode: '0800000048', budgetCode: '1039482' }),
  entry('H23.12', 'Sở Y tế tỉnh Hải Dương', { budgetCode: '1039517' }),
  entry('H23.13', 'Sở Nội vụ tỉnh Hải Dương', { taxCode: '0801234313', budgetCode: '1039524' }),
  entry('H23.14', 'Sở Xây dựng tỉnh Hải Dương', { budgetCode: '1039531' }),
  entry('H23.20', 'UBND thành phố Hải Dương', { taxCode: '0801234666', budgetCode: '1039608' }),
  entry('H23.20.26', 'UBND phường Lê Thanh Nghị', {
    governingUnit: 'UBND thành phố Hải Dương',
    taxCode: '0800000055',
  }),
  entry('H23.20.27', 'UBND phường Trần Phú', { governingUnit: 'UBND thành phố Hải Dương', budgetCode: '1039627' }),
  entry('H23.31', SONG_KINH, { taxCode: '0801234803', budgetCode: '1039810' }),
  entry('H23.31.02', 'Phòng Tài chính huyện Sông Kinh', { governingUnit: SONG_KINH, taxCode: '0801234384' }),
  entry('H23.31.07', 'Trung tâm Lưu trữ huyện Sông Kinh', { governingUnit: SONG_KINH, taxCode: '0801234560' }),
  {
    code: '000.00.00.G22',
    name: 'Văn phòng Chính phủ',
    address: 'Số 1 Hoàng Hoa Thám, Hà Nội',
    budgetCode: '1053600',
  },
  {
    code: '000.00.17.G22',
    name: 'Cục Kiểm soát thủ tục hành chính',
    governingUnit: 'Văn phòng Chính phủ',
    address: 'Số 1 Hoàng Hoa Thám, Hà Nội',
    budgetCode: '1053617',
  },
]

/** One of the province, directly below it unless another governs it. */
function entry(code: string, name: string, rest: Partial<DirectoryEntry>): DirectoryEntry {
  return { code, name, governingUnit: HAI_DUONG, address: 'Thành phố Hải Dương, tỉnh Hải Dương', ...rest }
}
