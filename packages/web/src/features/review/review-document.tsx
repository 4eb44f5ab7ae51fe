import type { ReviewDocumentFragment } from '@hongchuang/schema';
import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDateTime, formatEndDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { usePlatform } from '../../lib/platform';
import { StatusChip } from '../../ui/chip';
import { Money } from '../../ui/money';
import { SkeletonText } from '../../ui/states';
import { TermChip } from '../../ui/term-chip';
import { VerifiedMark } from '../../ui/verified-mark';
import { TraceLink } from '../../ui/trace-link';
import { Changes } from './changes';
import { ReviewHistory } from './review-history';
import styles from './review.module.css';
import { Written } from '../../ui/written';

const Markdown = lazy(() => import('../../ui/markdown'));

/** Everything that the decision is about, beginning with the changes. */
export function ReviewDocument({ project }: { project: ReviewDocumentFragment }) {
  const { t } = useTranslation('review');
  const changed = new Set(project.changes.map(({ field }) => field));
  const resubmitted = project.history.filter(({ to }) => to === 'SUBMITTED').length > 1;
  return (
    <article className={styles.document} aria-labelledby="document-title">
      <header className="stack" style={{ gap: 8 }}>
        <div className="row" style={{ gap: 8 }}>
          <TermChip kind="projectStatus" value={project.status} />
          {changed.has('title') && <Changed />}
        </div>
        <h2 id="document-title" className={styles.documentTitle}>
          <Written>{project.title}</Written>
        </h2>
        {project.demoNote && <p className="small quiet">{project.demoNote}</p>}
        {project.changes.length === 0 && (
          <p className="small quiet">{t(resubmitted ? 'document.unchanged' : 'document.first')}</p>
        )}
      </header>
      {project.changes.length > 0 && <Changes changes={project.changes} />}
      <Facts project={project} changed={changed} />
      <Part title={t('document.summary')} changed={changed.has('summary')}>
        <p className="measure">
          <Written>{project.summary}</Written>
        </p>
      </Part>
      <Part title={t('document.story')} changed={changed.has('story')}>
        {project.cover ? (
          <img
            className={styles.cover}
            src={project.cover.url}
            width={project.cover.width}
            height={project.cover.height}
            alt={project.cover.alt}
          />
        ) : (
          <p className="small quiet">{t('document.noCover')}</p>
        )}
        <Suspense fallback={<SkeletonText lines={6} />}>
          <Markdown>{project.story}</Markdown>
        </Suspense>
      </Part>
      <Part title={t('document.milestones')} changed={changed.has('milestones')}>
        <Milestones project={project} />
      </Part>
      {project.indicators.length > 0 && (
        <Part title={t('document.indicators')} changed={changed.has('indicators')}>
          <Indicators project={project} />
        </Part>
      )}
      {project.giftExamples.length > 0 && (
        <Part title={t('field.giftExamples')} changed={changed.has('giftExamples')}>
          <ul className="stack" style={{ gap: 4 }}>
            {project.giftExamples.map(({ amount, does }) => (
              <li key={amount}>
                <Money fen={amount} exact /> · {does}
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part title={t('document.history')}>
        <ReviewHistory history={project.history} />
        <TraceLink subject={project.id} />
      </Part>
    </article>
  );
}

function Changed() {
  const { t } = useTranslation('review');
  return <StatusChip tone="waiting">{t('document.changed')}</StatusChip>;
}

function Part({ title, changed = false, children }: { title: string; changed?: boolean; children: ReactNode }) {
  return (
    <section className={styles.part}>
      <div className="row" style={{ gap: 8 }}>
        <h3>{title}</h3>
        {changed && <Changed />}
      </div>
      {children}
    </section>
  );
}

function Facts({ project, changed }: { project: ReviewDocumentFragment; changed: ReadonlySet<string> }) {
  const { t } = useTranslation('review');
  const language = useLanguage();
  const { regionLabel, categoryLabel } = usePlatform();
  const { organization } = project;
  return (
    <section className={styles.part}>
      <h3>{t('document.facts')}</h3>
      <dl className={styles.facts}>
        <Fact label={t('document.organization')}>
          <Link to={`/organizations/${organization.id}`}>
            <Written>{organization.name}</Written>
          </Link>{' '}
          {organization.verification === 'VERIFIED' ? (
            <VerifiedMark text />
          ) : (
            <TermChip kind="verification" value={organization.verification} />
          )}
          <span className="small quiet nowrap">{t(`terms:organizationKind.${organization.kind}`)}</span>
        </Fact>
        {organization.parent && (
          <Fact label={t('document.parent')}>
            <Written>{organization.parent.name}</Written>
          </Fact>
        )}
        <Fact label={t('document.creditCode')}>
          {organization.creditCode ? (
            <span className="num">{organization.creditCode}</span>
          ) : (
            t('document.noCreditCode')
          )}
        </Fact>
        <Fact label={t('document.goal')}>
          <Money fen={project.goal} exact />
        </Fact>
        <Fact label={t('document.category')} changed={changed.has('category')}>
          {categoryLabel(project.category)}
        </Fact>
        <Fact label={t('document.region')} changed={changed.has('region')}>
          {regionLabel(project.region)}
        </Fact>
        {project.fundingEndsAt && (
          <Fact label={t('document.fundingEndsAt')} changed={changed.has('fundingEndsAt')}>
            {formatEndDate(project.fundingEndsAt, language)}
          </Fact>
        )}
        <Fact label={t('document.overGoal')} changed={changed.has('acceptsOverGoal')}>
          {t(project.acceptsOverGoal ? 'document.overGoalAccepted' : 'document.overGoalRefused')}
        </Fact>
        <Fact label={t('document.belowGoal')} changed={changed.has('fundingRule')}>
          {t(`terms:fundingRule.${project.fundingRule}`)}
        </Fact>
        {project.submittedAt && (
          <Fact label={t('document.submittedAt')}>{formatDateTime(project.submittedAt, language)}</Fact>
        )}
      </dl>
    </section>
  );
}

function Fact({ label, changed = false, children }: { label: string; changed?: boolean; children: ReactNode }) {
  return (
    <div>
      <dt className="small quiet">{label}</dt>
      <dd>
        {children} {changed && <Changed />}
      </dd>
    </div>
  );
}

function Milestones({ project }: { project: ReviewDocumentFragment }) {
  const { t } = useTranslation('review');
  const language = useLanguage();
  // One decimal, so that small stages of a large project are not shown as 0 %.
  const share = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  return (
    <div className={styles.tableScroll} tabIndex={0} role="region" aria-label={t('document.milestones')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('document.stage')}</th>
            <th scope="col">{t('document.due')}</th>
            <th scope="col" data-number>
              {t('document.share')}
            </th>
            <th scope="col" data-number>
              {t('document.amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {project.milestones.map((milestone) => (
            <tr key={milestone.id}>
              <td>
                <Written>{milestone.title}</Written>
              </td>
              <td className="nowrap">{formatEndDate(milestone.dueOn, language)}</td>
              <td data-number>{project.goal > 0 ? share.format(milestone.amount / project.goal) : ''}</td>
              <td data-number>
                <Money fen={milestone.amount} exact />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              {t('document.total')}
            </th>
            <td data-number className="strong">
              <Money fen={project.goal} exact />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Indicators({ project }: { project: ReviewDocumentFragment }) {
  const { t } = useTranslation('review');
  const language = useLanguage();
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  return (
    <ul className="stack" style={{ gap: 12 }}>
      {project.indicators.map((indicator) => {
        const perUnit = indicator.target > 0 ? Math.floor(project.goal / indicator.target) : 0;
        return (
          <li key={indicator.id} className={styles.indicator}>
            <div>
              <p>
                <Written>{indicator.name}</Written>
              </p>
              <p className="small quiet">{t(`terms:indicatorKind.${indicator.kind}`)}</p>
            </div>
            <div className="right num">
              <p>
                {number.format(indicator.target)} {indicator.unit}
              </p>
              {/* The whole goal divided by one target, which a reviewer compares with similar projects. */}
              {perUnit > 0 && (
                <p className="small quiet">
                  {t('document.perUnit', { unit: indicator.unit })} <Money fen={perUnit} exact />
                </p>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
