/** What makes one element live; runs once an element. */
type Behaviour = (element: HTMLElement) => void;

const behaviours: [selector: string, behaviour: Behaviour][] = [];
const done = new WeakMap<HTMLElement, Set<Behaviour>>();

export function register(selector: string, behaviour: Behaviour): void {
  behaviours.push([selector, behaviour]);
}

/** Finds elements that are not yet live under `root` (the page, or a part that htmx has just put in). */
export function enliven(root: ParentNode): void {
  for (const [selector, behaviour] of behaviours) {
    const found = [...root.querySelectorAll<HTMLElement>(selector)];
    if (root instanceof HTMLElement && root.matches(selector)) found.unshift(root);
    for (const element of found) {
      const seen = done.get(element) ?? new Set();
      if (seen.has(behaviour)) continue;
      done.set(element, seen.add(behaviour));
      behaviour(element);
    }
  }
}
