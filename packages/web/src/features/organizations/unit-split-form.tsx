import { useQuery } from '@apollo/client/react';
import {
  AskUnitSplitDocument,
  type OrganizationKind,
  type UnitChangesQuery,
  type UnitSplitInput,
  UnitSplitStakesDocument,
} from '@hongchuang/schema';
import { Button, Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFieldFailure } from '../../lib/field-failure';
import { useStoredForm } from '../../lib/stored-form';
import { useKeyedAction } from '../../lib/use-keyed-action';
import { Field, TextAreaField, TextField } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';
import { SubmitButton } from '../../ui/submit-button';
import { Stakes } from './unit-changes';

type Unit = NonNullable<UnitChangesQuery['organization']>;

interface Part {
  name: string;
  kind: OrganizationKind;
  memberIds: string[];
  ownerId?: string;
  childIds: string[];
}

interface Values {
  parts: Part[];
  reason: string;
}

const KINDS: OrganizationKind[] = [
  'PARTY_COMMITTEE',
  'SOCIAL_WORK',
  'ENTERPRISE',
  'CHARITY',
  'COMMUNITY',
  'GOVERNMENT',
];
const PARTS_MAX = 10;

/** Asks to found new units out of the unit, each with its members, its owner and the units below that move to it. */
export function UnitSplitForm({ unit }: { unit: Unit }) {
  const { t } = useTranslation('unit-changes');
  const organizationId = unit.id;
  const empty: Part = { name: '', kind: unit.kind, memberIds: [], childIds: [] };
  const action = useKeyedAction(
    AskUnitSplitDocument,
    `unit-split:${organizationId}`,
    (content: Omit<UnitSplitInput, 'idempotencyKey'>, idempotencyKey) => ({ input: { ...content, idempotencyKey } }),
    { refetch: ['UnitChanges'] },
  );
  const { form, formProps, clear, showFailure } = useStoredForm<Values>(`unit-split:${organizationId}`, {
    parts: [empty],
    reason: '',
  });
  const failure = useFieldFailure(action.failure, showFailure);
  const parts = (Form.useWatch('parts', form) as Part[] | undefined) ?? [];
  const { data } = useQuery(UnitSplitStakesDocument, { variables: { organizationId }, fetchPolicy: 'network-only' });
  const members = unit.members ?? [];
  const takenBy = (index: number, of: 'memberIds' | 'childIds') =>
    new Set(parts.flatMap((part, at) => (at === index ? [] : (part?.[of] ?? []))));
  const send = async ({ parts: given, reason }: Values) => {
    const sent = await action.send({
      organizationId,
      reason: reason.trim(),
      parts: given.map(({ name, kind, memberIds, ownerId = '', childIds }) => ({
        name: name.trim(),
        kind,
        memberIds,
        ownerId,
        childIds: childIds ?? [],
      })),
    });
    if (sent) clear();
  };
  const chosen = [{ required: true, message: t('app:field.choose') }];
  return (
    <Form {...formProps} className="measure" onFinish={(values: Values) => void send(values)}>
      <Form.List name="parts">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name: index }) => {
              const moving = new Set(parts[index]?.memberIds ?? []);
              const [people, below] = [takenBy(index, 'memberIds'), takenBy(index, 'childIds')];
              return (
                <fieldset key={key} className="card card-pad" style={{ marginBottom: 16 }}>
                  <legend>{t('split.place', { place: index + 1 })}</legend>
                  <TextField name={[index, 'name']} label={t('split.name')} maxLength={80} required />
                  <Field name={[index, 'kind']} label={t('split.kind')} required rules={chosen}>
                    <Select
                      options={KINDS.map((kind) => ({ value: kind, label: t(`terms:organizationKind.${kind}`) }))}
                    />
                  </Field>
                  <Field name={[index, 'memberIds']} label={t('split.members')} required rules={chosen}>
                    <Select
                      mode="multiple"
                      optionFilterProp="label"
                      options={members
                        .filter(({ userId }) => !people.has(userId))
                        .map(({ userId, name }) => ({ value: userId, label: name }))}
                    />
                  </Field>
                  <Field
                    name={[index, 'ownerId']}
                    label={t('split.owner')}
                    help={t('split.ownerHelp')}
                    required
                    rules={chosen}
                  >
                    <Select
                      options={members
                        .filter(({ userId }) => moving.has(userId))
                        .map(({ userId, name }) => ({ value: userId, label: name }))}
                    />
                  </Field>
                  {unit.children.length > 0 && (
                    <Field name={[index, 'childIds']} label={t('split.children')}>
                      <Select
                        mode="multiple"
                        optionFilterProp="label"
                        options={unit.children
                          .filter(({ id }) => !below.has(id))
                          .map(({ id, name }) => ({ value: id, label: name }))}
                      />
                    </Field>
                  )}
                  {fields.length > 1 && (
                    <Button size="small" onClick={() => remove(index)}>
                      {t('split.remove')}
                    </Button>
                  )}
                </fieldset>
              );
            })}
            {fields.length < PARTS_MAX && (
              <Button size="small" style={{ marginBottom: 16 }} onClick={() => add(empty)}>
                {t('split.add')}
              </Button>
            )}
          </>
        )}
      </Form.List>
      {data && <Stakes stakes={data.unitSplitStakes} />}
      <TextAreaField name="reason" label={t('split.why')} maxLength={500} required />
      <FailureNotice failure={failure} kind={action.kind} />
      <SubmitButton action={action} type="default">
        {t('split.send')}
      </SubmitButton>
    </Form>
  );
}
