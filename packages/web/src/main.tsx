import { StrictMode } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { UNSAFE_createBrowserHistory as createBrowserHistory } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { App } from './app/app';
import { createPageRouter } from './app/page-router';
import { createRoutes, loadMatched } from './app/router';
import { apollo, loadNetwork, takeServedData } from './lib/apollo';
import { watchAttention } from './lib/attention';
import { changeLanguage, chosenLanguage, i18n, startI18n } from './lib/i18n';
import { setStartMoment } from './lib/served';
import { readHandover } from './lib/handover';
import { applyTheme } from './lib/theme';
import { TranslatorContext } from './lib/use-translation';
import './ui/base.css';

applyTheme();
watchAttention();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

const handover = readHandover();
// A page that the browser draws begins with a query.
if (!handover) void loadNetwork().catch(() => undefined);
const routes = createRoutes();

async function start(place: HTMLElement): Promise<void> {
  await Promise.all([startI18n(handover?.language), handover && loadMatched(routes, location.pathname)]);
  if (handover) {
    takeServedData(handover.data);
    setStartMoment(new Date(handover.at));
  }
  const page = (
    <StrictMode>
      <TranslatorContext value={i18n}>
        <App client={apollo} isServed={handover !== undefined}>
          <RouterProvider router={createPageRouter(routes, createBrowserHistory())} />
        </App>
      </TranslatorContext>
    </StrictMode>
  );
  if (!handover) return createRoot(place).render(page);
  hydrateRoot(place, page);
  // A stored page, or a choice made before the server could read it: the page came in the other language.
  const chosen = chosenLanguage();
  if (chosen !== undefined && chosen !== handover.language) await changeLanguage(chosen);
}

void start(root);
