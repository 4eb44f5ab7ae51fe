import type { RequestContext, Services } from '@hongchuang/server/context.js';
import { addDays, shanghaiDay } from '@hongchuang/server/lib/days.js';
import {
  correctReport,
  DisclosureKind,
  listMissing,
  ObligationStatus,
  publishReport,
} from '@hongchuang/server/modules/disclosure/index.js';
import { Project, ProjectStatus } from '@hongchuang/server/modules/projects/index.js';

/** An organisation of the demo writes a report this many days before the report is due. */
const AHEAD_DAYS = 14;

/**
 * Publishes every report that is due soon, as the editor that `editorOf` names. Where `editorOf` names nobody, the
 * report stays missing.
 */
export async function publishDueReports(
  services: Services,
  editorOf: (projectId: string) => RequestContext | null,
): Promise<void> {
  const today = shanghaiDay(services.clock.now());
  const due = await listMissing(services.db.read, today, [ObligationStatus.DUE, ObligationStatus.LATE]);
  for (const { projectId, kind, number, dueOn } of due) {
    const editor = editorOf(projectId);
    if (editor === null || dueOn > addDays(today, AHEAD_DAYS)) continue;
    const { title, status } = await services.db.read.findOneByOrFail(Project, { id: projectId });
    const { id } = await publishReport(editor, {
      projectId,
      kind,
      number,
      text: status === ProjectStatus.CANCELLED ? endOf(title) : textOf(kind, number, title),
      evidenceUrls: [],
    });
    if (kind === DisclosureKind.FINAL && status !== ProjectStatus.CANCELLED)
      await correctReport(editor, {
        reportId: id,
        text: '更正：文中“全部受助对象已回访”应为“除两户外已回访”，其余两户因外出改为电话回访。（演示）',
      });
  }
}

const endOf = (title: string): string =>
  `## 项目已经终止\n\n“${title}”没有做完；已经开展的阶段和拨付见项目页面，没有用到的善款逐笔退给捐赠人，见项目账目。（演示）`;

const textOf = (kind: DisclosureKind, number: number, title: string): string =>
  kind === DisclosureKind.FINAL
    ? `## 做了什么\n\n“${title}”的各个阶段已全部完成，全部受助对象已回访。\n\n## 钱用在哪里\n\n各阶段的拨付与用途见项目账目；凭证存档备查。（演示）`
    : `## 第 ${number} 次进展\n\n“${title}”按计划进行，签到表和支出明细存档备查。\n\n- 已完成的阶段见项目页面\n- 下一步：继续下一阶段的工作\n\n（演示）`;
