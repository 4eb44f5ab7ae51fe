/** What people see of a project in a chat: the card beside a link, and the short link itself. */
export { sharingModule } from './module.js';
