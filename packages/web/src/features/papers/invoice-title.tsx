import { useQuery } from '@apollo/client/react';
import {
  type InvoiceTitlePartsFragment,
  OwnInvoiceTitleDocument,
  SetInvoiceTitleDocument,
  UnitInvoiceTitleDocument,
} from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { useViewer } from '../../lib/viewer';
import { TextField } from '../../ui/fields';
import { ErrorState, FailureNotice, Loading, SkeletonText } from '../../ui/states';
import { Written } from '../../ui/written';

const MAX = { title: 100, taxNumber: 40 };

/** To whom the viewer's official invoices are made out. It is asked once, and shown with a way to correct it after. */
export function OwnInvoiceTitle() {
  const { viewer } = useViewer();
  const { data, error, refetch } = useQuery(OwnInvoiceTitleDocument, { fetchPolicy: 'cache-and-network' });
  if (!data?.viewer || !viewer) return <Missing error={error} refetch={refetch} />;
  return <Title stated={data.viewer.invoiceTitle ?? undefined} proposal={{ title: viewer.name, taxNumber: '' }} />;
}

/** The same for a unit, for its owners and editors. Its name and credit code are proposed. */
export function UnitInvoiceTitle({ organizationId }: { organizationId: string }) {
  const { data, error, refetch } = useQuery(UnitInvoiceTitleDocument, {
    variables: { id: organizationId },
    fetchPolicy: 'cache-and-network',
  });
  const unit = data?.organization;
  if (!unit) return <Missing error={error} refetch={refetch} />;
  return (
    <Title
      organizationId={unit.id}
      stated={unit.invoiceTitle ?? undefined}
      proposal={{ title: unit.name, taxNumber: unit.creditCode ?? '' }}
    />
  );
}

/** Asks on the page of a gift. Members who do not speak for the unit are not asked. */
export function InvoiceTitleOfGift({ unit }: { unit: string | undefined }) {
  const { t } = useTranslation('papers');
  const { viewer } = useViewer();
  const role = viewer?.memberships.find(({ organization }) => organization.id === unit)?.role;
  if (unit !== undefined && role !== 'OWNER' && role !== 'EDITOR') return null;
  return (
    <section className="card card-pad no-print" aria-labelledby="invoice-title">
      <h2 id="invoice-title">{t('invoiceTitle.heading')}</h2>
      {unit === undefined ? <OwnInvoiceTitle /> : <UnitInvoiceTitle organizationId={unit} />}
    </section>
  );
}

function Missing({ error, refetch }: { error: Error | undefined; refetch: () => Promise<unknown> }) {
  return error ? (
    <ErrorState error={error} onRetry={() => void refetch()} />
  ) : (
    <Loading>
      <SkeletonText lines={2} />
    </Loading>
  );
}

interface TitleProps {
  /** The unit; undefined for the viewer. */
  organizationId?: string;
  stated: InvoiceTitlePartsFragment | undefined;
  proposal: { title: string; taxNumber: string };
}

function Title({ organizationId, stated, proposal }: TitleProps) {
  const { t } = useTranslation('papers');
  const [correcting, setCorrecting] = useState(false);
  if (stated && !correcting)
    return (
      <div className="stack" style={{ gap: 8, justifyItems: 'start' }}>
        <p role="status">
          <span className="strong">
            <Written>{stated.title}</Written>
          </span>
          {stated.taxNumber && <span className="num nowrap quiet"> {stated.taxNumber}</span>}
        </p>
        <p className="small quiet">{t('invoiceTitle.kept')}</p>
        <Button onClick={() => setCorrecting(true)}>{t('invoiceTitle.correct')}</Button>
      </div>
    );
  return (
    <TitleForm
      organizationId={organizationId}
      start={stated ? { title: stated.title, taxNumber: stated.taxNumber ?? '' } : proposal}
      onStated={() => setCorrecting(false)}
    />
  );
}

function TitleForm({
  organizationId,
  start,
  onStated,
}: {
  organizationId: string | undefined;
  start: TitleProps['proposal'];
  onStated: () => void;
}) {
  const { t } = useTranslation('papers');
  const { formProps, clear, showFailure } = useStoredForm<TitleProps['proposal']>(
    `invoice-title:${organizationId ?? 'me'}`,
    start,
  );
  const action = useAction(SetInvoiceTitleDocument, { refetch: ['OwnInvoiceTitle', 'UnitInvoiceTitle'] });
  const failure = useFieldFailure(action.failure, showFailure);
  const save = async ({ title, taxNumber }: TitleProps['proposal']) => {
    const input = { organizationId: organizationId ?? null, title, taxNumber: taxNumber.trim() || null };
    if (!(await action.run({ input }))) return;
    clear();
    onStated();
  };
  return (
    <Form {...formProps} noValidate onFinish={(values) => void save(values)}>
      <p className="small quiet" style={{ marginBlockEnd: 16 }}>
        {t('invoiceTitle.lead')}
      </p>
      <TextField name="title" label={t('invoiceTitle.title')} maxLength={MAX.title} required />
      <TextField
        name="taxNumber"
        label={t('invoiceTitle.taxNumber')}
        help={t(organizationId ? 'invoiceTitle.taxNumberOfUnit' : 'invoiceTitle.taxNumberOfPerson')}
        maxLength={MAX.taxNumber}
        autoComplete="off"
      />
      <FailureNotice failure={failure} />
      <Button htmlType="submit" loading={action.busy}>
        {t('invoiceTitle.save')}
      </Button>
    </Form>
  );
}
