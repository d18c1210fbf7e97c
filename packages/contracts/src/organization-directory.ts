import { z } from 'zod'

/**
 * The directory of state organisations that administrators import: a JSON array, UTF-8. An organisation is known by its
 * code (QĐ 20/2020/QĐ-TTg or QCVN 102:2016/BTTTT); government certificates are matched to it by MNS or MST.
 */
export const directoryEntry = z.strictObject({
  /** Mã đơn vị, `000.00.17.G22` or `G22.17`. */
  code: z.string().min(3).max(35),
  name: z.string().min(1).max(300),
  /** Đơn vị chủ quản: name of the governing unit; missing for bodies of level 1. */
  governingUnit: z.string().min(1).max(300).optional(),
  address: z.string().min(1).max(500).optional(),
  /** Mã số thuế. */
  taxCode: z
    .string()
    .regex(/^\d{10}(-?\d{3})?$/)
    .optional(),
  /** Mã đơn vị có quan hệ với ngân sách, as `MNS:` in government certificates. */
  budgetCode: z
    .string()
    .regex(/^\d{7,13}$/)
    .optional(),
})
export const MOST_ORGANIZATIONS = 100_000
export const organizationDirectory = z.array(directoryEntry).max(MOST_ORGANIZATIONS)
export type DirectoryEntry = z.infer<typeof directoryEntry>
