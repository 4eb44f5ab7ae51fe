import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Decision, Decisions, type SendAnswer } from './decisions';

const approve = (projectId: string): Decision => ({ projectId, title: projectId, decision: 'APPROVE', comment: '' });

describe('held decisions', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const make = (answer: SendAnswer = { sent: true }) => {
    const sent: string[] = [];
    const decisions = new Decisions(async ({ projectId }) => {
      sent.push(projectId);
      return answer;
    });
    return { decisions, sent };
  };

  it('are sent after ten seconds and not before', async () => {
    const { decisions, sent } = make();
    decisions.hold(approve('a'));
    await vi.advanceTimersByTimeAsync(9_999);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toEqual(['a']);
    expect(decisions.find('a')?.state).toBe('sent');
  });

  it('can be undone before they are sent', async () => {
    const { decisions, sent } = make();
    decisions.hold(approve('a'));
    expect(decisions.undo('a')).toBe(true);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(sent).toEqual([]);
    expect(decisions.snapshot()).toEqual([]);
  });

  it('cannot be undone after they are sent', async () => {
    const { decisions } = make();
    decisions.hold(approve('a'));
    await decisions.sendNow('a');
    expect(decisions.undo('a')).toBe(false);
  });

  it('wait at the same time, each for its own ten seconds', async () => {
    const { decisions, sent } = make();
    decisions.hold(approve('a'));
    await vi.advanceTimersByTimeAsync(4_000);
    decisions.hold(approve('b'));
    await vi.advanceTimersByTimeAsync(6_000);
    expect(sent).toEqual(['a']);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(sent).toEqual(['a', 'b']);
  });

  it('replace an earlier decision about the same project and restart its time', async () => {
    const { decisions, sent } = make();
    decisions.hold(approve('a'));
    await vi.advanceTimersByTimeAsync(9_000);
    decisions.hold({ ...approve('a'), decision: 'REJECT', comment: 'no' });
    await vi.advanceTimersByTimeAsync(9_000);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent).toEqual(['a']);
    expect(decisions.find('a')?.decision).toBe('REJECT');
  });

  it('are all sent once when the desk is left', async () => {
    const { decisions, sent } = make();
    decisions.hold(approve('a'));
    decisions.hold(approve('b'));
    decisions.sendAllHeld();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(sent).toEqual(['a', 'b']);
  });

  it('stay with their failure and can be sent again', async () => {
    const { decisions, sent } = make({
      sent: false,
      failure: { code: 'NETWORK', message: '', nothingRecorded: false },
    });
    decisions.hold(approve('a'));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(decisions.find('a')?.state).toBe('failed');
    await decisions.sendNow('a');
    expect(sent).toEqual(['a', 'a']);
  });
});
