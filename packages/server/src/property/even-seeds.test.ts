import { playSeeds } from './seeds.js';

playSeeds([2, 4, 6, 8, 10]);
