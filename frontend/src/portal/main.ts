import './portal.css';
import './pages.css';
import { enliven } from '../common/enliven';
import { registerForms } from '../common/forms';
import { registerIslands } from '../common/islands';
import { registerPictures } from '../common/pictures';
import { registerReport } from './report';

// Before the other forms: a report is sent without leaving the page.
registerReport();
registerForms();
registerPictures();
registerIslands();
enliven(document.body);
