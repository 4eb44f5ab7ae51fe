import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { useTestApp } from '../support/app.ts';
import { projectInput } from '../support/city.ts';
import type { Client } from '../support/client.ts';
import { DAY_MS } from '../support/clock.ts';
import { archive, attach, hugePhoto, pdf, photo, SHEET, upload, type KeptFile } from '../support/files.ts';
import { MUTATIONS } from '../support/operations.ts';
import { createTown, fundedProject, projectAt, type Town } from '../support/town.ts';

const FILES =
  'query Files($id: ID!) { project(id: $id) { milestones { reports { accepted files { id name type bytes sha256 url previewUrl } } } } }';
const GB_CSV = Buffer.from([0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0x31, 0x0a]); // 姓名,1 as a spreadsheet in China writes it

const app = useTestApp();
let town: Town;
beforeAll(async () => {
  town = await createTown(app);
});

const stageOf = async () => {
  const project = await fundedProject(app, town);
  return { project, id: project.milestones[0]!.id };
};
const report = (milestoneId: string, evidenceFileIds: readonly string[], client = town.editor.client) =>
  client.execute(MUTATIONS.submitMilestone, {
    input: { milestoneId, report: '做完了。', evidenceUrls: [], evidenceFileIds },
  });
const submit = async (milestoneId: string, ids: readonly string[]) =>
  expect((await report(milestoneId, ids)).errors).toEqual([]);
const decide = (milestoneId: string, accepted: boolean) =>
  town.reviewer.client.must(MUTATIONS.reviewMilestone, { input: { milestoneId, accepted, comment: '看过了' } });
const folder = () => join(app.server.env.uploadDir, 'files');
const contentPath = ({ sha256 }: { sha256: string }) => join(folder(), sha256.slice(0, 2), sha256);
const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');
const digest = async (client: Client, path: string) =>
  sha256(new Uint8Array(await (await client.fetch(path)).arrayBuffer()));
const rows = async () =>
  Number((await app.db.read.query<{ n: number }[]>('SELECT COUNT(*) AS n FROM stored_files'))[0]!.n);
const filesOf = async (client: Client, projectId: string): Promise<KeptFile[]> =>
  (await client.must(FILES, { id: projectId })).project.milestones.flatMap(({ reports }: any) =>
    reports.flatMap(({ files }: any) => files),
  );

describe('evidence', () => {
  it('is shown by the report in its order, with the digest of the downloaded file', async () => {
    const stage = await stageOf();
    const [list, scene, table, sheet] = [
      await attach(town.editor.client, stage.id, '签到表.pdf', pdf()),
      await attach(town.editor.client, stage.id, '现场.jpg', await photo()),
      await attach(town.editor.client, stage.id, '名单.csv', GB_CSV),
      await attach(town.editor.client, stage.id, '支出.xlsx', archive(SHEET)),
    ];
    await submit(stage.id, [scene.id, list.id, sheet.id, table.id]);
    await decide(stage.id, true);
    const shown = await filesOf(app.anonymous(), stage.project.id);
    expect(shown.map(({ name, type }) => [name, type])).toEqual([
      ['现场.jpg', 'image/jpeg'],
      ['签到表.pdf', 'application/pdf'],
      ['支出.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
      ['名单.csv', 'text/csv'],
    ]);
    for (const file of shown)
      expect(
        await digest(app.anonymous(), file.url),
        `${file.name}: a person who downloads it can calculate the digest`,
      ).toBe(file.sha256);
    expect(shown[1]!.sha256, 'a file that is no picture is stored unchanged').toBe(sha256(pdf()));
    const download = await app.anonymous().fetch(shown[1]!.url);
    expect(Object.fromEntries(download.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': `attachment; filename="___.pdf"; filename*=UTF-8''${encodeURIComponent('签到表')}.pdf`,
    });
    expect(
      (await app.anonymous().fetch(shown[1]!.url, { headers: { 'if-none-match': download.headers.get('etag')! } }))
        .status,
      'an unchanged file is not sent again',
    ).toBe(304);
    expect(
      (await app.anonymous().fetch(shown[0]!.url)).headers.get('content-disposition'),
      'a picture must be displayed',
    ).toBe('inline');
  });

  it("loses the camera's metadata before a photo is stored", async () => {
    const stage = await stageOf();
    const taken = await photo('#c8321e');
    expect(taken.includes('SECRET-OWNER'), 'the test must send the metadata that it then searches for').toBe(true);
    const kept = await attach(town.editor.client, stage.id, 'IMG_1.jpg', taken);
    const stored = readFileSync(contentPath(kept));
    expect(stored.includes('SECRET-OWNER')).toBe(false);
    const { exif, width, height } = await sharp(stored).metadata();
    expect({ exif, width, height }, 'turned upright, because the metadata with the orientation was removed').toEqual({
      exif: undefined,
      width: 800,
      height: 1_200,
    });
    expect(sha256(stored)).toBe(kept.sha256);
    const preview = new Uint8Array(await (await town.editor.client.fetch(kept.previewUrl!)).arrayBuffer());
    const shown = await sharp(preview).metadata();
    expect([shown.format, shown.width, shown.height, shown.exif]).toEqual(['webp', 640, 960, undefined]);
  });

  it('is stored once however often it is uploaded, and deleted with its last use', async () => {
    const [one, other] = [await stageOf(), await stageOf()];
    const same = pdf(`同一份 ${one.id}`);
    const first = await attach(town.editor.client, one.id, 'a.pdf', same);
    const second = await attach(town.owner.client, other.id, 'b.pdf', same);
    expect(second.sha256).toBe(first.sha256);
    expect(
      readdirSync(join(folder(), first.sha256.slice(0, 2))).filter((name) => name.startsWith(first.sha256)),
    ).toEqual([first.sha256]);
    const third = await attach(town.editor.client, one.id, '用上的.pdf', same);
    await submit(one.id, [third.id]);
    await app.pass(7 * DAY_MS + 1_000);
    expect(existsSync(contentPath(first)), 'a report shows this content').toBe(true);
    expect(await app.db.read.query('SELECT id FROM stored_files WHERE id IN (?, ?)', [first.id, second.id])).toEqual(
      [],
    );
  });

  it('and measurements appear with the stage and on the receipts of the gifts that paid it', async () => {
    const stage = await stageOf();
    const { recordMeasurement } = await town.editor.client.must(MUTATIONS.recordMeasurement, {
      input: { indicatorId: stage.project.indicators[0]!.id, value: 25, on: app.clock.now().toISOString() },
    });
    await town.reviewer.client.must(MUTATIONS.verifyMeasurement, { id: recordMeasurement.id, accepted: true });
    const measured = async () =>
      (
        await app
          .anonymous()
          .must('query M($id: ID!) { project(id: $id) { milestones { measurements { value indicator { name } } } } }', {
            id: stage.project.id,
          })
      ).project.milestones;
    await submit(stage.id, []);
    expect(await measured(), 'before the stage is verified').toEqual([{ measurements: [] }, { measurements: [] }]);
    await decide(stage.id, true);
    expect(await measured()).toEqual([
      { measurements: [{ value: 25, indicator: { name: '服务老兵' } }] },
      { measurements: [] },
    ]);
    await town.treasurer.client.must(MUTATIONS.releaseMilestone, { id: stage.id });
    const { viewer } = await town.donor.client.must(
      '{ viewer { pledges(first: 1) { edges { node { receipt { number } } } } } }',
    );
    const { receipt } = await app
      .anonymous()
      .must('query R($number: String!) { receipt(number: $number) { uses { amount milestone { title } } } }', {
        number: viewer.pledges.edges[0].node.receipt.number,
      });
    expect(receipt.uses).toEqual([{ amount: 6_000, milestone: { title: '第一段' } }]);
  });

  it('can be used again by the next report of the stage, by another editor too', async () => {
    const stage = await stageOf();
    const kept = await attach(town.editor.client, stage.id, 'a.pdf', pdf());
    await submit(stage.id, [kept.id]);
    await decide(stage.id, false);
    const more = await attach(town.owner.client, stage.id, 'b.txt', '补充说明');
    expect((await report(stage.id, [kept.id, more.id], town.owner.client)).errors).toEqual([]);
    await decide(stage.id, true);
    expect((await filesOf(app.anonymous(), stage.project.id)).map(({ name }) => name)).toEqual(['a.pdf', 'b.txt']);
  });
});

describe('access to evidence', () => {
  const opens = async (file: KeptFile) => {
    const people: Record<string, Client> = {
      'signed out': app.anonymous(),
      stranger: town.stranger.client,
      donor: town.donor.client,
      rival: town.rival.client,
      admin: town.admin.client,
      member: town.member.client,
      editor: town.editor.client,
      owner: town.owner.client,
      reviewer: town.reviewer.client,
      treasurer: town.treasurer.client,
    };
    const seen: string[] = [];
    for (const [name, client] of Object.entries(people)) {
      const statuses = [(await client.fetch(file.url)).status, (await client.fetch(file.previewUrl!)).status];
      expect(
        new Set(statuses).size,
        `the file and its preview are for the same people: ${name} ${statuses.join()}`,
      ).toBe(1);
      if (statuses[0] === 200) seen.push(name);
      else expect(statuses[0], 'hidden content and missing content get the same response').toBe(404);
    }
    return seen;
  };
  const INSIDERS = ['member', 'editor', 'owner', 'reviewer', 'treasurer'];

  it('depends on the report that shows it', async () => {
    const stage = await stageOf();
    const kept = await attach(town.editor.client, stage.id, 'a.jpg', await photo());
    expect(await opens(kept), 'an upload that nothing shows yet').toEqual(['editor']);
    await submit(stage.id, [kept.id]);
    expect(await opens(kept), 'while the report waits').toEqual(INSIDERS);
    await decide(stage.id, false);
    expect(await opens(kept), 'when it was returned').toEqual(INSIDERS);
    expect(await filesOf(app.anonymous(), stage.project.id)).toEqual([]);
    await submit(stage.id, [kept.id]);
    await decide(stage.id, true);
    expect(await opens(kept), 'once it is accepted').toHaveLength(10);
  });

  it.each(['', '/', '/x', '/preview/..', '/preview/x', '%2f..%2f..', '?preview'])(
    'is not given by an address that continues with %s',
    async (rest) => {
      const stage = await stageOf();
      const kept = await attach(town.editor.client, stage.id, 'a.pdf', pdf());
      const { status } = await town.editor.client.fetch(rest === '' ? '/files/evidence/' : `${kept.url}${rest}`);
      expect(status).toBe(rest === '?preview' ? 200 : 404);
    },
  );
});

describe('a file is refused', () => {
  const bad = (key: string, field = 'file') => ({ code: 'BAD_USER_INPUT', key, field });
  it.each<[string, string, () => Promise<Uint8Array | string> | Uint8Array | string, object]>([
    ['when it is empty', 'a.pdf', () => '', bad('file.empty')],
    [
      'when a program is called a document',
      'a.pdf',
      () => Buffer.from('4d5a90000300000004000000', 'hex'),
      bad('file.type'),
    ],
    ['when a document is called a photo', 'a.jpg', () => pdf(), bad('file.disguised')],
    ['when a photo is called a document', 'a.pdf', () => photo(), bad('file.disguised')],
    [
      'when a page with scripts is called a photo',
      'a.png',
      () => '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      bad('file.disguised'),
    ],
    ['when any archive is called a sheet', 'a.xlsx', () => archive(['a.txt']), bad('file.disguised')],
    ['when a sheet brings programs', 'a.xlsx', () => archive([...SHEET, 'xl/vbaProject.bin']), bad('file.macros')],
    [
      'when a sheet would fill a disk',
      'a.xlsx',
      () => archive(SHEET, 2_000_000_000),
      { code: 'LIMIT_EXCEEDED', key: 'file.swollen', field: 'file' },
    ],
    ['when a sheet was cut off', 'a.xlsx', () => archive(SHEET).subarray(0, 60), bad('file.damaged')],
    ['when a document was cut off', 'a.pdf', () => pdf().subarray(0, 40), bad('file.damaged')],
    ['when a photo was cut off', 'a.jpg', async () => (await photo()).subarray(0, 2_000), bad('picture.damaged')],
    [
      'when a small photo asks for gigabytes',
      'a.png',
      hugePhoto,
      { code: 'LIMIT_EXCEEDED', key: 'picture.tooManyPixels', field: 'file' },
    ],
    ['when it is a photo that browsers cannot open, with what to do', 'a.HEIC', () => 'x', bad('picture.heic')],
    [
      'when such a photo has another name',
      'a.jpg',
      () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
      bad('picture.heic'),
    ],
    ['when it is a Word file, with what to do', 'a.docx', () => archive(['word/document.xml']), bad('file.word')],
    ['when it is of a type that nobody needs', 'a.exe', () => 'x', bad('file.type')],
    ['when its name has no ending', 'README', () => 'x', bad('file.type', 'name')],
    ['when its name is an ending', '.pdf', () => pdf(), bad('file.name', 'name')],
    ['when its name is a way out', '../../../', () => pdf(), bad('text.required', 'name')],
    ['when its name is too long', `${'字'.repeat(120)}.pdf`, () => pdf(), bad('text.tooLong', 'name')],
    ['when its name turns its ending around', 'a\u202efdp.txt', () => 'x', bad('text.directionMark', 'name')],
  ])('%s', async (_what, name, content, expected) => {
    const stage = await stageOf();
    const before = await rows();
    const answer = await upload(
      town.editor.client,
      `stage/${stage.id}?name=${encodeURIComponent(name)}`,
      await content(),
      { 'accept-language': 'en' },
    );
    expect(answer.error, `the status was ${answer.status}`).toMatchObject(expected);
    expect(answer.error!.message).not.toMatch(/\{\{|vips|yauzl|zip/i);
    expect(await rows(), 'nothing is left of it').toBe(before);
    expect(readdirSync(folder()).filter((left) => left.endsWith('.tmp'))).toEqual([]);
  });

  it('with folders in its name keeps only the name', async () => {
    const stage = await stageOf();
    for (const name of ['../../etc/名单.txt', 'C:\\fakepath\\名单.txt', '/名单.txt'])
      expect((await attach(town.editor.client, stage.id, name, 'x')).name).toBe('名单.txt');
  });

  it('when it is too large, whatever length it declares', async () => {
    const stage = await stageOf();
    const { status, error } = await upload(
      town.editor.client,
      `stage/${stage.id}?name=a.txt`,
      Buffer.alloc(16 * 1024 * 1024 + 1, 'x'),
    );
    expect({ status, error }).toMatchObject({
      status: 413,
      error: { code: 'LIMIT_EXCEEDED', key: 'upload.tooLarge', field: 'file' },
    });
  });

  it('from people who may not report the stage, and when the stage cannot be reported', async () => {
    const stage = await stageOf();
    const codeFor = async (client: Client, path = `stage/${stage.id}?name=a.pdf`, headers = {}) =>
      (await upload(client, path, pdf(), headers)).error?.code;
    expect(await codeFor(app.anonymous())).toBe('UNAUTHENTICATED');
    for (const person of [
      town.stranger,
      town.donor,
      town.rival,
      town.reviewer,
      town.treasurer,
      town.admin,
      town.member,
    ])
      expect(await codeFor(person.client), person.name).toBe('FORBIDDEN');
    expect(
      await codeFor(town.editor.client, undefined, { 'x-requested-with': 'others' }),
      'from a page of somebody else',
    ).toBe('FORBIDDEN');
    expect(await codeFor(town.editor.client, undefined, { 'content-type': 'multipart/form-data; boundary=x' })).toBe(
      'BAD_USER_INPUT',
    );
    for (const path of [
      'stage/no-id?name=a.pdf',
      'nothing/x?name=a.pdf',
      `stage/${stage.id}/more?name=a.pdf`,
      '?name=a.pdf',
      `stage/${town.organization.id}?name=a.pdf`,
    ])
      expect(await codeFor(town.editor.client, path), path).toBe('NOT_FOUND');
    const hidden = await projectAt(app, town, 'DRAFT');
    expect(
      await codeFor(town.rival.client, `stage/${hidden.milestones[0]!.id}?name=a.pdf`),
      'a hidden project does not exist',
    ).toBe('NOT_FOUND');
    expect(await codeFor(town.editor.client, `stage/${hidden.milestones[0]!.id}?name=a.pdf`)).toBe('INVALID_STATE');
    await submit(stage.id, []);
    expect(await codeFor(town.editor.client), 'reported already').toBe('INVALID_STATE');
  });
});

describe('a report is refused', () => {
  it.each<[string, (stage: { id: string }) => Promise<string>, object]>([
    [
      'with a file that does not exist',
      async () => '01900000-0000-7000-8000-000000000000',
      { code: 'NOT_FOUND', key: 'file.gone' },
    ],
    ['with something that is no id', async () => '../x', { code: 'NOT_FOUND', key: 'file.gone' }],
    [
      "with another person's upload",
      async ({ id }) => (await attach(town.owner.client, id, 'a.pdf', pdf())).id,
      { code: 'NOT_FOUND', key: 'file.gone' },
    ],
    [
      'with a file of another project',
      async () => (await attach(town.editor.client, (await stageOf()).id, 'a.pdf', pdf())).id,
      { code: 'BAD_USER_INPUT', key: 'file.elsewhere' },
    ],
  ])('%s, and nothing of it is recorded', async (_what, fileOf, expected) => {
    const stage = await stageOf();
    const good = await attach(town.editor.client, stage.id, 'good.pdf', pdf());
    const { errors } = await report(stage.id, [good.id, await fileOf(stage)]);
    expect(errors[0]?.extensions).toMatchObject({ ...expected, field: 'evidenceFileIds.1' });
    expect(await app.db.read.query('SELECT used_at FROM stored_files WHERE id = ?', [good.id])).toEqual([
      { used_at: null },
    ]);
    await submit(stage.id, [good.id]);
  });

  it('with too many files', async () => {
    const stage = await stageOf();
    const { errors } = await report(
      stage.id,
      Array.from({ length: 21 }, () => stage.id),
    );
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'evidenceFileIds', max: 20 });
  });
});

describe('an unused file', () => {
  it('is deleted after seven days, and a report that still names it is refused', async () => {
    const stage = await stageOf();
    const kept = await attach(town.editor.client, stage.id, '忘了.pdf', pdf(`忘了 ${stage.id}`));
    await app.pass(6 * DAY_MS);
    expect(existsSync(contentPath(kept))).toBe(true);
    await app.pass(DAY_MS + 1_000);
    expect(existsSync(contentPath(kept)), 'the job deletes it').toBe(false);
    expect((await report(stage.id, [kept.id])).errors[0]?.extensions).toMatchObject({
      code: 'NOT_FOUND',
      key: 'file.gone',
    });
  });

  it('is never deleted under a report that is being submitted', async () => {
    const stages = await Promise.all(Array.from({ length: 5 }, stageOf));
    const kept: KeptFile[] = [];
    for (const { id } of stages) kept.push(await attach(town.editor.client, id, 'a.pdf', pdf(id)));
    app.clock.advance(7 * DAY_MS + 1_000);
    const [answers] = await Promise.all([
      Promise.all(stages.map(({ id }, index) => report(id, [kept[index]!.id]))),
      app.server.tick(),
      app.server.tick(),
    ]);
    for (const [index, { errors }] of answers.entries()) {
      if (errors.length === 0)
        expect(existsSync(contentPath(kept[index]!)), 'an accepted report keeps its file').toBe(true);
      else expect(errors[0]!.extensions).toMatchObject({ key: 'file.gone' });
    }
  });
});

describe('a cover', () => {
  const uploadCover = async (): Promise<{ id: string; url: string }> => {
    const picture = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#2f6b4f' } })
      .jpeg()
      .toBuffer();
    const response = await town.owner.client.fetch('/uploads/covers?alt=x', {
      method: 'POST',
      headers: { 'content-type': 'image/jpeg', 'x-requested-with': 'hongchuang' },
      body: new Uint8Array(picture),
    });
    return (await response.json()) as { id: string; url: string };
  };
  const isThere = async ({ url }: { url: string }) => (await app.anonymous().fetch(url)).status === 200;

  it('that is unused is deleted after seven days; one that a project, a submission, a report or a story uses stays', async () => {
    const [idle, chosen, submitted, evident, told] = [
      await uploadCover(),
      await uploadCover(),
      await uploadCover(),
      await uploadCover(),
      await uploadCover(),
    ];
    await projectAt(app, town, 'DRAFT', { coverId: chosen.id, story: `![现场](${told.url})` });
    const project = await projectAt(app, town, 'CHANGES_REQUESTED', { coverId: submitted.id });
    await town.owner.client.must(MUTATIONS.updateProject, { id: project.id, input: { coverId: null } });
    const stage = await stageOf();
    await town.editor.client.must(MUTATIONS.submitMilestone, {
      input: { milestoneId: stage.id, report: '做完了。', evidenceUrls: [evident.url] },
    });
    await app.pass(6 * DAY_MS);
    expect(await isThere(idle)).toBe(true);
    await app.pass(DAY_MS + 3_600_000);
    expect(await isThere(idle)).toBe(false);
    for (const [what, cover] of Object.entries({ chosen, submitted, evident, told }))
      expect(await isThere(cover), `${what} is in use`).toBe(true);
    expect(
      await town.owner.client.refused(MUTATIONS.createProject, {
        input: projectInput(app, town.organization.id, { coverId: idle.id }),
      }),
    ).toMatchObject({ code: 'NOT_FOUND', field: 'coverId' });
  });
});

it('is found by a check when it is changed or lost on the disk', async () => {
  const stage = await stageOf();
  const kept = await attach(town.editor.client, stage.id, 'a.pdf', pdf(stage.id));
  await submit(stage.id, [kept.id]);
  const content = readFileSync(contentPath(kept));
  writeFileSync(contentPath(kept), Buffer.concat([content, Buffer.from(' ')]));
  await expect(app.checkInvariants()).rejects.toThrow(/lies on disk and has its digest/);
  rmSync(contentPath(kept));
  await expect(app.checkInvariants()).rejects.toThrow(/lies on disk and has its digest/);
  writeFileSync(contentPath(kept), content);
});
