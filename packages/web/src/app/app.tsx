import { ApolloProvider } from '@apollo/client/react';
import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useMemo } from 'react';
import { RouterProvider } from 'react-router/dom';
import { apollo } from '../lib/apollo';
import { useReducedMotion } from '../lib/browser';
import { useLanguage } from '../lib/i18n';
import { useTheme } from '../lib/theme';
import { antTheme } from '../ui/ant-theme';
import { router } from './router';

export function App() {
  const language = useLanguage();
  const theme = useTheme();
  const reduced = useReducedMotion();
  const config = useMemo(() => {
    const base = antTheme(theme);
    return { ...base, token: { ...base.token, motion: !reduced } };
  }, [theme, reduced]);
  return (
    <ApolloProvider client={apollo}>
      <ConfigProvider theme={config} locale={language === 'en' ? enUS : zhCN} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>
        <AntApp component={false}>
          <RouterProvider router={router} />
        </AntApp>
      </ConfigProvider>
    </ApolloProvider>
  );
}
