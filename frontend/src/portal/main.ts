import './portal.css';
import './pages.css';
import { enliven } from '../common/enliven';
import { registerForms } from '../common/forms';
import { registerIslands } from '../common/islands';
import { registerPictures } from '../common/pictures';
import { registerHere } from './here';
import { registerReport } from './report';
import { registerSending } from './sending';

// Before the other forms: these are sent without leaving the page.
registerReport();
registerSending();
registerForms();
registerPictures();
registerIslands();
registerHere();
enliven(document.body);
