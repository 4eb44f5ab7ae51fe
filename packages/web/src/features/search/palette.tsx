import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Icon } from '../../ui/icon';
import { ErrorState } from '../../ui/states';
import { Hit } from './hit';
import { forgetSearches, keepSearch, recentSearches } from './recent';
import styles from './search.module.css';
import { MOST_CHARACTERS } from './text-length';
import { usePaletteSearch } from './use-palette-search';

interface Option {
  readonly key: string;
  readonly path: string;
  readonly content: ReactNode;
  /** Chosen again instead of opened. */
  readonly text?: string;
}

interface Group {
  readonly name: string;
  /** Whether only screen readers hear the name. */
  readonly isNameHidden?: boolean;
  readonly options: readonly Option[];
}

const pageOf = (text: string): string => `/search?q=${encodeURIComponent(text)}`;

/** The search over the page: a modal dialog with a combobox, after the ARIA Authoring Practices. */
export function SearchPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('search');
  const navigate = useNavigate();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [composed, setComposed] = useState('');
  const [isComposing, setComposing] = useState(false);
  const [recent, setRecent] = useState(recentSearches);
  const [active, setActive] = useState(0);

  // Half-typed pinyin of an input method does not start a search.
  const text = (isComposing ? composed : typed).trim();
  const length = [...text].length;
  const results = usePaletteSearch(length > MOST_CHARACTERS ? '' : text);
  const isCurrent = results.text === text;

  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    // A click beside the box lands on the dialog itself, whose backdrop it is. The keyboard has Escape for it.
    const press = (event: globalThis.MouseEvent) => event.target === shown && shown?.close();
    shown?.addEventListener('click', press);
    return () => {
      shown?.removeEventListener('click', press);
      shown?.close();
    };
  }, []);

  const groups = text === '' ? recentGroup() : foundGroups();
  const options = groups.flatMap((group) => group.options);
  const chosen = options[Math.min(active, options.length - 1)];

  function recentGroup(): Group[] {
    if (recent.length === 0) return [];
    return [
      {
        name: t('recent'),
        options: recent.map((one) => ({ key: `recent ${one}`, path: pageOf(one), text: one, content: one })),
      },
    ];
  }

  function foundGroups(): Group[] {
    const { groups: found } = results;
    if (found === undefined) return [];
    const named = [
      { name: t('kind.PROJECTS'), edges: found.projects.edges },
      { name: t('kind.ORGANIZATIONS'), edges: found.organizations.edges },
      { name: t('kind.RECEIPTS'), edges: found.others.edges.filter(({ node }) => node.kind === 'RECEIPTS') },
      { name: t('kind.PAGES'), edges: found.others.edges.filter(({ node }) => node.kind === 'PAGES') },
    ];
    const shown = named
      .filter(({ edges }) => edges.length > 0)
      .map(({ name, edges }) => ({
        name,
        options: edges.map(({ node }) => ({
          key: `${node.kind} ${node.id}`,
          path: node.path,
          content: <Hit hit={node} />,
        })),
      }));
    if (shown.length === 0) return [];
    const all = { key: 'all', path: pageOf(results.text), content: t('showAll', { text: results.text }) };
    return [...shown, { name: t('all'), isNameHidden: true, options: [all] }];
  }

  const open = (path: string) => {
    if (text !== '') keepSearch(text);
    onClose();
    void navigate(path);
  };

  const choose = (option: Option) => {
    if (option.text === undefined) return open(option.path);
    setTyped(option.text);
    setActive(0);
    input.current?.focus();
  };

  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move !== undefined && options.length > 0) {
      event.preventDefault();
      setActive((Math.min(active, options.length - 1) + move + options.length) % options.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      // Results of an earlier text are not what the person means.
      if (chosen !== undefined && isCurrent) choose(chosen);
      else if (text !== '') open(pageOf(text));
    }
  };

  const activeId = chosen && `${id}-${options.indexOf(chosen)}`;
  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);

  const total = results.groups
    ? results.groups.projects.totalCount + results.groups.organizations.totalCount + results.groups.others.totalCount
    : 0;
  const isLoose = results.groups !== undefined && Object.values(results.groups).some((one) => one?.isLoose);
  const isNothing = text !== '' && isCurrent && results.groups !== undefined && options.length === 0;

  return (
    <dialog ref={dialog} className={styles.palette} aria-label={t('title')} onClose={onClose}>
      <div className={styles.paletteBox}>
        <div className={styles.paletteField}>
          <Icon name="search" />
          <input
            ref={input}
            // The dialog is open only because the person wants to type here.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            type="text"
            role="combobox"
            enterKeyHint="search"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            aria-label={t('label')}
            aria-expanded={options.length > 0}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={activeId}
            placeholder={t('hint')}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setActive(0);
            }}
            onCompositionStart={() => {
              setComposed(typed);
              setComposing(true);
            }}
            onCompositionEnd={() => setComposing(false)}
            onKeyDown={press}
          />
          <button type="button" className={styles.paletteClose} aria-label={t('close')} onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
        <p className="sr-only" role="status">
          {text !== '' && (isCurrent ? results.groups && t('count', { count: total }) : t('searching'))}
        </p>
        <div className={styles.paletteBody}>
          {length > MOST_CHARACTERS ? (
            <p className={styles.paletteSay} role="alert">
              {t('tooLong', { max: MOST_CHARACTERS, count: length })}
            </p>
          ) : (
            results.error !== undefined && isCurrent && <ErrorState error={results.error} />
          )}
          {text === '' && recent.length === 0 && <p className={styles.paletteSay}>{t('begin')}</p>}
          {isLoose && <p className={styles.paletteSay}>{t('loose', { text: results.text })}</p>}
          {isNothing && (
            <div className={styles.paletteSay}>
              <p className="strong">{t('none', { text })}</p>
              <p className="quiet">{t('noneAdvice')}</p>
            </div>
          )}
          <div id={`${id}-list`} role="listbox" aria-label={t('title')} className={styles.paletteList}>
            {groups.map((group, place) => (
              <div key={group.name} role="group" aria-labelledby={`${id}-group-${place}`}>
                <div
                  id={`${id}-group-${place}`}
                  className={group.isNameHidden ? 'sr-only' : styles.paletteGroup}
                  role="presentation"
                >
                  {group.name}
                </div>
                {group.options.map((option) => {
                  const number = options.indexOf(option);
                  return (
                    <a
                      key={option.key}
                      id={`${id}-${number}`}
                      role="option"
                      tabIndex={-1}
                      href={option.path}
                      aria-selected={option === chosen}
                      className={`${styles.option} ${option === chosen ? styles.optionActive : ''}`}
                      onMouseMove={() => number !== active && setActive(number)}
                      onClick={(event) => {
                        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                        event.preventDefault();
                        choose(option);
                      }}
                    >
                      {option.content}
                    </a>
                  );
                })}
              </div>
            ))}
          </div>
          {text === '' && recent.length > 0 && (
            <button
              type="button"
              className={styles.forget}
              onClick={() => {
                forgetSearches();
                setRecent([]);
                input.current?.focus();
              }}
            >
              {t('forget')}
            </button>
          )}
        </div>
        <p className={styles.paletteKeys} aria-hidden="true">
          <kbd>↑</kbd> <kbd>↓</kbd> {t('keys.choose')} <kbd>Enter</kbd> {t('keys.open')} <kbd>Esc</kbd>{' '}
          {t('keys.close')}
        </p>
      </div>
    </dialog>
  );
}
