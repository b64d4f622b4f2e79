import './styles/main.css';
import { byId } from './dom.js';
import { EngineClient } from './engine/client.js';
import { keepForOffline } from './offline/register.js';
import { Page } from './page.js';
import { offerThemes } from './theme.js';

offerThemes(byId('theme', HTMLButtonElement));
const page = new Page(new EngineClient());
void page.start().then(keepForOffline);
