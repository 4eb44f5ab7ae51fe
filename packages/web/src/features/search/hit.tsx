import type { SearchHitPartsFragment } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { TermChip } from '../../ui/term-chip';
import { VerifiedMark } from '../../ui/verified-mark';
import { Written } from '../../ui/written';
import { Marked } from './marked';
import styles from './search.module.css';

/** What a search found, in two or three lines. */
export function Hit({ hit }: { hit: SearchHitPartsFragment }) {
  const { t } = useTranslation('search');
  const { kind, title, titleMarks, text, textMarks, project, organization } = hit;
  return (
    <>
      <span className={styles.hitHead}>
        <span className={styles.hitTitle}>
          <Marked text={title} marks={titleMarks} />
        </span>
        {organization?.verification === 'VERIFIED' && <VerifiedMark />}
        {project && <TermChip kind="projectStatus" value={project.status} />}
        {organization && <span className="small quiet">{t(`terms:organizationKind.${organization.kind}`)}</span>}
        {kind === 'RECEIPTS' && <span className="small quiet">{t('kind.RECEIPTS')}</span>}
      </span>
      {text && (
        <span className={styles.hitText}>
          <Marked text={text} marks={textMarks} />
        </span>
      )}
      {project && (
        <span className="small quiet">
          <Written>{t('by', { name: project.organization.name, region: project.region })}</Written>
        </span>
      )}
    </>
  );
}
