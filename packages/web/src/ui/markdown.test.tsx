import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import Markdown from './markdown';

const render = (text: string): string =>
  renderToStaticMarkup(<Markdown>{text}</Markdown>).replace(/^<div[^>]*>|<\/div>$/g, '');

describe('bold in Chinese text', () => {
  it.each([
    ['**“薪火相传”**项目', '<strong>“薪火相传”</strong>项目'],
    ['参加**“薪火相传”**项目', '参加<strong>“薪火相传”</strong>项目'],
    ['**注意：**请带水', '<strong>注意：</strong>请带水'],
    ['请大家**注意：**请带水', '请大家<strong>注意：</strong>请带水'],
    ['**100%**目标', '<strong>100%</strong>目标'],
    ['达到**100%**目标', '达到<strong>100%</strong>目标'],
    ['**《红船》**和**《长征》**两书', '<strong>《红船》</strong>和<strong>《长征》</strong>两书'],
    ['共**3,812**名老党员', '共<strong>3,812</strong>名老党员'],
    [
      '第一步：**报名（免费）**，第二步：**签到。**',
      '第一步：<strong>报名（免费）</strong>，第二步：<strong>签到。</strong>',
    ],
    ['**您好！**欢迎', '<strong>您好！</strong>欢迎'],
    ['「**重要**」', '「<strong>重要</strong>」'],
    ['*（注）*说明', '<em>（注）</em>说明'],
    ['老人**—**孩子', '老人<strong>—</strong>孩子'],
    ['**社区“一老一小”**，**残疾人**', '<strong>社区“一老一小”</strong>，<strong>残疾人</strong>'],
    ['**𠮷野家。**谢谢', '<strong>𠮷野家。</strong>谢谢'],
  ])('%s', (text, html) => {
    expect(render(text)).toBe(`<p>${html}</p>`);
  });
});

describe('text that stays unchanged', () => {
  it.each([
    ['a * b * c', '<p>a * b * c</p>'],
    ['2 ** 3 ** 4', '<p>2 ** 3 ** 4</p>'],
    ['5*3*2', '<p>5<em>3</em>2</p>'],
    ['snake_case_name', '<p>snake_case_name</p>'],
    ['**bold** words', '<p><strong>bold</strong> words</p>'],
    ['**\u4e0d\u7ed3\u675f', '<p>**\u4e0d\u7ed3\u675f</p>'],
    ['`**代码**`', '<p><code>**代码**</code></p>'],
    ['<b>粗</b>体', '<p>粗体</p>'],
  ])('%s', (text, html) => {
    expect(render(text)).toBe(html);
  });
});
