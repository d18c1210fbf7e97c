/** Mobile network operators, by the name of their network. */
export type MobileOperator = 'viettel' | 'vinaphone' | 'mobifone' | 'vietnamobile' | 'gmobile' | 'itelecom' | 'wintel'

const PREFIXES: Record<MobileOperator, string> = {
  viettel: '032 033 034 035 036 037 038 039 086 096 097 098',
  vinaphone: '081 082 083 084 085 088 091 094',
  mobifone: '070 076 077 078 079 089 090 093',
  vietnamobile: '052 056 058 092',
  gmobile: '059 099',
  itelecom: '087',
  wintel: '055',
}

/** Mobile prefix to the operator it was given to. Since 2018 a number may have been carried to another operator. */
export const mobilePrefixes: ReadonlyMap<string, MobileOperator> = new Map(
  Object.entries(PREFIXES).flatMap(([operator, prefixes]) =>
    prefixes.split(' ').map((prefix): [string, MobileOperator] => [prefix, operator as MobileOperator]),
  ),
)

const CONVERSION = `0120 070 0121 079 0122 077 0126 076 0128 078 0123 083 0124 084 0125 085 0127 081 0129 082
0162 032 0163 033 0164 034 0165 035 0166 036 0167 037 0168 038 0169 039 0186 056 0188 058 0199 059`

/**
 * The conversion of 11-digit numbers to 10 digits, 15/9/2018 to 30/6/2019: old prefix to new, the last seven digits
 * unchanged.
 */
export const convertedPrefixes: ReadonlyMap<string, string> = new Map(
  [...CONVERSION.matchAll(/(\d{4}) (\d{3})/g)].map(([, old = '', present = '']): [string, string] => [old, present]),
)
