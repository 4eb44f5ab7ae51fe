/**
 * Readings that differ from the common ones, for places where the dictionary of pinyin-pro 3.29.4 has the common
 * reading. Sources: the names of counties and districts of GB/T 2260 by their official romanisation, the towns of
 * Zhongshan, surnames where 氏 makes them certain, and phrases of this field. Each key is as long as the reading needs
 * to be certain: 望都 alone also occurs in 希望都是, so its key is 望都县.
 */
export const READINGS: Readonly<Record<string, string>> = {
  // Zhongshan's own towns.
  大涌: 'dà chōng',

  // 都 in names of places is dū.
  襄都: 'xiāng dū',
  信都区: 'xìn dū qū',
  望都县: 'wàng dū xiàn',
  尧都: 'yáo dū',
  昆都仑: 'kūn dū lún',
  商都: 'shāng dū',
  盐都: 'yán dū',
  江都: 'jiāng dū',
  莲都: 'lián dū',
  都昌: 'dū chāng',
  宁都: 'níng dū',
  于都县: 'yú dū xiàn',
  殷都: 'yīn dū',
  魏都: 'wèi dū',
  曾都: 'zēng dū',
  花都区: 'huā dū qū',
  广州花都: 'guǎng zhōu huā dū',
  都安县: 'dū ān xiàn',
  都安瑶族: 'dū ān yáo zú',
  丰都: 'fēng dū',
  新都区: 'xīn dū qū',
  成都新都: 'chéng dū xīn dū',
  郫都: 'pí dū',
  都匀: 'dū yún',
  三都水族: 'sān dū shuǐ zú',
  三都县: 'sān dū xiàn',
  秦都: 'qín dū',
  武都: 'wǔ dū',
  乐都: 'lè dū',

  // 什 in names of places is shí.
  什邡: 'shí fāng',
  喀什: 'kā shí',
  康巴什: 'kāng bā shí',
  克什克腾: 'kè shí kè téng',
  乌什县: 'wū shí xiàn',
  阿图什: 'ā tú shí',
  塔什库尔干: 'tǎ shí kù ěr gān',

  // 乐 in names of places.
  乐清: 'yuè qīng',
  乐亭: 'lào tíng',
  乐陵: 'lào líng',
  民乐县: 'mín lè xiàn',

  // Other counties, districts and cities.
  珲春: 'hún chūn',
  洪洞: 'hóng tóng',
  单县: 'shàn xiàn',
  大埔县: 'dà bù xiàn',
  梅州大埔: 'méi zhōu dà bù',
  大埔: 'dà bù',
  黄陂: 'huáng pí',
  蔚县: 'yù xiàn',
  歙县: 'shè xiàn',
  涡阳: 'guō yáng',
  浚县: 'xùn xiàn',
  尉犁: 'yù lí',
  泌阳: 'bì yáng',
  筠连: 'jūn lián',
  吴堡: 'wú bǔ',
  红寺堡: 'hóng sì bǔ',
  宕昌: 'tàn chāng',
  称多: 'chèn duō',
  繁峙: 'fán shì',
  万柏林: 'wàn bǎi lín',
  召陵: 'shào líng',
  六合区: 'lù hé qū',
  南京六合: 'nán jīng lù hé',
  牟定: 'móu dìng',
  解州: 'hài zhōu',
  莘庄: 'xīn zhuāng',

  // Surnames whose reading as a surname is not the commonest reading of the character.
  曾氏: 'zēng shì',
  翟氏: 'zhái shì',
  单氏: 'shàn shì',
  仇氏: 'qiú shì',
  解氏: 'xiè shì',
  区氏: 'ōu shì',
  查氏: 'zhā shì',
  朴氏: 'piáo shì',
  盖氏: 'gě shì',
  任氏: 'rén shì',

  // Phrases of the field.
  重走: 'chóng zǒu',
  红军长征: 'hóng jūn cháng zhēng',
  长征: 'cháng zhēng',
};
