import {
  CorrectUpdateDocument,
  PublishUpdateDocument,
  SaveUpdateDraftDocument,
  type UpdateDeskPartsFragment,
  type UpdateKind,
} from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { useKeyedAction } from '../../lib/use-keyed-action';
import { SelectField, TextAreaField, TextField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';
import { PhotoPicker, type PickedPhoto } from './photo-picker';
import { LIMITS } from './photos';
import styles from './updates.module.css';

interface Values {
  title: string;
  text: string;
  milestoneId?: string | null;
  photos: PickedPhoto[];
}

const EVERYBODY = 'all';

interface UpdateFormProps {
  projectId: string;
  kind: UpdateKind;
  /** The draft or the published update to work on; without it a new one. */
  update?: UpdateDeskPartsFragment;
  /** The stages that were paid, whose donors can be thanked. */
  stages: readonly { id: string; title: string }[];
  onDone: (what: 'saved' | 'published' | 'corrected') => void;
  onClose: () => void;
}

/** Writes news or thanks. What is typed stays on the device; a draft is kept on the server, for colleagues as well. */
export function UpdateForm({ projectId, kind, update, stages, onDone, onClose }: UpdateFormProps) {
  const { t } = useTranslation('updates');
  const published = update != null && update.publishedAt != null;
  const stored = useStoredForm<Values>(`update:${projectId}:${update?.id ?? kind}:${update?.version ?? 0}`, {
    title: update?.title ?? '',
    text: update?.text ?? '',
    milestoneId: update?.milestone?.id ?? EVERYBODY,
    photos: (update?.photos ?? []).map(({ alt, file }) => ({
      fileId: file.id,
      previewUrl: file.previewUrl ?? null,
      name: alt,
      alt,
    })),
  });
  const { form, formProps, clear, showFailure } = stored;
  const photos = (Form.useWatch('photos', { form, preserve: true }) as PickedPhoto[] | undefined) ?? [];
  const [underWay, setUnderWay] = useState(0);
  const [waits, setWaits] = useState(false);
  // The draft that this form has saved. A second press changes it and makes no other one.
  const draftId = useRef(published ? undefined : update?.id);
  const save = useKeyedAction(
    SaveUpdateDraftDocument,
    `update:${projectId}:${update?.id ?? kind}`,
    (content: ReturnType<typeof contentOf>, idempotencyKey) => ({
      input: { projectId, kind, ...content, id: draftId.current ?? null, idempotencyKey },
    }),
  );
  const publish = useAction(PublishUpdateDocument, { refetch: ['UpdateDesk'] });
  const correct = useAction(CorrectUpdateDocument, { refetch: ['UpdateDesk'] });
  const failed = published ? correct : save.failure ? save : publish;
  const failure = useFieldFailure(failed.failure, showFailure);
  const busy = save.busy || publish.busy || correct.busy;

  const contentOf = ({ title, text, milestoneId, photos: picked }: Values) => ({
    title: (title ?? '').trim(),
    text: (text ?? '').trim(),
    photos: (picked ?? []).map(({ fileId, alt }) => ({ fileId, alt: alt.trim() || null })),
    milestoneId: kind === 'THANKS' && milestoneId !== EVERYBODY ? (milestoneId ?? null) : null,
  });
  const values = () => form.getFieldsValue(true) as Values;
  const isReady = () => {
    setWaits(underWay > 0);
    return underWay === 0;
  };

  const saveDraft = async (): Promise<string | undefined> => {
    const saved = await save.send(contentOf(values()));
    if (saved) draftId.current = saved.saveUpdateDraft.id;
    return saved?.saveUpdateDraft.id;
  };
  const finish = async () => {
    if (!isReady()) return;
    if (published) {
      const { title, text, photos: picked } = contentOf(values());
      const input = { id: update.id, version: update.version, title, text, photos: picked };
      if (!(await correct.run({ input }))) return;
    } else {
      const id = await saveDraft();
      if (id === undefined || !(await publish.run({ id }))) return;
    }
    clear();
    onDone(published ? 'corrected' : 'published');
  };
  const keep = async () => {
    if (!isReady() || (await saveDraft()) === undefined) return;
    clear();
    onDone('saved');
  };

  const label = t(`form.${published ? 'correct' : kind === 'NEWS' ? 'news' : 'thanks'}`);
  return (
    <Form
      {...formProps}
      name={`update-${update?.id ?? kind}`}
      aria-label={label}
      className={`card card-pad ${styles.form}`}
      onFinish={() => void finish()}
    >
      <h3>{label}</h3>
      {kind === 'THANKS' && !published && (
        <SelectField
          name="milestoneId"
          label={t('form.to')}
          help={t('form.toHelp')}
          required
          options={[
            { value: EVERYBODY, label: t('form.toAll') },
            ...stages.map(({ id, title }) => ({ value: id, label: t('form.toStage', { title }) })),
          ]}
        />
      )}
      <TextField name="title" label={t('form.title')} maxLength={LIMITS.title} required />
      <TextAreaField
        name="text"
        label={t('form.text')}
        help={t(kind === 'NEWS' ? 'form.textHelp' : 'form.thanksHelp')}
        maxLength={LIMITS.text}
        rows={6}
        required
      />
      <PhotoPicker
        projectId={projectId}
        photos={photos}
        read={() => values().photos ?? []}
        onChange={(next) => stored.set({ photos: next })}
        onUnderWay={setUnderWay}
      />
      {waits && underWay > 0 && (
        <p className="small amber" role="alert">
          {t('form.notSent', { count: underWay })}
        </p>
      )}
      <FailureNotice failure={failure} kind={failed.kind} />
      <p className="small quiet measure">{t(published ? 'form.correctSays' : `form.says.${kind}`)}</p>
      <div className="row" style={{ gap: 8 }}>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t(published ? 'form.sendCorrection' : 'form.publish')}
        </Button>
        {!published && (
          <Button onClick={() => void keep()} disabled={busy}>
            {t('form.keep')}
          </Button>
        )}
        <Button type="text" onClick={onClose}>
          {t('form.close')}
        </Button>
      </div>
    </Form>
  );
}
