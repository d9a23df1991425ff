/** The words that the page brings in the reader's language. */
export type Words = (name: string) => string;

export function wordsOf(room: HTMLElement): Words {
  return (name) => room.querySelector(`[data-words] [data-word="${name}"]`)?.textContent ?? '';
}

export function tell(element: HTMLElement | null | undefined, text: string): void {
  if (!element) return;
  element.hidden = text === '';
  element.textContent = text;
}
