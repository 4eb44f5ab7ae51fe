import { Button, Input, type InputRef } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { lazy, Suspense, useDeferredValue, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/fields';
import { SkeletonText } from '../../ui/states';
import { LIMITS } from './draft';
import { applyMark, type Mark } from './markdown-marks';
import { useRules } from './use-problems';
import styles from './wizard.module.css';

const Markdown = lazy(() => import('../../ui/markdown'));
const MARKS: Mark[] = ['heading', 'bold', 'list', 'quote'];

/** The text at the left and its preview at the right; on a phone below each other. */
export function StoryStep({ story, onChange }: { story: string; onChange: (story: string) => void }) {
  const { t } = useTranslation('wizard');
  const area = useRef<TextAreaRef & InputRef>(null);
  // On a slow computer the preview may lag behind, but the typing must not.
  const preview = useDeferredValue(story);

  const mark = (kind: Mark) => {
    const element = area.current?.resizableTextArea?.textArea;
    if (!element) return;
    const next = applyMark(
      element.value,
      element.selectionStart,
      element.selectionEnd,
      kind,
      t(`story.placeholder.${kind}`),
    );
    onChange(next.text);
    requestAnimationFrame(() => {
      element.focus();
      element.setSelectionRange(next.start, next.end);
    });
  };

  return (
    <div className={styles.writing}>
      <div>
        <div className={styles.tools} role="toolbar" aria-label={t('story.tools')}>
          {MARKS.map((kind) => (
            <Button key={kind} size="small" onClick={() => mark(kind)}>
              {t(`story.mark.${kind}`)}
            </Button>
          ))}
          {story.trim() === '' && (
            <Button size="small" onClick={() => onChange(t('story.outlineText'))}>
              {t('story.outline')}
            </Button>
          )}
        </div>
        <Field name="story" label={t('story.label')} help={t('story.help')} required rules={useRules(['story'])}>
          <Input.TextArea ref={area} autoSize={{ minRows: 14, maxRows: 30 }} maxLength={LIMITS.story} showCount />
        </Field>
      </div>
      <section aria-label={t('story.preview')}>
        <p className={styles.previewLabel} aria-hidden="true">
          {t('story.preview')}
        </p>
        <div className={styles.previewPane}>
          {preview.trim() === '' ? (
            <p className="quiet">{t('story.previewEmpty')}</p>
          ) : (
            <Suspense fallback={<SkeletonText lines={5} />}>
              <Markdown>{preview}</Markdown>
            </Suspense>
          )}
        </div>
      </section>
    </div>
  );
}
