import { playSeeds } from './seeds.js';

playSeeds([1, 3, 5, 7, 9], true);
