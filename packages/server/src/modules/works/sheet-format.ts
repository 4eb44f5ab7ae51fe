import { registerEnumType } from 'type-graphql';

export enum SheetFormat {
  CSV = 'CSV',
  XLSX = 'XLSX',
}

registerEnumType(SheetFormat, {
  name: 'SheetFormat',
  description: 'A format of an exported table.',
  valuesConfig: {
    CSV: { description: 'Comma-separated values in UTF-8.' },
    XLSX: { description: 'A workbook.' },
  },
});
