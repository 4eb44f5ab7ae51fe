import { playSeeds } from './seeds.ts';

playSeeds([1, 3, 5, 7, 9], true);
