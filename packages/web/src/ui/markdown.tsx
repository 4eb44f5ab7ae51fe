import ReactMarkdown, { defaultUrlTransform } from 'react-markdown';
import remarkCjkFriendly from 'remark-cjk-friendly';
import styles from './ui.module.css';

const SAFE = /^(https?:|mailto:|\/(?!\/))/i;

/**
 * Shows text that people wrote. react-markdown drops raw HTML. Only pictures of this server are shown, because pictures
 * from elsewhere would tell third parties who reads a page. Headings start below the headings of the page.
 *
 * CommonMark uses the blanks between words to decide whether ** begins or ends bold text. Chinese has no blanks, so
 * `**注意：**请带水` would show its asterisks. The plugin adds the rule for Chinese, Japanese and Korean characters.
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
              <a
                href={href}
                rel="noopener noreferrer nofollow ugc"
                target={href.startsWith('/') ? undefined : '_blank'}
              >
                {text}
              </a>
            ) : (
              <span>{text}</span>
            ),
          img: ({ src, alt }) =>
            typeof src === 'string' && /^\/(?!\/)/.test(src) ? (
              <img src={src} alt={alt ?? ''} loading="lazy" />
            ) : (
              <span>{alt}</span>
            ),
        }}
      >
        {children}
      </ReactMarkdown>
    </div>
  );
}
