import { type ComponentType, type MouseEvent, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { loadWords } from '../../lib/i18n';
import { areShortcutsOn, takesText } from '../../lib/shortcuts';
import { Icon } from '../../ui/icon';
import styles from './layout.module.css';

type Palette = ComponentType<{ onClose: () => void }>;

/** The palette loads when somebody opens it, because few readers of a page do. */
const loadPalette = async (): Promise<Palette> => {
  const [{ SearchPalette }] = await Promise.all([import('../../features/search/palette'), loadWords('search')]);
  return SearchPalette;
};

/** Opens the search: the palette, or without a script the page of the search. */
export function SearchOpener() {
  const { t } = useTranslation('app');
  const navigate = useNavigate();
  const [Palette, setPalette] = useState<Palette>();
  const [isOpen, setOpen] = useState(false);

  const open = useCallback(() => {
    loadPalette().then(
      (loaded) => {
        setPalette(() => loaded);
        setOpen(true);
      },
      () => void navigate('/search'),
    );
  }, [navigate]);

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (isCommand ? event.key.toLowerCase() !== 'k' : event.key !== '/') return;
      if (!isCommand) {
        if (!areShortcutsOn() || event.altKey || event.isComposing || takesText(event.target)) return;
        // A page with a search of its own, such as a desk, keeps the key.
        if (document.querySelector('main input[type="search"]') !== null) return;
      }
      event.preventDefault();
      open();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [open]);

  return (
    <>
      <Link
        to="/search"
        className={styles.search}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K /"
        onClick={(event: MouseEvent) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          open();
        }}
      >
        <Icon name="search" />
        <span className={styles.searchWord}>{t('search')}</span>
        <kbd aria-hidden="true">Ctrl K</kbd>
      </Link>
      {isOpen && Palette && <Palette onClose={() => setOpen(false)} />}
    </>
  );
}
