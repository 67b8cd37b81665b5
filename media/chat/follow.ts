/** Keeps the end of a growing page in sight while the person is there. */
export interface Follow {
  /** Whether the end is in sight. */
  readonly atEnd: boolean;
  /** Call after each drawing. */
  drawn(): void;
  toEnd(): void;
}

/** Pixels from the end that still count as there. */
const nearEnd = 32;

/** Follows the end of `scroller`; `onChange` is called when the end comes into sight or leaves it. */
export function followEnd(scroller: HTMLElement, onChange: () => void): Follow {
  let atEnd = true;
  scroller.addEventListener("scroll", () => {
    const { scrollHeight, scrollTop, clientHeight } = scroller;
    const now = scrollHeight - scrollTop - clientHeight < nearEnd;
    if (now === atEnd) return;
    atEnd = now;
    onChange();
  });
  const toEnd = (): void => {
    scroller.scrollTop = scroller.scrollHeight;
  };
  // A view that is made narrower makes its text longer.
  new ResizeObserver(() => atEnd && toEnd()).observe(scroller);
  return {
    get atEnd() {
      return atEnd;
    },
    drawn: () => atEnd && toEnd(),
    toEnd() {
      atEnd = true;
      toEnd();
      onChange();
    },
  };
}
