/** The desk of the people who coordinate the giving of a unit: participation, reminders, members who gave. */
export { unitDeskModule } from './module.js';
