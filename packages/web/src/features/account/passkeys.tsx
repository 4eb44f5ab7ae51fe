import {
  AddPasskeyDocument,
  type PasskeyLineFragment,
  RemovePasskeyDocument,
  RenamePasskeyDocument,
  StartPasskeyDocument,
} from '@hongchuang/schema';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../lib/dates';
import { useFieldFailure } from '../../lib/field-failure';
import { useLanguage } from '../../lib/i18n';
import { canUsePasskeys, makePasskey, type PasskeyTrouble } from '../../lib/passkeys';
import { useStoredForm } from '../../lib/stored-form';
import { useAction } from '../../lib/use-action';
import { TextField } from '../../ui/fields';
import { PasskeyTroubleNotice } from '../../ui/passkey-button';
import { FailureNotice } from '../../ui/states';
import styles from './account.module.css';
import { deviceOf } from '../../lib/device-name';
import { PasswordAgain } from './password-again';

const NAME_MAX = 50;

/** The viewer's passkeys, and the way to add one. */
export function Passkeys({
  email,
  passkeys,
  onAdded,
}: {
  email: string;
  passkeys: readonly PasskeyLineFragment[];
  onAdded: (recoveryCodes: readonly string[]) => void;
}) {
  const { t } = useTranslation('account');
  const [removing, setRemoving] = useState<string>();
  const [renaming, setRenaming] = useState<string>();
  const [isAdding, setAdding] = useState(false);
  return (
    <div className="stack">
      <h3 className="strong">{t('passkeys.title')}</h3>
      <p className="small quiet">{t('passkeys.lead')}</p>
      {passkeys.length > 0 && (
        <ul className={styles.list}>
          {passkeys.map((one) => (
            <li key={one.id}>
              <PasskeyRow passkey={one} onRename={() => setRenaming(one.id)} onRemove={() => setRemoving(one.id)} />
              {renaming === one.id && <RenamePasskey passkey={one} onDone={() => setRenaming(undefined)} />}
              {removing === one.id && (
                <PasswordAgain
                  email={email}
                  document={RemovePasskeyDocument}
                  variablesOf={(password) => ({ id: one.id, password })}
                  text={t('passkeys.removeQuestion', { name: one.name })}
                  label={t('secondFactor.removeConfirm')}
                  onDone={() => setRemoving(undefined)}
                  onCancel={() => setRemoving(undefined)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {!canUsePasskeys() ? (
        <p className="small quiet">{t('app:passkey.unable')}</p>
      ) : isAdding ? (
        <AddPasskey
          email={email}
          onCancel={() => setAdding(false)}
          onAdded={(codes) => {
            setAdding(false);
            onAdded(codes);
          }}
        />
      ) : (
        <div className="row">
          <Button onClick={() => setAdding(true)}>
            {t(passkeys.length > 0 ? 'passkeys.addAnother' : 'passkeys.add')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Adds a passkey: the password again, then a name, then what the browser asks. */
function AddPasskey({
  email,
  onAdded,
  onCancel,
}: {
  email: string;
  onAdded: (recoveryCodes: readonly string[]) => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation('account');
  const [options, setOptions] = useState<string>();
  const [trouble, setTrouble] = useState<PasskeyTrouble>();
  const [waiting, setWaiting] = useState(false);
  const { formProps, showFailure, clear } = useStoredForm<{ name: string }>('add-passkey', {
    name: deviceOf(navigator.userAgent).system ?? t('passkeys.defaultName'),
  });
  const add = useAction(AddPasskeyDocument, {
    refetch: ['Viewer', 'OwnSessions'],
    onDone: (data) => {
      clear();
      onAdded(data.addPasskey);
    },
  });
  const failure = useFieldFailure(add.failure, showFailure);
  if (options === undefined) {
    return (
      <PasswordAgain
        email={email}
        document={StartPasskeyDocument}
        variablesOf={(password) => ({ password })}
        text={t('passkeys.addQuestion')}
        label={t('secondFactor.next')}
        onDone={(data) => setOptions(data.startPasskey)}
        onCancel={onCancel}
      />
    );
  }
  const make = async (name: string) => {
    setTrouble(undefined);
    setWaiting(true);
    const answer = await makePasskey(options);
    setWaiting(false);
    if ('response' in answer) await add.run({ name, response: answer.response });
    else setTrouble(answer.trouble);
  };
  return (
    <Form {...formProps} name="add-passkey" noValidate onFinish={({ name }) => void make(name.trim())}>
      <TextField
        name="name"
        label={t('secondFactor.name')}
        help={t('passkeys.nameHelp')}
        maxLength={NAME_MAX}
        required
      />
      <FailureNotice failure={failure} />
      <PasskeyTroubleNotice trouble={trouble} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={waiting || add.busy}>
          {t('passkeys.make')}
        </Button>
        <Button onClick={onCancel}>{t('secondFactor.cancel')}</Button>
      </div>
    </Form>
  );
}

function RenamePasskey({ passkey: { id, name }, onDone }: { passkey: PasskeyLineFragment; onDone: () => void }) {
  const { t } = useTranslation('account');
  const { formProps, clear, showFailure } = useStoredForm<{ name: string }>(`rename-passkey:${id}`, { name });
  const end = () => {
    clear();
    onDone();
  };
  const rename = useAction(RenamePasskeyDocument, { onDone: end });
  const failure = useFieldFailure(rename.failure, showFailure);
  return (
    <Form
      {...formProps}
      name={`rename-passkey-${id}`}
      aria-label={t('passkeys.renameLabel', { name })}
      noValidate
      onFinish={(values) => void rename.run({ id, name: values.name.trim() })}
    >
      <TextField
        name="name"
        label={t('passkeys.newName')}
        help={t('passkeys.nameHelp')}
        maxLength={NAME_MAX}
        required
      />
      <FailureNotice failure={failure} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={rename.busy}>
          {t('passkeys.saveName')}
        </Button>
        <Button onClick={end}>{t('secondFactor.cancel')}</Button>
      </div>
    </Form>
  );
}

function PasskeyRow({
  passkey,
  onRename,
  onRemove,
}: {
  passkey: PasskeyLineFragment;
  onRename: () => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation('account');
  const language = useLanguage();
  const { name, createdAt, lastUsedAt } = passkey;
  return (
    <div className="row-between">
      <div>
        <span className="strong">{name}</span>
        <p className="small quiet num">
          {t('secondFactor.since', { date: formatDate(createdAt, language) })}
          {lastUsedAt && ` · ${t('secondFactor.lastUsed', { date: formatDate(lastUsedAt, language) })}`}
        </p>
      </div>
      <div className="row">
        <Button size="small" onClick={onRename} aria-label={t('passkeys.renameLabel', { name })}>
          {t('passkeys.rename')}
        </Button>
        <Button size="small" onClick={onRemove} aria-label={t('passkeys.removeLabel', { name })}>
          {t('secondFactor.remove')}
        </Button>
      </div>
    </div>
  );
}
