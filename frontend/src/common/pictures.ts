import bounds from '../../../sanling/foundation/files/bounds.json';
import { register } from './enliven';

const SMALL_ENOUGH = 600_000;

/** How much smaller a picture becomes, by the server's own rule: writing in a long screenshot stays readable. */
function scaleOf(width: number, height: number): number {
  const long = Math.max(width, height);
  const short = Math.min(width, height);
  const roomy = Math.max(bounds.longFromPhone / long, bounds.short / short);
  return Math.min(1, roomy, Math.sqrt(bounds.area / (long * short)), bounds.side / long);
}

/** Makes a photograph small enough for a weak network; anything that can't be drawn is sent as it is. */
async function shrink(file: File): Promise<File> {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size <= SMALL_ENOUGH) return file;
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = scaleOf(bitmap.width, bitmap.height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.floor(bitmap.width * scale + 1e-6));
  canvas.height = Math.max(1, Math.floor(bitmap.height * scale + 1e-6));
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.82));
  if (!blob || blob.size >= file.size) return file;
  return new File([blob], file.name.replace(/\.\w+$/, '.jpg'), { type: 'image/jpeg' });
}

function show(list: HTMLElement, files: readonly File[], remove: (index: number) => void, word: string): void {
  list.replaceChildren(
    ...files.map((file, index) => {
      const item = document.createElement('li');
      if (file.type.startsWith('image/')) {
        const picture = document.createElement('img');
        picture.src = URL.createObjectURL(file);
        picture.alt = '';
        picture.onload = () => URL.revokeObjectURL(picture.src);
        item.append(picture);
      }
      const name = document.createElement('span');
      name.textContent = `${file.name} · ${Math.max(1, Math.round(file.size / 1024))} KB`;
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = '×';
      button.setAttribute('aria-label', `${word} ${file.name}`);
      button.addEventListener('click', () => remove(index));
      item.append(name, button);
      return item;
    }),
  );
}

/** The browser's own button speaks the browser's language, is small, and names one file: a button of ours opens it. */
function opener(input: HTMLInputElement, words: string): HTMLElement {
  const button = document.createElement('label');
  button.className = 'btn';
  button.htmlFor = input.id;
  button.textContent = words;
  input.classList.add('visually-hidden');
  input.after(button);
  return button;
}

/** `<input type="file" data-pictures data-add="Add" data-remove="Remove">`: shows what was chosen, adds up choices. */
function pictures(element: HTMLElement): void {
  const input = element as HTMLInputElement;
  const list = document.createElement('ul');
  list.className = 'picked';
  const words = input.dataset['add'];
  (words ? opener(input, words) : input).after(list);
  let files: File[] = [];
  const put = (next: File[]): void => {
    files = next;
    const transfer = new DataTransfer();
    files.forEach((file) => transfer.items.add(file));
    input.files = transfer.files;
    show(list, files, (index) => put(files.filter((_, at) => at !== index)), input.dataset['remove'] ?? '');
  };
  input.addEventListener('change', async () => {
    const chosen = [...(input.files ?? [])];
    // As chosen at once, in case the form is sent while pictures are being made smaller.
    put(input.multiple ? [...files, ...chosen] : chosen);
    const before = files;
    list.setAttribute('aria-busy', 'true');
    const small = await Promise.all(before.map((file) => shrink(file).catch(() => file)));
    if (files !== before) return;
    list.removeAttribute('aria-busy');
    put(small);
  });
}

export function registerPictures(): void {
  register('input[type="file"][data-pictures]', pictures);
}
