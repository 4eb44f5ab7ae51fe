import type { OwnPledgeFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../lib/i18n';
import { PosterLinks, Share } from '../../ui/share';

/** Passes on what a donor has given to. It names the project alone: no amount, no number, no person. */
export function ShareProject({ project }: { project: OwnPledgeFragment['project'] }) {
  const { t } = useTranslation('giving');
  const language = useLanguage();
  const { slug, title, sharePath, progress } = project;
  return (
    <section className="stack no-print" style={{ gap: 8 }}>
      <h2>{t('share.title')}</h2>
      <Share
        title={title}
        words={t(progress.status === 'FUNDRAISING' ? 'share.raising' : 'share.goesOn', { title })}
        path={sharePath}
      />
      <PosterLinks slug={slug} language={language} />
    </section>
  );
}
