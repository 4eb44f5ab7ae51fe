import { createBrowserRouter, type RouteObject } from 'react-router';
import { Layout } from './layout/layout';
import { RequireRole, RequireSignIn } from './guards';
import { ErrorPage } from './error-page';

/**
 * Every address of the site. Each page is its own chunk and its own file in routes/, which exports `Component`.
 * Guards stand here, so that no page can forget them; the server checks again, always.
 */
const open: RouteObject[] = [
  { index: true, lazy: () => import('./routes/home') },
  { path: 'projects', lazy: () => import('./routes/projects') },
  { path: 'projects/:slug', lazy: () => import('./routes/project') },
  { path: 'projects/:slug/books', lazy: () => import('./routes/project-books') },
  { path: 'projects/:slug/give', lazy: () => import('./routes/give') },
  { path: 'pledges/:id', lazy: () => import('./routes/pledge') },
  { path: 'receipts', lazy: () => import('./routes/receipts') },
  { path: 'receipts/:number', lazy: () => import('./routes/receipt') },
  { path: 'books', lazy: () => import('./routes/books') },
  { path: 'proof', lazy: () => import('./routes/proof') },
  { path: 'impact', lazy: () => import('./routes/impact') },
  { path: 'organizations/:id', lazy: () => import('./routes/organization') },
  { path: 'sign-in', lazy: () => import('./routes/sign-in') },
  { path: 'sign-up', lazy: () => import('./routes/sign-up') },
  { path: 'invitations/:token', lazy: () => import('./routes/invitation') },
];

const signedIn: RouteObject[] = [
  { path: 'account', lazy: () => import('./routes/account') },
  { path: 'notices', lazy: () => import('./routes/notices') },
  { path: 'workspace', lazy: () => import('./routes/workspace') },
  { path: 'workspace/:organizationId', lazy: () => import('./routes/workspace-organization') },
  { path: 'workspace/:organizationId/projects/new', lazy: () => import('./routes/project-new') },
  { path: 'workspace/projects/:projectId/edit', lazy: () => import('./routes/project-edit') },
  { path: 'workspace/projects/:projectId/reports', lazy: () => import('./routes/project-reports') },
];

const reviewers: RouteObject[] = [
  { path: 'review', lazy: () => import('./routes/review') },
  { path: 'review/:projectId', lazy: () => import('./routes/review-project') },
];

export const routes: RouteObject[] = [
  {
    element: <Layout />,
    errorElement: <ErrorPage />,
    hydrateFallbackElement: <div />,
    children: [
      {
        // Errors of a page leave the header and the footer standing.
        errorElement: <ErrorPage />,
        children: [
          ...open,
          { element: <RequireSignIn />, children: signedIn },
          { element: <RequireRole role="REVIEWER" />, children: reviewers },
          { element: <RequireRole role="TREASURER" />, children: [{ path: 'treasury', lazy: () => import('./routes/treasury') }, { path: 'treasury/invoices', lazy: () => import('./routes/treasury-invoices') }] },
          // Administrators are the second person for what a treasurer prepared.
          {
            element: <RequireRole role="TREASURER" or="ADMIN" />,
            children: [
              { path: 'treasury/releases', lazy: () => import('./routes/treasury-releases') },
              { path: 'treasury/refunds', lazy: () => import('./routes/treasury-refunds') },
              { path: 'treasury/refunds/:id', lazy: () => import('./routes/treasury-refund') },
              { path: 'treasury/statements', lazy: () => import('./routes/treasury-statements') },
              { path: 'treasury/statements/:id', lazy: () => import('./routes/treasury-statement') },
            ],
          },
          { element: <RequireRole role="ADMIN" />, children: [{ path: 'admin', lazy: () => import('./routes/admin') }] },
          { path: '*', lazy: () => import('./routes/not-found') },
        ],
      },
    ],
  },
];

export const router = createBrowserRouter(routes);
