import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { holdServed, setStartMoment, whenTakenOver } from './served';

describe('a page that the server drew', () => {
  beforeEach(() => {
    vi.stubGlobal('document', {});
    setStartMoment(new Date());
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    setStartMoment(undefined);
  });

  it('keeps its moment until all its parts are taken over, each of them once', () => {
    const [first, second] = [holdServed(), holdServed()];
    const done = vi.fn<() => void>();
    whenTakenOver(done);
    first();
    first();
    expect(done).not.toHaveBeenCalled();
    second();
    expect(done).toHaveBeenCalledOnce();
  });

  it('lets its moment go at once when it has no later parts', () => {
    const done = vi.fn<() => void>();
    whenTakenOver(done);
    expect(done).toHaveBeenCalledOnce();
  });

  it('holds nothing for parts of pages that the browser draws', () => {
    setStartMoment(undefined);
    holdServed();
    const done = vi.fn<() => void>();
    whenTakenOver(done);
    expect(done).toHaveBeenCalledOnce();
  });
});
