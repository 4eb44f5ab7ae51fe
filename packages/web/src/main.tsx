import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import { startI18n } from './lib/i18n';
import { applyTheme } from './lib/theme';
import { tokensCss } from './ui/tokens';
import './ui/base.css';

const tokens = document.createElement('style');
tokens.textContent = tokensCss();
document.head.prepend(tokens);
applyTheme();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
void startI18n().then(() =>
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);
