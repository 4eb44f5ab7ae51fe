import { BarChart, LineChart, PieChart } from 'echarts/charts';
import { DatasetComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use as register } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useReducedMotion } from '../lib/browser';
import { useTheme } from '../lib/theme';
import { chartColours, fontFamily, palettes } from './tokens';

register([
  BarChart,
  LineChart,
  PieChart,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  DatasetComponent,
  SVGRenderer,
]);

/** ChartWithTable loads this component on demand; import ChartWithTable instead. */
export default function EChart({ option }: { option: Record<string, unknown> }) {
  const element = useRef<HTMLDivElement>(null);
  const theme = useTheme();
  const reduced = useReducedMotion();

  useEffect(() => {
    if (!element.current) return;
    const p = palettes(theme);
    const axis = {
      axisLine: { lineStyle: { color: p.control } },
      axisTick: { show: false },
      axisLabel: { color: p.slate },
      splitLine: { lineStyle: { color: p.line } },
      nameTextStyle: { color: p.slate },
    };
    const chart = init(
      element.current,
      {
        color: [...chartColours[theme]],
        textStyle: { fontFamily, color: p.ink, fontSize: 13 },
        categoryAxis: axis,
        valueAxis: axis,
        timeAxis: axis,
        legend: { textStyle: { color: p.ink } },
      },
      { renderer: 'svg' },
    );
    chart.setOption({
      animation: !reduced,
      animationDuration: 300,
      grid: { left: 8, right: 16, top: 32, bottom: 8, containLabel: true },
      tooltip: {
        trigger: 'axis',
        backgroundColor: p.paper,
        borderColor: p.line,
        textStyle: { color: p.ink, fontSize: 14 },
      },
      ...option,
    } as EChartsCoreOption);
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(element.current);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [option, theme, reduced]);

  return <div ref={element} style={{ width: '100%', height: '100%' }} />;
}
