/** The privacy notice by version, and who accepted which. */
export { consentsModule } from './module.js';
export { Consent } from './consent.entity.js';
export { acceptedVersion, readConsent, recordConsents, type GivenConsent } from './consents.service.js';
export { currentNotice } from './privacy-notices.js';
