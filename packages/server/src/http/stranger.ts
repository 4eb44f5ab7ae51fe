import { servicesOf, type RequestContext, type Services } from '../context.js';
import { newId } from '../lib/ids.js';
import type { Language } from '../messages/index.js';

/** Returns the context of a person who is not signed in, for what the server makes for all such people at once. */
export const strangerContext = (services: Services, language: Language): RequestContext => ({
  ...servicesOf(services),
  viewer: null,
  language,
  address: 'this server',
  userAgent: '',
  requestId: newId(),
  deviceToken: null,
  setDeviceToken: () => undefined,
  setSessionToken() {
    throw new Error('what is made for everybody starts no session');
  },
});
