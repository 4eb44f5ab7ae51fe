import { useMemo } from 'react';
import styles from './ui.module.css';

/** A small deterministic random generator: the same seed always draws the same scene. */
function random(seed: string): () => number {
  let state = 2_166_136_261;
  for (const char of seed) state = Math.imul(state ^ char.codePointAt(0)!, 16_777_619);
  return () => {
    state = Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e37_79b9;
    const mixed = Math.imul(state ^ (state >>> 13), 3_266_489_917);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 4_294_967_296;
  };
}

const W = 640;
const H = 360;

/** A sign for each kind of public service, by its name in the data, on a grid of 24. */
const SIGNS: Readonly<Record<string, string>> = {
  红色传承: 'M6 21V4h12l-3 4 3 4H6',
  助残就业: 'M4 8h16v11H4zM9 8V5h6v3M4 13h16',
  困难帮扶: 'M12 20S4 15 4 9.5A4 4 0 0 1 12 8a4 4 0 0 1 8 1.5C20 15 12 20 12 20z',
  为老服务: 'M8 21V8a4 4 0 0 1 8 0v2',
  青少年关爱: 'M12 6C9 4 6 4 3 5v14c3-1 6-1 9 1 3-2 6-2 9-1V5c-3-1-6-1-9 1zv14',
  社区治理: 'M3 11l9-7 9 7M6 9v11h12V9M10 20v-6h4v6',
  志愿服务: 'M12 3l2.6 5.8 6.4.7-4.8 4.3 1.4 6.2-5.6-3.2L6.4 20l1.4-6.2L3 9.5l6.4-.7z',
  应急救灾:
    'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M6 6l3 3M15 15l3 3M18 6l-3 3M9 15l-3 3',
};

/**
 * Draws a neighbourhood in the palette: hills, houses, trees, and in the sky a sun or the sign of a kind of public
 * service. It replaces a missing picture.
 */
export function Scene({ seed, alt, category = '' }: { seed: string; alt: string; category?: string }) {
  const shapes = useMemo(() => draw(seed, SIGNS[category]), [seed, category]);
  return (
    <svg
      className={styles.scene}
      viewBox={`0 0 ${W} ${H}`}
      preserveAspectRatio="xMidYMid slice"
      role="img"
      aria-label={alt}
    >
      <rect width={W} height={H} fill="var(--mist)" />
      {shapes}
    </svg>
  );
}

function draw(seed: string, sign?: string) {
  const next = random(seed);
  const between = (low: number, high: number) => low + next() * (high - low);
  const pick = <T,>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;

  const sunX = between(90, W - 90);
  const ridge = (base: number, swing: number) => {
    const step = W / 4;
    let path = `M0 ${H}V${base.toFixed(0)}`;
    for (let x = 0; x < W; x += step) {
      const y = base + between(-swing, swing);
      path += `C${x + step * 0.35} ${(base - swing * between(0.2, 1.2)).toFixed(0)} ${x + step * 0.65} ${(y + swing * 0.4).toFixed(0)} ${x + step} ${y.toFixed(0)}`;
    }
    return `${path}V${H}Z`;
  };

  const houses = [];
  let x = between(24, 70);
  let accent = Math.floor(between(1, 4));
  while (x < W - 80) {
    const width = between(52, 92);
    const height = between(46, 118);
    const top = 292 - height;
    const roof = pick(['flat', 'gable', 'gable', 'hip'] as const);
    const walls = accent === 0 ? 'var(--paper)' : pick(['var(--paper)', 'var(--paper)', 'var(--slate-wash)']);
    const roofFill = accent === 0 ? 'var(--cinnabar)' : pick(['var(--slate)', 'var(--control)', 'var(--slate)']);
    accent -= 1;
    const windows = [];
    const columns = Math.max(1, Math.floor(width / 26));
    const rows = Math.max(1, Math.floor((height - 22) / 30));
    const gap = width / columns;
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        windows.push(
          <rect
            key={`${row}-${column}`}
            x={x + gap * column + gap / 2 - 5}
            y={top + 14 + row * 30}
            width="10"
            height="13"
            rx="1.5"
            fill={next() > 0.66 ? 'var(--amber)' : 'var(--line)'}
            opacity={0.9}
          />,
        );
      }
    }
    houses.push(
      <g key={x}>
        <rect x={x} y={top} width={width} height={height + 4} fill={walls} stroke="var(--line)" strokeWidth="1.5" />
        {roof === 'flat' ? (
          <rect x={x - 3} y={top - 6} width={width + 6} height="8" rx="2" fill={roofFill} />
        ) : roof === 'gable' ? (
          <path
            d={`M${x - 6} ${top + 2}L${x + width / 2} ${top - width * 0.32}L${x + width + 6} ${top + 2}Z`}
            fill={roofFill}
          />
        ) : (
          <path
            d={`M${x - 6} ${top + 2}L${x + 10} ${top - 18}H${x + width - 10}L${x + width + 6} ${top + 2}Z`}
            fill={roofFill}
          />
        )}
        {windows}
      </g>,
    );
    x += width + between(10, 54);
  }

  const trees = Array.from({ length: 5 + Math.floor(next() * 3) }, (_, index) => {
    const at = (W / 7) * index + between(0, 60);
    const size = between(15, 27);
    const ground = between(296, 312);
    return (
      <g key={index}>
        <rect x={at - 1.5} y={ground - size} width="3" height={size + 6} fill="var(--slate)" />
        <circle cx={at} cy={ground - size - size * 0.5} r={size} fill="var(--pine)" opacity={between(0.72, 1)} />
      </g>
    );
  });

  return (
    <>
      {sign ? (
        <g transform={`translate(${sunX - 48} 22) scale(4)`}>
          <circle cx="12" cy="12" r="17" fill="var(--paper)" />
          <path d={sign} fill="none" stroke="var(--cinnabar)" strokeWidth="1.6" strokeLinejoin="round" />
        </g>
      ) : (
        <circle cx={sunX} cy={between(66, 116)} r={between(26, 40)} fill="var(--amber)" opacity="0.32" />
      )}
      <path d={ridge(210, 34)} fill="var(--pine)" opacity="0.14" />
      <path d={ridge(244, 26)} fill="var(--pine)" opacity="0.22" />
      {houses}
      <path d={`M0 296C${W * 0.3} 286 ${W * 0.7} 306 ${W} 294V${H}H0Z`} fill="var(--pine-wash)" />
      <path d={`M0 296C${W * 0.3} 286 ${W * 0.7} 306 ${W} 294V${H}H0Z`} fill="var(--pine)" opacity="0.16" />
      {trees}
      <path
        d={`M0 ${H - 18}C${W * 0.35} ${H - 40} ${W * 0.6} ${H - 8} ${W} ${H - 30}`}
        fill="none"
        stroke="var(--paper)"
        strokeWidth="9"
        opacity="0.75"
      />
    </>
  );
}
