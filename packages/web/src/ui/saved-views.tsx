import { Button, Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { localStore, readJson } from '../lib/storage';
import styles from './ui.module.css';

interface SavedView {
  name: string;
  /** The query of the address, without the open item and the number of loaded rows. */
  query: string;
}

/** Parts of the address that belong to the position in a list, or name the view, and are not what the view shows. */
const PASSING = ['item', 'shown', 'view'];
const NAME_MAX = 30;
const VIEWS_MAX = 12;

function viewOf(search: string): string {
  const params = new URLSearchParams(search);
  for (const name of PASSING) params.delete(name);
  params.sort();
  return params.toString();
}

/** Returns the address of a view. It has the view's name, so that a colleague who opens it can keep the view under it. */
function addressOf({ name, query }: SavedView, pathname: string): string {
  const params = new URLSearchParams(query);
  params.set('view', name);
  return `${pathname}?${params.toString()}`;
}

/**
 * Views that a person saved under names of their own. They are stored on the device. The address of a view has its name,
 * so a shared address can be kept elsewhere by one click.
 */
export function SavedViews({ desk }: { desk: string }) {
  const { t } = useTranslation('queue');
  const { pathname, search } = useLocation();
  const key = `hc:views:${desk}`;
  const [views, setViews] = useState<readonly SavedView[]>(() => readJson<SavedView[]>(localStore, key) ?? []);
  const [name, setName] = useState<string>();
  const field = useRef<InputRef>(null);
  const isNaming = name !== undefined;
  useEffect(() => {
    if (isNaming) field.current?.focus();
  }, [isNaming]);
  const current = viewOf(search);
  const isPlain = [...new URLSearchParams(current).keys()].every((part) => part === 'tab');
  const saved = views.find(({ query }) => query === current);
  const shared = new URLSearchParams(search).get('view')?.trim().slice(0, NAME_MAX);
  const keep = (next: readonly SavedView[]) => {
    localStore.write(key, JSON.stringify(next));
    setViews(next);
    setName(undefined);
  };
  const save = () => {
    const words = name?.trim();
    if (words)
      keep([...views.filter((view) => view.name !== words), { name: words, query: current }].slice(-VIEWS_MAX));
  };
  // The plain list needs no name, because it is the start page of the desk.
  if (views.length === 0 && isPlain && name === undefined) return null;
  return (
    <div className={styles.views} role="group" aria-label={t('views.label')}>
      {views.map((view) => (
        <Link
          key={view.name}
          to={addressOf(view, pathname)}
          className={styles.view}
          aria-current={view === saved ? 'true' : undefined}
        >
          {view.name}
        </Link>
      ))}
      {saved ? (
        <Button type="text" size="small" onClick={() => keep(views.filter((view) => view !== saved))}>
          {t('views.forget', { name: saved.name })}
        </Button>
      ) : name === undefined ? (
        !isPlain && (
          <Button type="text" size="small" onClick={() => setName(shared ?? '')}>
            {t('views.save')}
          </Button>
        )
      ) : (
        <span className="row" style={{ gap: 8 }}>
          <Input
            size="small"
            ref={field}
            aria-label={t('views.name')}
            placeholder={t('views.name')}
            maxLength={NAME_MAX}
            value={name}
            onChange={(event) => setName(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setName(undefined);
              if (event.key === 'Enter' && !event.nativeEvent.isComposing) save();
            }}
            style={{ width: 160 }}
          />
          <Button size="small" onClick={save} disabled={!name.trim()}>
            {t('views.keep')}
          </Button>
        </span>
      )}
    </div>
  );
}
