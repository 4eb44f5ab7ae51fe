import { useTranslation } from 'react-i18next';
import { WorkList } from '../../features/works/work-list';
import { useAddressBar } from '../../lib/address-bar';
import { useViewer } from '../../lib/viewer';
import { LinkTabs } from '../../ui/link-tabs';
import { Page, PageTitle } from '../../ui/page';

/** Long work that the viewer started; administrators and auditors also see the work of others. */
export function Component() {
  const { t } = useTranslation('works');
  const { get } = useAddressBar();
  const { hasRole } = useViewer();
  const seesAll = hasRole('ADMIN') || hasRole('AUDITOR');
  const everybodys = seesAll && get('whose') === 'all';
  return (
    <Page>
      <PageTitle title={t('title')} lead={t('lead')} />
      <div className="stack">
        {seesAll && (
          <LinkTabs
            label={t('whose')}
            tabs={[
              { to: '/work', label: t('mine'), current: !everybodys },
              { to: '/work?whose=all', label: t('all'), current: everybodys },
            ]}
          />
        )}
        <WorkList key={String(everybodys)} everybodys={everybodys} />
      </div>
    </Page>
  );
}
