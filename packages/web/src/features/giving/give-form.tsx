import type {
  GiftLineFragment,
  GiveProjectFragment,
  OwnPledgeFragment,
  PaymentMethod,
  PlatformPartsFragment,
} from '@hongchuang/schema';
import { Form } from 'antd';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../lib/failure';
import { useFieldFailure } from '../../lib/field-failure';
import { formatExact, parseYuan } from '../../lib/money';
import { useStoredForm } from '../../lib/stored-form';
import { type CurrentViewer, signInPath } from '../../lib/viewer';
import { Field } from '../../ui/fields';
import { FailureNotice } from '../../ui/states';
import { NoticeLine } from '../../ui/notice-line';
import { SubmitButton } from '../../ui/submit-button';
import { AmountPicker, GiftEffectText } from './amount-picker';
import { GiveBlock } from './give-block';
import styles from './giving.module.css';
import { PaymentFields } from './payment-fields';
import {
  amountProblem,
  ANONYMOUS_NAME,
  blockOf,
  fieldOf,
  firstCampaign,
  giftEffect,
  type GiveValues,
  giverNow,
  type Limits,
  pledgeContent,
  pledgeScope,
  quickAmounts,
} from './plan';
import { Unsettled } from './unsettled';
import { usePledge } from './use-pledge';
import { WhoFields } from './who-fields';

export interface GiveFormProps {
  project: GiveProjectFragment;
  platform: PlatformPartsFragment;
  viewer: CurrentViewer['viewer'];
  limits: Limits;
  /** The stage that the next yuan pays. */
  stage: { title: string; amount: number } | undefined;
  /** The campaign whose page led here; null for none. */
  fromCampaign: string | null;
  /** What match funds would add to a gift of so many fen; another feature draws it. */
  matching: (fen: number | undefined, payment: PaymentMethod, campaignId: string | null) => ReactNode;
  /** Draws a gift as the public sees it. */
  preview: (gift: GiftLineFragment) => ReactNode;
  onGiven: (pledge: OwnPledgeFragment) => void;
}

type BlockNumber = 1 | 2 | 3;

/**
 * Scrolls a field of an unfolded block to the middle of the screen, where the bottom bar of a phone does not cover it.
 */
function bringToSight(field: readonly (string | number)[]): void {
  setTimeout(() => {
    const input = document.getElementById(field.join('_'));
    input?.focus({ preventScroll: true });
    input?.scrollIntoView({ block: 'center' });
  });
}

export function GiveForm({
  project,
  platform,
  viewer,
  limits,
  stage,
  fromCampaign,
  matching,
  preview,
  onGiven,
}: GiveFormProps) {
  const { t } = useTranslation('giving');
  const [open, setOpen] = useState<BlockNumber | undefined>(1);
  const [openedAt] = useState(() => new Date().toISOString());
  // The demo preselects its own payment method, which visitors most likely want to try.
  const methods = platform.paymentMethods;
  const firstMethod = methods.includes('SANDBOX') ? 'SANDBOX' : (methods[0] ?? 'BANK_TRANSFER');
  const { form, formProps, clear, showFailure } = useStoredForm<GiveValues>(`give:${project.id}`, {
    amount: '',
    giver: '',
    guest: {},
    anonymous: false,
    named: false,
    message: '',
    campaign: firstCampaign(project.openCampaigns, fromCampaign),
    category: 'NOT_STATED',
    payment: firstMethod,
  });
  const pledging = usePledge(pledgeScope(project.id, viewer?.id), (pledge) => {
    clear();
    onGiven(pledge);
  });
  const showAtField = useCallback(
    (refusal: Failure) => {
      const field = fieldOf(refusal.field);
      if (!field || !showFailure({ ...refusal, field })) return false;
      setOpen(blockOf(field));
      bringToSight(field);
      return true;
    },
    [showFailure],
  );
  const failure = useFieldFailure(pledging.failure, showAtField);

  const amount = Form.useWatch('amount', form) ?? '';
  const giver = giverNow(Form.useWatch('giver', form), viewer);
  const guestName = (Form.useWatch(['guest', 'name'], form) as string | undefined)?.trim() ?? '';
  const anonymous = Form.useWatch('anonymous', form) ?? false;
  const named = Form.useWatch('named', form) ?? false;
  const message = (Form.useWatch('message', form) ?? '').trim();
  const chosenCampaign = Form.useWatch('campaign', form);
  // A stored draft may name a campaign that is over.
  const campaign = project.openCampaigns.find(({ id }) => id === chosenCampaign);
  const chosenMethod = Form.useWatch('payment', form);
  // A stored draft may name a method that is no longer offered.
  const payment = chosenMethod && methods.includes(chosenMethod) ? chosenMethod : firstMethod;

  const problem = amountProblem(amount, limits);
  const fen = problem === undefined ? parseYuan(amount) : undefined;
  const unit = viewer?.memberships.find(({ organization }) => organization.id === giver)?.organization;
  const quick = quickAmounts(unit !== undefined, project, limits);
  const openName = viewer ? viewer.name : guestName || t('who.yourName');
  const whoSummary = [
    unit
      ? unit.name
      : viewer
        ? viewer.name
        : guestName
          ? t('who.summaryGuest', { name: guestName })
          : t('who.guestName'),
    unit ? named && t('who.summaryHandler', { name: openName }) : anonymous && t('who.summaryAnonymous'),
    campaign?.title,
  ]
    .filter(Boolean)
    .join(' · ');

  // A typed amount may no longer fit after gifts of others.
  const room = useRef(limits.room);
  useEffect(() => {
    if (room.current === limits.room) return;
    room.current = limits.room;
    if (form.getFieldValue('amount')) void form.validateFields(['amount']).catch(() => undefined);
  }, [limits.room, form]);

  const goTo = (block: BlockNumber) => {
    setOpen(block);
    // The button that was pressed is folded away, so the focus goes to the heading of the block that opens.
    requestAnimationFrame(() => {
      const head = document.getElementById(`give-block-${block}-head`);
      head?.focus({ preventScroll: true });
      head?.scrollIntoView({ block: 'nearest' });
    });
  };
  const toggle = (block: BlockNumber) => setOpen((now) => (now === block ? undefined : block));
  const describe = (value: number) => giftEffect(value, project, stage);
  const problemText = (found: NonNullable<typeof problem>) =>
    t(`amount.${found}`, {
      amount: formatExact(found === 'tooSmall' ? limits.min : found === 'pastGoal' ? (limits.room ?? 0) : limits.max),
    });

  return (
    <>
      {pledging.unsettled && (
        <Unsettled
          sent={pledging.unsettled}
          busy={pledging.busy}
          failure={pledging.failure}
          onResolve={(content) => void pledging.send(content)}
          onDrop={pledging.drop}
        />
      )}
      <Form
        {...formProps}
        // The form keeps its content, hidden, until the earlier gift is settled.
        hidden={pledging.unsettled !== undefined}
        scrollToFirstError={false}
        noValidate
        className={styles.columns}
        onFinish={() =>
          void pledging.send(
            pledgeContent(project.id, { ...form.getFieldsValue(true), campaign: campaign?.id ?? '', payment }, giver),
          )
        }
        onFinishFailed={({ errorFields }) => {
          const name = errorFields[0]?.name as (string | number)[] | undefined;
          if (!name) return;
          setOpen(blockOf(name));
          bringToSight(name);
        }}
      >
        <div className={styles.blocks}>
          <GiveBlock
            number={1}
            title={t('block.amount')}
            summary={fen === undefined ? t('amount.unset') : formatExact(fen)}
            open={open === 1}
            onToggle={() => toggle(1)}
            onNext={() =>
              void form.validateFields(['amount']).then(
                () => goTo(2),
                () => undefined,
              )
            }
          >
            <Field
              name="amount"
              label={t('amount.label')}
              required
              help={fen !== undefined && !quick.includes(fen) ? <GiftEffectText does={describe(fen)} /> : undefined}
              rules={[
                {
                  validator: (_rule, value: unknown) => {
                    const found = amountProblem(String(value ?? ''), limits);
                    return found ? Promise.reject(new Error(problemText(found))) : Promise.resolve();
                  },
                },
              ]}
            >
              <AmountPicker quick={quick} room={limits.room} does={describe} />
            </Field>
          </GiveBlock>
          {matching(fen, payment, campaign?.id ?? null)}
          <GiveBlock
            number={2}
            title={t('block.who')}
            summary={whoSummary}
            open={open === 2}
            onToggle={() => toggle(2)}
            onNext={() =>
              void form.validateFields([['guest', 'name'], ['guest', 'phone'], ['guest', 'email'], 'message']).then(
                () => goTo(3),
                () => undefined,
              )
            }
          >
            <WhoFields
              viewer={viewer}
              giver={giver}
              signInPath={signInPath(
                `/projects/${project.slug}/give${fromCampaign === null ? '' : `?campaign=${fromCampaign}`}`,
              )}
              campaigns={project.openCampaigns}
              campaign={campaign?.id ?? ''}
              preview={preview({
                id: 'preview',
                amount: fen ?? 0,
                matchedAmount: 0,
                displayName: (unit ? !named : anonymous) ? ANONYMOUS_NAME : openName,
                handledBy: unit && named ? openName : null,
                message: message || null,
                tombstones: [],
                createdAt: openedAt,
                paidAt: null,
                onBehalfOf: unit ?? null,
                onBehalfOfName: unit?.name ?? null,
              })}
            />
          </GiveBlock>
          <GiveBlock
            number={3}
            title={t('block.payment')}
            summary={t(`terms:paymentMethod.${payment}`)}
            open={open === 3}
            onToggle={() => toggle(3)}
          >
            <PaymentFields methods={methods} expiryDays={platform.pledgeExpiryDays} />
          </GiveBlock>
          <FailureNotice failure={failure} kind="keyed" />
        </div>
        <section className={`card ${styles.aside}`} aria-label={t('total')}>
          <div>
            <p className="small quiet">{t('total')}</p>
            <p className={`num ${styles.total}`} aria-live="polite">
              {fen === undefined ? '¥ —' : formatExact(fen)}
            </p>
          </div>
          <SubmitButton action={pledging} again={t('giveAgain')} type="primary" size="large" block>
            {fen === undefined ? t('submitUnset') : t('submit', { amount: formatExact(fen) })}
          </SubmitButton>
          {!viewer && <NoticeLine act="give" />}
          <p className={`small ${styles.asideWide}`}>{t(`payment.next.${payment}`)}</p>
          <p className={`small quiet ${styles.asideWide} ${styles.asideOptional}`}>{t('earmarked')}</p>
        </section>
      </Form>
    </>
  );
}
