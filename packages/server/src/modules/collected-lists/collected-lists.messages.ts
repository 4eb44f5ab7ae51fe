import type { Messages } from '../../messages/index.js';

/** The texts of this module for people, in Chinese and in English. */
export const collectedListMessages = {
  'collectedList.type': ['只接受 CSV、XLSX 和 XLS 格式的名单。', 'Only lists in CSV, XLSX and XLS are accepted.'],
  'collectedList.damaged': [
    '文件已损坏，无法读取，请重新另存后再上传。',
    'The file is damaged and cannot be read; please save it again and upload that.',
  ],
  'collectedList.encoding': [
    '第 {{row}} 行有无法识别的文字。文件既不是 UTF-8 也不是 GBK 编码，或已损坏。',
    'Row {{row}} has characters that cannot be read. The file is neither UTF-8 nor GBK, or it is damaged.',
  ],
  'collectedList.quotes': [
    '文件中有没有闭合的引号，后面的内容无法分清。',
    'A quotation mark in the file is not closed, so what follows cannot be told apart.',
  ],
  'collectedList.noHeader': [
    '没有找到同时写有“姓名”和“金额”的表头。隐藏的工作表不会读取。请使用模板，或在表头中写明这两列。',
    'No row names a column of names and a column of amounts. Hidden sheets are not read. Please use the template, or name these columns as it does.',
  ],
  'collectedList.severalSheets': [
    '文件有多个工作表含有名单（{{sheets}}）。请每次上传一个。',
    'Several sheets of the file have a list ({{sheets}}). Please upload one at a time.',
  ],
  'collectedList.columnTwice': [
    '单元格 {{cells}} 的表头意思相同。请只保留一列。',
    'The headers in the cells {{cells}} mean the same. Please keep one of these columns.',
  ],
  'collectedList.noRows': ['名单里没有捐款。', 'The list has no gifts.'],
  'collectedList.tooManyRows': [
    '名单行数太多，最多 {{max}} 笔。',
    'The list has too many rows; at most {{max}} gifts.',
  ],
  'collectedList.known': [
    '同样的名单已于 {{day}} 上传（{{fileName}}）。',
    'The same list was uploaded on {{day}} ({{fileName}}).',
  ],
  'collectedList.noAmount': ['没有填写金额。', 'The amount is missing.'],
  'collectedList.amountUnclear': [
    '无法确定金额。请只写一个数字，最多精确到分。',
    'The amount is unclear. Please write one number, in whole fen.',
  ],
  'collectedList.noName': [
    '没有填写姓名。不愿署名的请写“匿名”。',
    'The name is missing. For a giver without a name write the word of the template for “anonymous”.',
  ],
  'collectedList.severalNames': [
    '这一格写了不止一个人。请每人一行，各写各的金额。',
    'The cell names more than one person. Please give each person a row with an amount of its own.',
  ],
  'collectedList.nameUnclear': [
    '姓名无法识别，需为 1 至 {{max}} 个字。',
    'The name cannot be read; 1 to {{max}} characters.',
  ],
  'collectedList.categoryUnclear': [
    '类别无法识别。可写：党员、入党申请人、团员、党外人士、群众，或留空。',
    'The group is unknown. Write one of the groups that the template lists, or leave it empty.',
  ],
  'collectedList.dayUnclear': [
    '日期无法识别，请写成 2026-06-20 这样。',
    'The day cannot be read; please write it as 2026-06-20.',
  ],
  'collectedList.dayAhead': ['日期在今天之后。', 'The day is after today.'],
  'collectedList.merged': [
    '这一格与上面的单元格合并。姓名和金额要每行单独填写。',
    'The cell is merged with the one above. Each row needs a name and an amount of its own.',
  ],
  'collectedList.formula': [
    '这一格是公式，文件里没有算出的数值。请粘贴为数值后再上传。',
    'The cell has a formula, and the file does not have its value. Please paste it as a value.',
  ],
  'collectedList.hiddenRow': [
    '这一行在文件中被隐藏。请取消隐藏，或删除它。',
    'The row is hidden in the file. Please show it, or remove it.',
  ],
  'collectedList.totalDiffers': [
    '写明的合计与上面各行不符，各行相加为 {{sum}}。',
    'The stated total differs from the rows above, which add up to {{sum}}.',
  ],
  'collectedList.hiddenSheet': ['隐藏的工作表“{{sheet}}”没有读取。', 'The hidden sheet “{{sheet}}” was not read.'],
  'collectedList.otherSheet': [
    '工作表“{{sheet}}”没有名单，没有读取。',
    'The sheet “{{sheet}}” has no list and was not read.',
  ],
  'collectedList.wrongState': ['名单现在不能这样处理。', 'The list cannot be handled like this now.'],
  'collectedList.changedSince': [
    '名单在您打开之后有变动，请重新查看。',
    'The list has changed since you opened it. Please look at it again.',
  ],
  'collectedList.faulty': [
    '名单有 {{rows}} 行有误，改正之后才能提交。',
    'Rows of the list with a fault: {{rows}}. Please correct them first.',
  ],
  'collectedList.paid': [
    '这份名单的捐款已到账，不能再撤回。确认有误时，由资金管理员撤销到账确认。',
    'Gifts of this list were paid, so it cannot be withdrawn. A treasurer takes back a confirmation that was a mistake.',
  ],
} satisfies Messages;

declare module '../../messages/index.js' {
  interface ModuleMessages extends Record<keyof typeof collectedListMessages, true> {}
}
