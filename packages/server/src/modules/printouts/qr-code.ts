import qrcode from 'qrcode-generator';

/**
 * Returns the dark modules of a QR code of `text`, row by row. The code stays readable with about a seventh of it
 * covered.
 */
export function qrCode(text: string): boolean[][] {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const fields = Array.from({ length: code.getModuleCount() }, (_, index) => index);
  return fields.map((row) => fields.map((column) => code.isDark(row, column)));
}
