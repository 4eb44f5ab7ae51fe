import { describe, expect, it } from 'vitest';
import { applyMark } from './markdown-marks';

const selected = (marked: ReturnType<typeof applyMark>) => marked.text.slice(marked.start, marked.end);

describe('the toolbar of the story', () => {
  it('makes selected words bold, and plain again', () => {
    const bold = applyMark('我们的社区', 3, 5, 'bold', '文字');
    expect(bold.text).toBe('我们的**社区**');
    expect(selected(bold)).toBe('社区');
    expect(applyMark(bold.text, bold.start, bold.end, 'bold', '文字').text).toBe('我们的社区');
  });

  it('leaves blanks and line breaks around the selected words outside', () => {
    const bold = applyMark('请 注意： 带水', 1, 6, 'bold', '文字');
    expect(bold.text).toBe('请 **注意：** 带水');
    expect(selected(bold)).toBe('注意：');
    expect(applyMark(bold.text, bold.start, bold.end, 'bold', '文字').text).toBe('请 注意： 带水');
    expect(applyMark('第一行\n第二行', 0, 4, 'bold', '文字').text).toBe('**第一行**\n第二行');
  });

  it('makes each selected line bold, after the mark of a list', () => {
    expect(applyMark('甲\n\n乙 \n- 丙', 0, 9, 'bold', '文字').text).toBe('**甲**\n\n**乙** \n- **丙**');
  });

  it('inserts a placeholder when only blanks are selected', () => {
    expect(applyMark('甲  乙', 1, 3, 'bold', '文字').text).toBe('甲**文字**  乙');
  });

  it('inserts a placeholder when nothing is selected', () => {
    const bold = applyMark('', 0, 0, 'bold', '文字');
    expect([bold.text, selected(bold)]).toEqual(['**文字**', '文字']);
  });

  it('marks whole lines, with an empty line above', () => {
    expect(applyMark('第一段\n为什么做', 6, 6, 'heading', '标题').text).toBe('第一段\n\n## 为什么做');
    expect(applyMark('甲\n乙', 0, 3, 'list', '项').text).toBe('- 甲\n- 乙');
    expect(applyMark('- 甲\n乙', 5, 5, 'list', '项').text).toBe('- 甲\n- 乙');
    expect(applyMark('- 甲\n- 乙', 0, 7, 'list', '项').text).toBe('甲\n乙');
  });
});
