import './styles/main.css';
import { byId } from './dom.js';
import { connectEngine } from './engine/connect-engine.js';
import { keepForOffline } from './offline/register.js';
import { Page } from './page.js';
import { offerThemes } from './theme.js';

offerThemes(byId('theme', HTMLButtonElement));
const page = new Page(connectEngine());
void page.start().then(keepForOffline);
