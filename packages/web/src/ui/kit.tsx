import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { type ReactNode, useMemo } from 'react';
import { useReducedMotion } from '../lib/browser';
import { useLanguage } from '../lib/i18n';
import { useTheme } from '../lib/theme';
import { antTheme } from './ant-theme';

/** Ant Design in the look of the site, for everything below it. Reading pages do without it. */
export function Kit({ children }: { children: ReactNode }) {
  const language = useLanguage();
  const theme = useTheme();
  const reduced = useReducedMotion();
  const config = useMemo(() => {
    const base = antTheme(theme);
    return { ...base, token: { ...base.token, motion: !reduced } };
  }, [theme, reduced]);
  return (
    <ConfigProvider
      theme={config}
      locale={language === 'en' ? enUS : zhCN}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <AntApp component={false}>{children}</AntApp>
    </ConfigProvider>
  );
}
