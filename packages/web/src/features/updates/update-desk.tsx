import { DiscardUpdateDraftDocument, type UpdateDeskPartsFragment, type UpdateDeskQuery } from '@hongchuang/schema';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDateTime } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { useAction } from '../../lib/use-action';
import { ConfirmAction } from '../../ui/confirm-action';
import { Section } from '../../ui/page';
import { EmptyState, FailureNotice } from '../../ui/states';
import { UpdateArticle } from './update-article';
import { UpdateForm } from './update-form';
import styles from './updates.module.css';

type Project = NonNullable<UpdateDeskQuery['project']>;
/** What is being written: something new of a kind, or an update by its id. */
type Open = 'NEWS' | 'THANKS' | { id: string };

/** The desk on which a unit writes news of a project and thanks to its donors. */
export function UpdateDesk({ project }: { project: Project }) {
  const { t } = useTranslation('updates');
  const [open, setOpen] = useState<Open>();
  const [done, setDone] = useState<'saved' | 'published' | 'corrected'>();
  const stages = project.milestones.filter(({ status }) => status === 'RELEASED');
  const news = project.updates.edges.map(({ node }) => node);
  const start = (next: Open) => {
    setOpen(next);
    setDone(undefined);
  };
  const form = (update?: UpdateDeskPartsFragment) => (
    <UpdateForm
      key={update ? `${update.id} ${update.version}` : String(open)}
      projectId={project.id}
      kind={update?.kind ?? (open as 'NEWS' | 'THANKS')}
      update={update}
      stages={stages}
      onDone={(what) => {
        setDone(what);
        setOpen(undefined);
      }}
      onClose={() => setOpen(undefined)}
    />
  );
  const article = (update: UpdateDeskPartsFragment) =>
    isOpen(open, update) ? (
      form(update)
    ) : (
      <UpdateArticle update={update}>
        <Earlier update={update} />
        {!update.tombstone && (
          <div>
            <Button size="small" onClick={() => start({ id: update.id })} aria-label={t('desk.correct', update)}>
              {t('desk.correctShort')}
            </Button>
          </div>
        )}
      </UpdateArticle>
    );
  return (
    <div className="stack-lg">
      <p className="pine" role="status">
        {done && t(`desk.${done}`)}
      </p>
      {open === undefined || typeof open === 'object' ? (
        <div className="row" style={{ gap: 8 }}>
          <Button type="primary" onClick={() => start('NEWS')}>
            {t('desk.news')}
          </Button>
          <Button onClick={() => start('THANKS')}>{t('desk.thanks')}</Button>
        </div>
      ) : (
        form()
      )}
      {project.updateDrafts.length > 0 && (
        <Section title={t('desk.drafts')}>
          <ul className={styles.drafts}>
            {project.updateDrafts.map((draft) => (
              <li key={draft.id}>
                {isOpen(open, draft) ? form(draft) : <Draft draft={draft} onOpen={() => start({ id: draft.id })} />}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t('desk.list', { count: project.updates.totalCount })}>
        {news.length > 0 ? (
          <ul className={styles.list}>
            {news.map((update) => (
              <li key={update.id}>{article(update)}</li>
            ))}
          </ul>
        ) : (
          <EmptyState title={t('none')}>{t('desk.noneText')}</EmptyState>
        )}
      </Section>
      {project.thanks.length > 0 && (
        <Section title={t('desk.allThanks')}>
          <ul className={styles.list}>
            {project.thanks.map((update) => (
              <li key={update.id}>{article(update)}</li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}

const isOpen = (open: Open | undefined, { id }: { id: string }): boolean => typeof open === 'object' && open.id === id;

function Draft({ draft, onOpen }: { draft: UpdateDeskPartsFragment; onOpen: () => void }) {
  const { t } = useTranslation('updates');
  const language = useLanguage();
  const discard = useAction(DiscardUpdateDraftDocument);
  const title = draft.title || t('desk.untitled');
  return (
    <div className={`card ${styles.draft}`}>
      <span>
        <span className="strong">{title}</span>{' '}
        <span className="small quiet">
          {t(draft.kind === 'NEWS' ? 'desk.isNews' : 'desk.isThanks')} ·{' '}
          {t('desk.savedAt', { at: formatDateTime(draft.savedAt, language) })}
        </span>
      </span>
      <span className="row" style={{ gap: 8 }}>
        <Button size="small" onClick={onOpen} aria-label={t('desk.goOn', { title })}>
          {t('desk.goOnShort')}
        </Button>
        <ConfirmAction
          label={t('desk.discard')}
          question={t('desk.discardSays')}
          confirm={t('desk.discardYes')}
          keep={t('desk.discardNo')}
          busy={discard.busy}
          onConfirm={() => discard.run({ id: draft.id })}
        />
      </span>
      <FailureNotice failure={discard.failure} kind={discard.kind} />
    </div>
  );
}

function Earlier({ update: { earlierVersions } }: { update: UpdateDeskPartsFragment }) {
  const { t } = useTranslation('updates');
  const language = useLanguage();
  if (earlierVersions.length === 0) return null;
  return (
    <details>
      <summary className="small">{t('desk.earlier', { count: earlierVersions.length })}</summary>
      <ul className={styles.list}>
        {earlierVersions.map(({ number, title, text, at }) => (
          <li key={number} className="small">
            <p className="quiet">{formatDateTime(at, language)}</p>
            <p className="strong">{title}</p>
            <p style={{ whiteSpace: 'pre-wrap' }}>{text}</p>
          </li>
        ))}
      </ul>
    </details>
  );
}
