import { type GiftLineFragment, type GiftWords, HideGiftWordsDocument } from '@hongchuang/schema';
import { useTranslation } from 'react-i18next';
import { TakeDown } from '../../ui/take-down';

/** How an anonymous donor is shown, in any language. */
const ANONYMOUS_NAME = '爱心人士';

/** Lets staff take down what a gift still shows of its donor. */
export default function HideWords({
  gift: { id, displayName, handledBy, onBehalfOf, message },
}: {
  gift: GiftLineFragment;
}) {
  const { t } = useTranslation('projects');
  const name = onBehalfOf ? handledBy : displayName === ANONYMOUS_NAME ? null : displayName;
  const what: GiftWords[] = [...(name === null ? [] : (['NAME'] as const)), ...(message ? (['MESSAGE'] as const) : [])];
  if (what.length === 0) return null;
  return (
    <TakeDown
      id={id}
      label={t('gifts.hide', { name: name ?? displayName })}
      says={t('gifts.hideSays')}
      document={HideGiftWordsDocument}
      variablesOf={(decision) => ({ input: { pledgeId: id, what, ...decision } })}
    />
  );
}
