import { WithdrawProjectDocument, type WorkProjectFragment } from '@hongchuang/schema';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePlatform } from '../../lib/platform';
import { formatDateTime, formatEndDate } from '../../lib/dates';
import { useLanguage } from '../../lib/i18n';
import { useAction } from '../../lib/use-action';
import { FailureNotice } from '../../ui/states';
import { lastReason } from './last-reason';
import styles from './wizard.module.css';

/** The state of the project, who has to act, and what happens next. */
export function StateNotice({ project, onWithdrawn }: { project: WorkProjectFragment; onWithdrawn: () => void }) {
  const { t } = useTranslation('wizard');
  const language = useLanguage();
  const { platform } = usePlatform();
  const withdraw = useAction(WithdrawProjectDocument);
  const reason = lastReason(project);
  const may = (action: WorkProjectFragment['viewerActions'][number]) => project.viewerActions.includes(action);

  switch (project.status) {
    case 'CHANGES_REQUESTED':
      return (
        <div className={styles.notice}>
          <p className="strong">{t('state.changesTitle')}</p>
          {reason && <blockquote>{reason}</blockquote>}
          <p className="quiet small">{t('state.changesNext')}</p>
        </div>
      );
    case 'SUBMITTED':
      return (
        <div className={styles.notice}>
          <p className="strong">{t('state.submittedTitle')}</p>
          <p>
            {project.submittedAt && t('state.submittedAt', { at: formatDateTime(project.submittedAt, language) })}
            {(platform?.publicNoticeDays ?? 0) > 0
              ? t('state.submittedNext', { count: platform?.publicNoticeDays })
              : t('state.submittedNextAtOnce')}
          </p>
          <FailureNotice failure={withdraw.failure} />
          {may('WITHDRAW') && (
            <div className="row">
              <Button
                loading={withdraw.busy}
                onClick={async () => void ((await withdraw.run({ id: project.id })) && onWithdrawn())}
              >
                {t('state.withdraw')}
              </Button>
              <span className="small quiet">{t('state.withdrawMeans')}</span>
            </div>
          )}
        </div>
      );
    case 'REJECTED':
      return (
        <div className={`${styles.notice} ${styles.notice_quiet}`}>
          <p className="strong">{t('state.rejectedTitle')}</p>
          {reason && <blockquote>{reason}</blockquote>}
          <p className="quiet small">{t('state.rejectedNext')}</p>
        </div>
      );
    case 'PUBLIC_NOTICE': {
      const open = project.objections.filter(({ answeredAt }) => !answeredAt);
      return (
        <div className={styles.notice}>
          <p className="strong">
            {project.noticePausedAt
              ? t('state.noticePaused')
              : project.noticeEndsAt
                ? t('state.notice', { date: formatEndDate(project.noticeEndsAt, language) })
                : t('state.noticeSoon')}
          </p>
          <p>{t(open.length > 0 ? 'state.objections' : 'state.noticeNext', { count: open.length })}</p>
          {open.map((objection) => (
            <blockquote key={objection.id}>{objection.text}</blockquote>
          ))}
        </div>
      );
    }
    case 'CANCELLED':
      return (
        <div className={`${styles.notice} ${styles.notice_quiet}`}>
          <p className="strong">{t('state.cancelledTitle')}</p>
          {reason && <blockquote>{reason}</blockquote>}
        </div>
      );
    default:
      return null;
  }
}
