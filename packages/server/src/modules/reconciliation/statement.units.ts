import { FEN_IN } from './cells.rules.js';
import { MoneyUnit } from './statement.enums.js';

/** Fen of one unit, by its name in the schema. */
export const FEN_OF_UNIT: Record<MoneyUnit, number> = {
  [MoneyUnit.FEN]: FEN_IN.分,
  [MoneyUnit.JIAO]: FEN_IN.角,
  [MoneyUnit.YUAN]: FEN_IN.元,
  [MoneyUnit.HUNDRED_YUAN]: FEN_IN.百元,
  [MoneyUnit.THOUSAND_YUAN]: FEN_IN.千元,
  [MoneyUnit.TEN_THOUSAND_YUAN]: FEN_IN.万元,
  [MoneyUnit.MILLION_YUAN]: FEN_IN.百万元,
  [MoneyUnit.HUNDRED_MILLION_YUAN]: FEN_IN.亿元,
};
