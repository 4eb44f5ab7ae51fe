import type { TraceRowFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatMoment } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import styles from './trace.module.css';
import { Written } from '../../ui/written';

/** One entry of the trace. `filtered` names people and subjects as links that filter the page by them. */
export function TraceEntry({ entry, filtered = false }: { entry: TraceRowFragment; filtered?: boolean }) {
  const { t } = useTranslation('trace');
  const language = useLanguage();
  const { actor, person, subject, subjectKind } = entry;
  const nameOf = (one: { name?: string | null }) => one.name ?? t('gone');
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <span className="strong">{entry.kind.label}</span>
        <time className="small quiet num" dateTime={entry.at}>
          {formatMoment(entry.at, language)}
        </time>
      </div>
      <p className="small">
        {actor ? filtered ? <Link to={`/trace?actor=${actor.id}`}>{nameOf(actor)}</Link> : nameOf(actor) : t('nobody')}
        {entry.role && ` · ${t(`terms:platformRole.${entry.role}`)}`}
        {person && person.id !== actor?.id && (
          <>
            {' → '}
            {filtered ? <Link to={`/trace?person=${person.id}`}>{nameOf(person)}</Link> : nameOf(person)}
          </>
        )}
      </p>
      {filtered && subject && subjectKind && (
        <p className="small quiet">
          {t(`subject.${subjectKind}`)}{' '}
          <Link to={`/trace?subject=${encodeURIComponent(subject)}`} className="num">
            {subject}
          </Link>
          {entry.path && (
            <>
              {' · '}
              <Link to={entry.path}>{t('open')}</Link>
            </>
          )}
        </p>
      )}
      {filtered && entry.facts.length > 0 && (
        <dl className={`${styles.facts} small`}>
          {entry.facts.map(({ name, before, after }) => (
            <div key={name} className={styles.fact}>
              <dt className="quiet">{name}</dt>
              <dd className="num">
                {before != null && `${before || t('empty')} → `}
                {after || t('empty')}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {entry.reason && (
        <p className="small">
          {t('reason')}
          <Written>{entry.reason}</Written>
        </p>
      )}
      {entry.place && <p className="small quiet">{t('from', { agent: entry.agent ?? '', place: entry.place })}</p>}
    </li>
  );
}
