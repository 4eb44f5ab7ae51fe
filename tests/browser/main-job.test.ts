import { describe } from 'vitest';
import { DEVICES } from '../support/person.ts';
import { approval } from './main-job/approval.ts';
import { giving } from './main-job/giving.ts';
import { useMainJob } from './main-job/job.ts';
import { stages } from './main-job/stages.ts';

describe.each(DEVICES)('the main job on a $name', (device) => {
  const job = useMainJob(device);
  approval(job);
  giving(job);
  stages(job);
});
