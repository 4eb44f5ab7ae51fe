import type { TaskProjectFragment } from '@hongchuang/schema';
import { describe, expect, it } from 'vitest';
import { nextMilestone, tasksOf } from './tasks';

const NOW = new Date('2026-03-31T04:00:00Z');
const owner = { id: 'o', verification: 'VERIFIED', verificationComment: null, viewerRole: 'OWNER' } as const;
const project = (changes: Partial<TaskProjectFragment>): TaskProjectFragment => ({
  id: 'p',
  slug: 'p',
  title: '红色足迹',
  status: 'DRAFT',
  noticeEndsAt: null,
  noticePausedAt: null,
  fundingEndsAt: null,
  submittedAt: null,
  viewerActions: [],
  disclosure: { next: null },
  milestones: [],
  history: [],
  indicators: [],
  ...changes,
});
const kinds = (...projects: TaskProjectFragment[]) => tasksOf(owner, projects, NOW).map(({ kind }) => kind);
const measurement = (status: 'REPORTED' | 'VERIFIED' | 'REJECTED', recordedAt: string) => ({
  id: recordedAt,
  on: recordedAt,
  status,
  comment: '请附名单',
  recordedAt,
});

describe('the list of tasks', () => {
  it('has the most urgent task first and says whose task it is', () => {
    const tasks = tasksOf(
      owner,
      [
        project({ id: 'a' }),
        project({ id: 'b', status: 'PUBLIC_NOTICE', noticeEndsAt: '2026-04-02T00:00:00Z' }),
        project({
          id: 'c',
          status: 'CHANGES_REQUESTED',
          history: [{ id: 'e', to: 'CHANGES_REQUESTED', at: '', reason: '请写明人数' }],
        }),
      ],
      NOW,
    );
    expect(tasks.map(({ kind, turn, reason }) => [kind, turn, reason])).toEqual([
      ['changesRequested', 'yours', '请写明人数'],
      ['draft', 'yours', undefined],
      ['notice', 'theirs', undefined],
    ]);
  });

  it('has no tasks of projects for members who may not edit', () => {
    expect(tasksOf({ ...owner, viewerRole: 'MEMBER' }, [project({})], NOW)).toEqual([]);
  });

  it('says why the organisation was refused, and who can correct it', () => {
    const refused = { ...owner, verification: 'REFUSED', verificationComment: '名称与代码不符' } as const;
    expect(tasksOf(refused, [], NOW)).toMatchObject([
      { kind: 'verificationRefused', turn: 'yours', reason: '名称与代码不符' },
    ]);
    expect(tasksOf({ ...refused, viewerRole: 'MEMBER' }, [], NOW)[0]?.turn).toBe('theirs');
  });

  it('asks for answers to questions, and says when the first was due', () => {
    const tasks = (firstDueAt: string | null) => {
      const questionCounts = { shown: 3, answered: firstDueAt ? 1 : 3, firstDueAt };
      return tasksOf(owner, [], NOW, [{ id: 'p', slug: 'p', title: '红色足迹', questionCounts }]);
    };
    expect(tasks(null)).toEqual([]);
    expect(tasks(new Date(NOW.getTime() + 1).toISOString())).toMatchObject([{ kind: 'questionDue' }]);
    const [late] = tasks(new Date(NOW.getTime() - 1).toISOString());
    expect(late).toMatchObject({ kind: 'questionLate', about: '2', to: '/projects/p#questions' });
  });

  it('asks for a report to the public when it can be written, and first when it is late', () => {
    const next = (status: 'UPCOMING' | 'DUE' | 'LATE', daysLate = 0) => ({
      next: { id: 'p:PROGRESS:1', dueOn: '2026-03-25', status, daysLate },
    });
    expect(kinds(project({ status: 'EXECUTING', disclosure: next('UPCOMING') }))).toEqual([]);
    expect(
      kinds(project({ status: 'CHANGES_REQUESTED' }), project({ status: 'COMPLETED', disclosure: next('DUE') })),
    ).toEqual(['changesRequested', 'reportDue']);
    expect(
      tasksOf(owner, [project({ status: 'COMPLETED', disclosure: next('DUE') })], NOW)[0]?.days,
      'counted from its date',
    ).toBeUndefined();
    expect(
      tasksOf(
        owner,
        [project({ status: 'CHANGES_REQUESTED' }), project({ status: 'COMPLETED', disclosure: next('LATE', 6) })],
        NOW,
      )[0],
    ).toMatchObject({ kind: 'reportLate', days: 6, to: '/workspace/projects/p/reports' });
  });

  it('asks for figures a month after the last ones, and at once after a rejection', () => {
    const running = (measurements: TaskProjectFragment['indicators'][number]['measurements']) =>
      project({
        status: 'EXECUTING',
        viewerActions: ['RECORD_MEASUREMENT'],
        indicators: [{ id: 'i', name: '服务人数', measurements }],
      });
    expect(kinds(running([]))).toEqual(['measurementDue']);
    expect(kinds(running([measurement('REPORTED', '2026-03-10T00:00:00Z')]))).toEqual([]);
    expect(kinds(running([measurement('VERIFIED', '2026-02-01T00:00:00Z')]))).toEqual(['measurementDue']);
    expect(
      kinds(
        running([measurement('VERIFIED', '2026-03-01T00:00:00Z'), measurement('REJECTED', '2026-03-30T00:00:00Z')]),
      ),
    ).toEqual(['measurementRejected']);
    expect(
      kinds(
        running([measurement('REJECTED', '2026-03-01T00:00:00Z'), measurement('REPORTED', '2026-03-30T00:00:00Z')]),
      ),
    ).toEqual([]);
  });

  it('asks for the returned stage, then for the one that is due', () => {
    const stage = (title: string, status: 'PLANNED' | 'RETURNED' | 'RELEASED', dueOn: string) => ({
      id: title,
      title,
      status,
      dueOn,
    });
    const about = (...milestones: ReturnType<typeof stage>[]) =>
      tasksOf(owner, [project({ status: 'EXECUTING', milestones })], NOW).map((task) => [task.kind, task.about]);
    expect(
      about(
        stage('a', 'RELEASED', '2026-01-01T00:00:00Z'),
        stage('b', 'PLANNED', '2026-04-05T00:00:00Z'),
        stage('c', 'RETURNED', '2026-05-01T00:00:00Z'),
      ),
    ).toEqual([['stageReturned', 'c']]);
    expect(about(stage('a', 'PLANNED', '2026-04-05T00:00:00Z'))).toEqual([['stageDue', 'a']]);
    expect(about(stage('a', 'PLANNED', '2026-06-01T00:00:00Z'))).toEqual([]);
  });

  it('names the next stage', () => {
    const milestones = [
      { id: '1', title: '一', dueOn: '2026-03-01T00:00:00Z', status: 'VERIFIED' as const },
      { id: '2', title: '二', dueOn: '2026-03-20T00:00:00Z', status: 'PLANNED' as const },
      { id: '3', title: '三', dueOn: '2026-03-10T00:00:00Z', status: 'PLANNED' as const },
    ];
    expect(nextMilestone(milestones)?.id).toBe('3');
    expect(nextMilestone([])).toBeUndefined();
  });
});
