import { describe, expect, it } from 'vitest';
import { foldForSearch, searchWords } from '../../lib/folding.js';
import { formsOf } from './forms.js';
import { Audience, EVERYBODYS, type Rank, type Scope } from './found-things.js';
import { SearchIndex, type Words } from './search-index.js';
import { SearchKind } from './search-kind.js';

const { PROJECTS, ORGANIZATIONS } = SearchKind;

interface Given {
  id: string;
  title: string;
  names?: string[];
  text?: string;
  unitId?: string;
  kind?: SearchKind;
  audience?: Audience;
  standing?: number;
  bornMs?: number;
}

function put(index: SearchIndex, { title, names = [], text = '', ...given }: Given): void {
  index.put(
    { unitId: 'u', kind: PROJECTS, audience: Audience.EVERYBODY, standing: 0, bornMs: 0, ...given },
    formsOf({ title, names, text }),
  );
}

function indexOf(...things: Given[]): SearchIndex {
  const index = new SearchIndex();
  for (const thing of things) put(index, thing);
  return index;
}

const projects = (
  index: SearchIndex,
  words: Words,
  scope: Scope,
  { most, ...place }: { after: Rank | null; most: number; isLoose: boolean },
) => index.find(words, new Map([[PROJECTS, { scope, most }]]), place).get(PROJECTS)!;

function idsOf(index: SearchIndex, query: string, isLoose = false, scope: Scope = EVERYBODYS): string[] {
  const words = { words: searchWords(query), whole: foldForSearch(query) };
  return projects(index, words, scope, { after: null, most: 50, isLoose }).found.map(({ id }) => id);
}

const CITY = indexOf(
  { id: 'unit', kind: ORGANIZATIONS, title: '益群社会工作服务中心', unitId: 'unit' },
  {
    id: 'elders',
    title: '石岐街道居家养老上门服务',
    names: ['石岐街道', 'Shiqi', '为老服务', 'Elders'],
    text: '为辖区独居老人提供每周一次的探访和健康监测。',
    unitId: 'unit',
  },
  { id: 'red', title: '启·展能就业计划', names: ['西区街道', 'Xiqu'], text: '助残岗位培训,社区实习' },
  { id: 'dachong', title: '大涌红木工匠口述史', names: ['大涌镇', 'Dachong'], text: '' },
  { id: 'footprints', title: '“红色足迹”——薪火相传', names: ['石岐街道', 'Shiqi'], text: '社区老党员讲故事' },
);

describe('what is found as it is typed', () => {
  it.each<[query: string, ...ids: string[]]>([
    ['养老', 'elders'],
    ['石岐 养老', 'elders'],
    ['养老 石岐', 'elders'],
    ['養老 石岐', 'elders'],
    ['石岐 探访', 'elders'],
    ['探访和', 'elders'],
    ['sq yl', 'elders'],
    ['sqjdjjyl', 'elders'],
    ['shiqi yanglao', 'elders'],
    ['ＳＨＩＱＩ　ＹＡＮＧＬＡＯ', 'elders'],
    ['shiqi 养老', 'elders'],
    ['yanglaoshang', 'elders'],
    ['yanglaosh', 'elders'],
    ['yangl', 'elders'],
    ['elders', 'elders'],
    ['益群', 'elders'],
    ['yiqun', 'elders'],
    ['启展能', 'red'],
    ['启·展能', 'red'],
    ['qzn', 'red'],
    ['dachong', 'dachong'],
    ['dayong', 'dachong'],
    ['dc hm', 'dachong'],
    ['dyhm', 'dachong'],
    ['红色足迹', 'footprints'],
    ['足迹薪火', 'footprints'],
    ['社区', 'red', 'footprints'],
    ['迹', 'footprints'],
    ['香山'],
    ['石岐 就业'],
    ['anglao'],
    ['养老院'],
  ])('%s', (query, ...ids) => {
    expect(idsOf(CITY, query).sort()).toEqual(ids.sort());
  });
});

describe('what is found although it was typed wrongly', () => {
  it.each<[query: string, ...ids: string[]]>([
    ['石歧', 'elders', 'footprints'],
    ['红色足际', 'footprints'],
    ['红包足迹', 'footprints'],
    ['红色的足迹', 'footprints'],
    ['居家老上门', 'elders'],
    ['石岐养老', 'elders'],
    ['服务石岐养老', 'elders'],
    ['shiqiyanglao', 'elders'],
    ['yanglo', 'elders'],
    ['ynaglao', 'elders'],
    ['shiqi yanglap', 'elders'],
    ['eldres', 'elders'],
    ['天文台'],
    ['wwww'],
  ])('%s', (query, ...ids) => {
    expect(idsOf(CITY, query), 'as it is typed').toEqual([]);
    expect(idsOf(CITY, query, true).sort()).toEqual(ids.sort());
  });

  it('finds a place by initials with one letter too many', () => {
    expect(idsOf(CITY, 'syq yl')).toEqual([]);
    expect(idsOf(CITY, 'syq yl', true)).toContain('elders');
  });
});

describe('the order of what is found', () => {
  const things = [
    { id: 'text', title: '别的', text: '社区食堂', standing: 9 },
    { id: 'place', title: '别处', names: ['社区食堂'] },
    { id: 'inside', title: '老社区食堂' },
    { id: 'begins', title: '社区食堂二期' },
    { id: 'exact', title: '社区食堂' },
  ];
  it('puts the exact title first, then titles that begin with it, then titles that have it', () => {
    expect(idsOf(indexOf(...things), '社区食堂')).toEqual(['exact', 'begins', 'inside', 'text', 'place']);
    expect(idsOf(indexOf(...things.reverse()), '社区食堂')).toEqual(['exact', 'begins', 'inside', 'text', 'place']);
  });

  it('puts what is running before what is over, and the newer before the older', () => {
    const index = indexOf(
      { id: 'old', title: '长者食堂甲', standing: 3, bornMs: 1 },
      { id: 'new', title: '长者食堂乙', standing: 3, bornMs: 2 },
      { id: 'running', title: '长者食堂丙', standing: 6, bornMs: 0 },
    );
    expect(idsOf(index, '长者食堂')).toEqual(['running', 'new', 'old']);
  });

  it('pages without a gap or a repetition', () => {
    const index = new SearchIndex();
    for (let at = 0; at < 57; at += 1)
      put(index, { id: `p${at}`, title: `社区项目${at}`, standing: at % 3, bornMs: at % 5 });
    const words = { words: ['社区'], whole: '社区' };
    const seen: string[] = [];
    let after: Rank | null = null;
    for (;;) {
      const { found, total } = projects(index, words, EVERYBODYS, { after, most: 10, isLoose: false });
      expect(total).toBe(57);
      seen.push(...found.map(({ id }) => id));
      if (found.length < 10) break;
      after = found.at(-1)!;
    }
    expect(new Set(seen).size).toBe(57);
    expect(seen).toEqual(idsOf(index, '社区').concat(seen.slice(50)));
  });
});

describe('what the viewer may find', () => {
  const index = indexOf(
    { id: 'public', title: '社区一', unitId: 'a' },
    { id: 'submitted', title: '社区二', unitId: 'b', audience: Audience.REVIEWERS },
    { id: 'draft', title: '社区三', unitId: 'c', audience: Audience.UNIT },
  );
  it.each<[who: string, scope: Scope, ...ids: string[]]>([
    ['a stranger', EVERYBODYS, 'public'],
    ['a member', { ...EVERYBODYS, ownUnits: new Set(['c']) }, 'draft', 'public'],
    ['a reviewer of a unit', { ...EVERYBODYS, reviewedUnits: new Set(['b', 'c']) }, 'public', 'submitted'],
    ['a reviewer', { everywhere: Audience.REVIEWERS }, 'public', 'submitted'],
  ])('%s', (_, scope, ...ids) => {
    expect(idsOf(index, '社区', false, scope).sort()).toEqual(ids);
  });
});

describe('changes', () => {
  it('finds the new title and no more the old one', () => {
    const index = indexOf({ id: 'p', title: '旧名字' });
    put(index, { id: 'p', title: '新称呼' });
    expect(idsOf(index, '旧名')).toEqual([]);
    expect(idsOf(index, '新称')).toEqual(['p']);
    put(index, { id: 'p', title: '新称呼', audience: Audience.UNIT });
    expect(idsOf(index, '新称')).toEqual([]);
  });

  it('equals an index of the last versions after many changes', () => {
    const index = new SearchIndex();
    for (let round = 0; round < 12; round += 1)
      for (let at = 0; at < 400; at += 1)
        put(index, { id: `p${at}`, title: `社区${round}期项目${at}`, text: `第${round}轮`, bornMs: at });
    expect(index.size).toBe(400);
    const fresh = new SearchIndex();
    for (let at = 0; at < 400; at += 1)
      put(fresh, { id: `p${at}`, title: `社区11期项目${at}`, text: '第11轮', bornMs: at });
    for (const query of ['社区', '社区3期', '11轮', 'sq', 'xm7', '项目39'])
      expect(idsOf(index, query)).toEqual(idsOf(fresh, query));
  });
});
