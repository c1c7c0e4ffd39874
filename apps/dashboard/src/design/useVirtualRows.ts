import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';

/** Of a long table only the rows near the window are drawn; the rest is room above and below. */
export function useVirtualRows(count: number, rowHeight: number) {
  const body = useRef<HTMLTableSectionElement | HTMLUListElement>(null);
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    const measure = () => body.current && setOffset(body.current.getBoundingClientRect().top + window.scrollY);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  const virtual = useWindowVirtualizer({ count, estimateSize: () => rowHeight, overscan: 12, scrollMargin: offset });
  const items = virtual.getVirtualItems();
  const first = items[0];
  const last = items[items.length - 1];
  return {
    body,
    items,
    before: first ? first.start - offset : 0,
    after: last ? Math.max(0, virtual.getTotalSize() - (last.end - offset)) : 0,
    scrollTo: (index: number) => virtual.scrollToIndex(index, { align: 'auto' }),
  };
}
