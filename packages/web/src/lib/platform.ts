import { useQuery } from '@apollo/client/react';
import { PlatformDocument, type PlatformPartsFragment } from '@hongchuang/schema';
import { useLanguage } from './i18n';

export interface PlatformFacts {
  platform: PlatformPartsFragment | undefined;
  loading: boolean;
  regionLabel: (name: string) => string;
  categoryLabel: (name: string) => string;
}

/** Regions, categories and limits, read once. Labels are in the viewer's language; values stay the Chinese names. */
export function usePlatform(): PlatformFacts {
  const language = useLanguage();
  const { data, loading } = useQuery(PlatformDocument);
  const platform = data?.platform;
  const label = (list: readonly { name: string; englishName: string }[] | undefined, name: string) =>
    language === 'en' ? (list?.find((one) => one.name === name)?.englishName ?? name) : name;
  return {
    platform,
    loading: loading && !data,
    regionLabel: (name) => label(platform?.regions, name),
    categoryLabel: (name) => label(platform?.categories, name),
  };
}
