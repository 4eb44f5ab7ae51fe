import type { TestApp } from './app.ts';
import type { Client } from './client.ts';
import { upload, type KeptFile } from './files.ts';
import { MUTATIONS } from './operations.ts';
import { projectAt, type Town } from './town.ts';

export interface SavedUpdate {
  id: string;
  version: number;
}

/** Saves a draft of news for a public project, by an editor of its unit. */
export const updateDraft = async (
  editor: Client,
  projectId: string,
  changes: Record<string, unknown> = {},
): Promise<SavedUpdate> =>
  (
    await editor.must(MUTATIONS.saveUpdateDraft, {
      input: { projectId, title: '第一堂课', text: '来了十二位老人，**都**学会了视频通话。', photos: [], ...changes },
    })
  ).saveUpdateDraft;

/** Publishes news, or thanks where `changes` say so. */
export async function publishedUpdate(
  editor: Client,
  projectId: string,
  changes: Record<string, unknown> = {},
): Promise<SavedUpdate> {
  const { id } = await updateDraft(editor, projectId, changes);
  return (await editor.must(MUTATIONS.publishUpdate, { id })).publishUpdate;
}

/** Uploads a photo for updates of a project; the server has to accept it. */
export async function attachPhoto(editor: Client, projectId: string, content: Uint8Array): Promise<KeptFile> {
  const { status, file, error } = await upload(editor, `update/${projectId}?name=photo.jpg`, content);
  if (status !== 201) throw new Error(`the photo was refused: ${JSON.stringify(error)}`);
  return file;
}

/** A project with a draft, with news that were corrected once, and with thanks. */
export async function projectWithNews(app: TestApp, { owner, ...town }: Town): Promise<{ project: string }> {
  const { id: project } = await projectAt(app, town, 'FUNDRAISING');
  await updateDraft(owner.client, project);
  const { id } = await publishedUpdate(owner.client, project);
  await owner.client.must(MUTATIONS.correctUpdate, {
    input: { id, version: 1, title: '第一堂课', text: '来了十三位老人。', photos: [] },
  });
  await publishedUpdate(owner.client, project, { kind: 'THANKS' });
  return { project };
}
