import { In } from 'typeorm';
import { defineLoader } from '../../context.js';
import { Cover } from './cover.entity.js';

/** Covers by id; null for an unknown one. */
export const coverLoader = defineLoader<string, Cover | null>(async (context, ids) => {
  const covers = new Map((await context.db.read.findBy(Cover, { id: In([...ids]) })).map((cover) => [cover.id, cover]));
  return ids.map((id) => covers.get(id) ?? null);
});
