import { useApolloClient, useQuery } from '@apollo/client/react';
import { ProjectPicturesDocument } from '@hongchuang/schema';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refetchPage } from '../../lib/refetch-page';
import { useChanged } from '../../lib/use-changed';
import { Button } from '../../ui/button';
import { Section } from '../../ui/page';
import { type Photo, PhotoList } from './photo-list';

/** How many pictures are shown at first. */
const FIRST = 8;

/** Every public picture of a project, newest first: from accepted reports and from news. Nothing while there is none. */
export default function GallerySection({ projectId }: { projectId: string }) {
  const { t } = useTranslation('updates');
  const client = useApolloClient();
  const [all, setAll] = useState(false);
  const { data } = useQuery(ProjectPicturesDocument, {
    variables: { id: projectId },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  });
  useChanged([`project:${projectId}`], () => void refetchPage(client, { documents: [ProjectPicturesDocument] }), {
    isFresh: true,
  });
  const photos = (data?.project?.pictures ?? []).flatMap(({ file, alt, about, milestoneId }, index): Photo[] => {
    const { url, previewUrl } = file;
    if (!previewUrl) return [];
    const words = alt || t(milestoneId === null ? 'photo.unnamed' : 'photo.ofStage', { title: about, n: index + 1 });
    return [{ id: `${file.id} ${index}`, url, previewUrl, alt: words }];
  });
  if (photos.length === 0) return null;
  return (
    <Section id="pictures" title={t('gallery.title')}>
      <PhotoList wide photos={all ? photos : photos.slice(0, FIRST)} label={t('gallery.title')} />
      {photos.length > FIRST && !all && (
        <div>
          <Button onClick={() => setAll(true)}>{t('gallery.all', { count: photos.length })}</Button>
        </div>
      )}
    </Section>
  );
}
