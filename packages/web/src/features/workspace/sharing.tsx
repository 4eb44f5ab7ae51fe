import type { WorkProjectFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../lib/i18n';
import { CopyButton } from '../../ui/copy-button';
import { PosterLinks } from '../../ui/share';
import styles from './workspace.module.css';

/** The size at which the widget needs no scrolling, also with a long title. */
const WIDGET = { width: 360, height: 400 };

/** How a unit passes its project on: the short link with its counts, posters, and a widget for other sites. */
export function Sharing({ project }: { project: WorkProjectFragment }) {
  const { t } = useTranslation('workspace');
  const language = useLanguage();
  const link = location.origin + project.sharePath;
  const widget = `/embed/projects/${project.id}?lang=${language}`;
  const title = t('sharing.widgetTitle', { title: project.title });
  const code = `<iframe src="${location.origin}${widget}" title="${title.replaceAll('"', '&quot;')}" width="${WIDGET.width}" height="${WIDGET.height}" style="border:0;max-width:100%" loading="lazy"></iframe>`;
  return (
    <div className="card card-pad stack" style={{ gap: 24 }}>
      <section className="stack" style={{ gap: 8 }} aria-labelledby="sharing-link">
        <h3 id="sharing-link">{t('sharing.link')}</h3>
        <p className="row" style={{ gap: 8 }}>
          <span className="num">{link}</span>
          <CopyButton text={`${link}?s=copy`} what={t('sharing.link')} />
        </p>
        <dl className={styles.visits}>
          {project.linkVisits.map(({ source, visits }) => (
            <div key={source}>
              <dt className="small quiet">{t(`sharing.source.${source}`)}</dt>
              <dd className="num">{visits}</dd>
            </div>
          ))}
        </dl>
        <p className="small quiet">{t('sharing.counted')}</p>
      </section>
      <section className="stack" style={{ gap: 8 }} aria-labelledby="sharing-poster">
        <h3 id="sharing-poster">{t('sharing.poster')}</h3>
        <p className="small quiet">{t('sharing.posterHelp')}</p>
        <PosterLinks slug={project.slug} language={language} />
      </section>
      <section className="stack" style={{ gap: 8 }} aria-labelledby="sharing-widget">
        <h3 id="sharing-widget">{t('sharing.widget')}</h3>
        <p className="small quiet">{t('sharing.widgetHelp')}</p>
        <pre className={styles.embedCode} tabIndex={0} aria-label={t('sharing.code')}>
          {code}
        </pre>
        <div>
          <CopyButton text={code} what={t('sharing.code')} />
        </div>
        <iframe
          src={widget}
          title={title}
          width={WIDGET.width}
          height={WIDGET.height}
          className={styles.embed}
          loading="lazy"
        />
      </section>
    </div>
  );
}
