/**
 * The places of birth registration that a personal identification number names by its first three digits
 * (annexes of Thông tư 07/2016/TT-BCA and 59/2021/TT-BCA). Numbers once given keep their code, so the provinces
 * that merged in 2025 stay in this list.
 */
export type BirthPlace = { kind: 'province' | 'country'; code: string; name: string }

const PROVINCES = `001 Hà Nội|002 Hà Giang|004 Cao Bằng|006 Bắc Kạn|008 Tuyên Quang|010 Lào Cai|011 Điện Biên|012 Lai Châu
014 Sơn La|015 Yên Bái|017 Hòa Bình|019 Thái Nguyên|020 Lạng Sơn|022 Quảng Ninh|024 Bắc Giang|025 Phú Thọ
026 Vĩnh Phúc|027 Bắc Ninh|030 Hải Dương|031 Hải Phòng|033 Hưng Yên|034 Thái Bình|035 Hà Nam|036 Nam Định
037 Ninh Bình|038 Thanh Hóa|040 Nghệ An|042 Hà Tĩnh|044 Quảng Bình|045 Quảng Trị|046 Thừa Thiên Huế|048 Đà Nẵng
049 Quảng Nam|051 Quảng Ngãi|052 Bình Định|054 Phú Yên|056 Khánh Hòa|058 Ninh Thuận|060 Bình Thuận|062 Kon Tum
064 Gia Lai|066 Đắk Lắk|067 Đắk Nông|068 Lâm Đồng|070 Bình Phước|072 Tây Ninh|074 Bình Dương|075 Đồng Nai
077 Bà Rịa - Vũng Tàu|079 Hồ Chí Minh|080 Long An|082 Tiền Giang|083 Bến Tre|084 Trà Vinh|086 Vĩnh Long
087 Đồng Tháp|089 An Giang|091 Kiên Giang|092 Cần Thơ|093 Hậu Giang|094 Sóc Trăng|095 Bạc Liêu|096 Cà Mau`

/** Consecutive codes from 101 on, in the order of the annex; it names two countries twice. */
const COUNTRIES = `Afghanistan|Ai Cập|Albania|Algérie|Andorra|Angola|Vương quốc Liên hiệp Anh và Bắc Ireland
Antigua và Barbuda|Áo|Ả Rập Saudi|Argentina|Armenia|Azerbaijan|Cộng hòa Azerbaijan|Ấn Độ|Bahamas|Bahrain|Ba Lan
Bangladesh|Barbados|Belarus|Belize|Benin|Bhutan|Bỉ|Bolivia|Bosna và Hercegovina|Botswana|Bồ Đào Nha|Bờ Biển Ngà
Brasil|Brunei|Bulgaria|Burkina Faso|Burundi|Cabo Verde|Các Tiểu vương quốc Ả Rập Thống nhất|Cameroon|Campuchia
Canada|Chile|Colombia|Comoros|Cộng hòa Congo|Cộng hòa Dân chủ Congo|Costa Rica|Croatia|Cộng hòa Croatia|Cuba
Djibouti|Dominica|Cộng hòa Dominicana|Đan Mạch|Đông Timor|Đức|Ecuador|El Salvador|Eritrea|Estonia|Ethiopia|Fiji
Gabon|Gambia|Ghana|Grenada|Gruzia|Guatemala|Guinea-Bissau|Guinea Xích Đạo|Guinea|Guyana|Haiti|Hà Lan|Hàn Quốc
Hoa Kỳ|Honduras|Hungary|Hy Lạp|Iceland|Indonesia|Iran|Iraq|Ireland|Israel|Jamaica|Jordan|Kazakhstan|Kenya
Kiribati|Kuwait|Síp|Kyrgyzstan|Lào|Latvia|Lesotho|Liban|Liberia|Libya|Liechtenstein|Litva|Luxembourg|Macedonia
Madagascar|Malawi|Malaysia|Maldives|Mali|Malta|Maroc|Quần đảo Marshall|Mauritanie|Mauritius|Mexico|Micronesia
Moldova|Monaco|Mông Cổ|Montenegro|Mozambique|Myanmar|Namibia|Nam Sudan|Nam Phi|Nauru|Na Uy|Nepal|New Zealand
Nicaragua|Niger|Nigeria|Nga|Nhật Bản|Oman|Pakistan|Palau|Panama|Papua New Guinea|Paraguay|Peru|Pháp|Phần Lan
Philippines|Qatar|Romania|Rwanda|Saint Kitts và Nevis|Saint Lucia|Saint Vincent và Grenadines|Samoa|San Marino
São Tomé và Príncipe|Séc|Sénégal|Serbia|Seychelles|Sierra Leone|Singapore|Slovakia|Slovenia|Solomon|Somalia
Sri Lanka|Sudan|Suriname|Swaziland|Syria|Tajikistan|Tanzania|Tây Ban Nha|Tchad|Thái Lan|Thổ Nhĩ Kỳ|Thụy Điển
Thụy Sĩ|Togo|Tonga|Triều Tiên|Trinidad và Tobago|Trung Quốc|Trung Phi|Tunisia|Turkmenistan|Tuvalu|Úc|Uganda
Ukraina|Uruguay|Uzbekistan|Vanuatu|Thành Vatican|Venezuela|Ý|Yemen|Zambia|Zimbabwe`

const entries = (list: string) => list.split(/[|\n]/)

const places = new Map<string, BirthPlace>()
for (const entry of entries(PROVINCES)) {
  const code = entry.slice(0, 3)
  places.set(code, { kind: 'province', code, name: entry.slice(4) })
}
for (const [index, name] of entries(COUNTRIES).entries()) {
  const code = String(101 + index)
  places.set(code, { kind: 'country', code, name })
}

/** All codes with their places: 63 provinces, then 195 country codes. */
export const birthPlaces: ReadonlyMap<string, BirthPlace> = places
