import ReactMarkdown, { defaultUrlTransform } from 'react-markdown';
import remarkCjkFriendly from 'remark-cjk-friendly';
import styles from './ui.module.css';

const SAFE = /^(https?:|mailto:|\/(?!\/))/i;

/**
 * Text that people wrote. Raw HTML is dropped by react-markdown itself; pictures from elsewhere would tell
 * strangers who reads a page, so only our own are shown; headings start below the page's own.
 *
 * CommonMark decides by the blanks between words whether ** begins or ends bold text. Chinese has none: `**注意：**请带水`
 * would show its asterisks. The plugin adds the rule for Chinese, Japanese and Korean signs.
 */
export default function Markdown({ children }: { children: string }) {
  return (
    <div className={styles.markdown}>
      <ReactMarkdown
        skipHtml
        remarkPlugins={[remarkCjkFriendly]}
        urlTransform={(url) => (SAFE.test(url) ? defaultUrlTransform(url) : '')}
        components={{
          h1: 'h3',
          h2: 'h3',
          h3: 'h4',
          h4: 'h4',
          h5: 'h4',
          h6: 'h4',
          a: ({ href, children: text }) =>
            href ? (
              <a href={href} rel="noopener noreferrer nofollow ugc" target={href.startsWith('/') ? undefined : '_blank'}>
                {text}
              </a>
            ) : (
              <span>{text}</span>
            ),
          img: ({ src, alt }) => (typeof src === 'string' && /^\/(?!\/)/.test(src) ? <img src={src} alt={alt ?? ''} loading="lazy" /> : <span>{alt}</span>),
        }}
      >
        {children}
      </ReactMarkdown>
    </div>
  );
}
