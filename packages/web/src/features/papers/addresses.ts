/** The address of each printed paper, in the language of the page. */
const paper = (path: string, language: string): string => `/exports/${path}.pdf?lang=${language}`;

export const receiptPaper = (number: string, language: string): string =>
  paper(`receipts/${encodeURIComponent(number)}`, language);
export const certificatePaper = (number: string, language: string): string =>
  paper(`certificates/${encodeURIComponent(number)}`, language);
export const ownStatement = (year: number, language: string): string => paper(`statements/${year}`, language);
export const unitStatement = (organizationId: string, year: number, language: string): string =>
  paper(`statements/${organizationId}/${year}`, language);
export const sponsorCertificate = (organizationId: string, slug: string, language: string): string =>
  paper(`sponsors/${organizationId}/${encodeURIComponent(slug)}`, language);
