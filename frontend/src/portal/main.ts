import './portal.css';
import { enliven } from '../common/enliven';
import { registerForms } from '../common/forms';
import { registerIslands } from '../common/islands';
import { registerPictures } from '../common/pictures';

registerForms();
registerPictures();
registerIslands();
enliven(document.body);
