import './portal.css';
import './pages.css';
import { enliven } from '../common/enliven';
import { registerForms } from '../common/forms';
import { registerIslands } from '../common/islands';
import { registerPictures } from '../common/pictures';
import { registerReport } from './report';
import { registerSending } from './sending';

// Before the other forms: these are sent without leaving the page.
registerReport();
registerSending();
registerForms();
registerPictures();
registerIslands();
enliven(document.body);
