import './desk.css';
import htmx from 'htmx.org';
import { enliven, register } from '../common/enliven';
import { registerForms } from '../common/forms';
import { registerIslands } from '../common/islands';
import { closeMenus, registerStrips } from '../common/menus';
import { registerPictures } from '../common/pictures';
import { registerDrafts } from './drafts';
import { registerFilling } from './fill';
import { registerKeys } from './keys';
import { registerPickers } from './picker';
import { registerPrinting } from './printing';
import { reportFailures } from './failures';
import { registerRows } from './rows';
import { registerThumb } from './thumb';

Object.assign(htmx.config, {
  // The content security policy refuses inline style and evaluated script.
  includeIndicatorStyles: false,
  allowEval: false,
  allowScriptTags: false,
  selfRequestsOnly: true,
  // What stays over a swap, as a map, has style of its own: written back as an attribute it would be refused as well.
  attributesToSettle: ['class', 'width', 'height'],
  // Pages with personal data are not kept in the browser's storage.
  historyCacheSize: 0,
  timeout: 20_000,
  // A form that is sent in its place says what is missing as one that leads to a page does.
  reportValidityOfForms: true,
  responseHandling: [
    { code: '204', swap: false },
    { code: '[23]..', swap: true },
    // A form with errors comes back as 422.
    { code: '422', swap: true },
    { code: '...', swap: false, error: true },
  ],
});
registerForms();
registerDrafts();
registerPictures();
registerIslands();
registerFilling();
registerKeys();
register('input[data-narrows]', (input) => void import('./narrow').then(({ narrow }) => narrow(input)));
registerPickers();
registerPrinting();
registerRows();
registerStrips();
registerThumb();
closeMenus();
reportFailures();
htmx.onLoad((part) => enliven(part as HTMLElement));
enliven(document.body);
