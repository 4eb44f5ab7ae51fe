import { foldForSearch } from '../../lib/folding.js';

/** A town or subdistrict of the city. Projects store `name`; the other forms are recognised and replaced by it. */
export interface Place {
  name: string;
  fullName: string;
  englishName: string;
}

const district = (name: string, englishName: string): Place => ({ name, fullName: `${name}街道`, englishName });
const town = (name: string, englishName: string): Place => ({ name, fullName: `${name}镇`, englishName });

/** Zhongshan's 8 subdistricts and 15 towns, and the whole city for work in several of them. */
export const REGIONS: readonly Place[] = [
  { name: '全市', fullName: '中山市', englishName: 'Zhongshan' },
  district('石岐', 'Shiqi'),
  district('东区', 'Dongqu'),
  district('西区', 'Xiqu'),
  district('南区', 'Nanqu'),
  district('五桂山', 'Wuguishan'),
  district('中山港', 'Zhongshangang'),
  district('民众', 'Minzhong'),
  district('南朗', 'Nanlang'),
  town('小榄', 'Xiaolan'),
  town('黄圃', 'Huangpu'),
  town('东凤', 'Dongfeng'),
  town('古镇', 'Guzhen'),
  town('沙溪', 'Shaxi'),
  town('坦洲', 'Tanzhou'),
  town('港口', 'Gangkou'),
  town('三角', 'Sanjiao'),
  town('横栏', 'Henglan'),
  town('南头', 'Nantou'),
  town('阜沙', 'Fusha'),
  town('三乡', 'Sanxiang'),
  town('板芙', 'Banfu'),
  town('大涌', 'Dachong'),
  town('神湾', 'Shenwan'),
];

/** A kind of public service. */
export interface Category {
  name: string;
  englishName: string;
}

export const CATEGORIES: readonly Category[] = [
  { name: '红色传承', englishName: 'Heritage' },
  { name: '助残就业', englishName: 'Jobs for disabled people' },
  { name: '困难帮扶', englishName: 'Help in hardship' },
  { name: '为老服务', englishName: 'Elders' },
  { name: '青少年关爱', englishName: 'Children and youth' },
  { name: '社区治理', englishName: 'Community' },
  { name: '志愿服务', englishName: 'Volunteering' },
  { name: '应急救灾', englishName: 'Disaster relief' },
];

const regionNames = new Map<string, string>();
for (const { name, fullName, englishName } of REGIONS) {
  for (const form of [name, fullName, englishName, `中山市${fullName}`, `中山${name}`])
    regionNames.set(foldForSearch(form), name);
  // People write 石岐区, the name from before the subdistricts were renamed, at least as often as 石岐街道.
  if (fullName.endsWith('街道') && !name.endsWith('区')) regionNames.set(foldForSearch(`${name}区`), name);
}
const categoryNames = new Map<string, string>(
  CATEGORIES.flatMap(({ name, englishName }) => [
    [foldForSearch(name), name],
    [foldForSearch(englishName), name],
  ]),
);

/**
 * Returns the name by which lists and totals group. A text that names no known place stays as it is, because neighbours
 * of the city also give and serve.
 */
export const canonicalRegion = (text: string): string => regionNames.get(foldForSearch(text)) ?? text;
export const canonicalCategory = (text: string): string => categoryNames.get(foldForSearch(text)) ?? text;
