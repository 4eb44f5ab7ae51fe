import type { ProjectStatus } from '@hongchuang/schema';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../ui/copy-button';

/** Shares the project with the share dialog of the device, where it has one, and always with a link. */
export function ShareProject({
  project,
}: {
  project: { slug: string; title: string; progress: { status: ProjectStatus } };
}) {
  const { t } = useTranslation('giving');
  const url = `${location.origin}/projects/${project.slug}`;
  const text = t(project.progress.status === 'FUNDRAISING' ? 'share.text' : 'share.textFunded', {
    title: project.title,
  });
  const canShare = typeof navigator.share === 'function';
  return (
    <section className="stack no-print" style={{ gap: 8 }}>
      <h2>{t('share.title')}</h2>
      <p className="quiet">{text}</p>
      <div className="row" style={{ gap: 8 }}>
        {canShare && (
          // Closing the share dialog is no failure.
          <Button onClick={() => void navigator.share({ title: project.title, text, url }).catch(() => undefined)}>
            {t('share.share')}
          </Button>
        )}
        <span className="small num">{url}</span>
        <CopyButton text={url} what={t('share.link')} />
      </div>
    </section>
  );
}
