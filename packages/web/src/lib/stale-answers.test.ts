import { describe, expect, it } from 'vitest';
import { keepNewest } from './stale-answers';

const types = { ProjectProgress: (value: Record<string, unknown>) => String(value['projectId']) };
const progress = (version: number, raised: number, projectId = 'p') => ({
  __typename: 'ProjectProgress',
  projectId,
  version,
  raised,
});

describe('keepNewest', () => {
  it('passes newer and equal versions', () => {
    const known = new Map();
    expect(keepNewest({ x: progress(1, 100) }, types, known).x.raised).toBe(100);
    expect(keepNewest({ x: progress(2, 300) }, types, known).x.raised).toBe(300);
    expect(keepNewest({ x: progress(2, 300) }, types, known).x.raised).toBe(300);
  });

  it('drops an older version wherever it is in a response', () => {
    const known = new Map();
    keepNewest({ projectProgress: progress(5, 500) }, types, known);
    const late = { projects: { edges: [{ node: { __typename: 'Project', id: 'p', progress: progress(3, 200) } }] } };
    const kept = keepNewest(late, types, known);
    expect(kept.projects.edges[0]?.node.progress).toEqual(progress(5, 500));
    expect(late.projects.edges[0]?.node.progress.raised).toBe(200); // the answer itself is not touched
  });

  it('keeps projects separate', () => {
    const known = new Map();
    keepNewest(progress(9, 900, 'a'), types, known);
    expect(keepNewest(progress(1, 10, 'b'), types, known).raised).toBe(10);
  });

  it('gives a response only the fields that it asked for', () => {
    const known = new Map();
    keepNewest({ ...progress(5, 500), backerCount: 7 }, types, known);
    expect(keepNewest(progress(4, 400), types, known)).toEqual(progress(5, 500));
  });

  it('keeps fields that a newer response did not ask for', () => {
    const known = new Map();
    keepNewest({ ...progress(5, 500), backerCount: 7 }, types, known);
    keepNewest(progress(6, 600), types, known);
    expect(keepNewest({ ...progress(5, 500), backerCount: 7 }, types, known)).toEqual({
      ...progress(6, 600),
      backerCount: 7,
    });
  });

  it('does not change null, scalars and other types', () => {
    const known = new Map();
    const data = { a: null, b: 1, c: ['x', null], d: { __typename: 'Other', version: 0 } };
    expect(keepNewest(data, types, known)).toEqual(data);
  });
});
