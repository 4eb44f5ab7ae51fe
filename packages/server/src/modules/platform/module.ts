import { defineModule } from '../../module.js';
import { PlatformResolver } from './platform.resolver.js';

export const platformModule = defineModule({
  name: 'platform',
  resolvers: [PlatformResolver],
});
