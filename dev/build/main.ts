/** `npm run build`: the programs in `dist/`, and the bundle of the workflows. */

import { loadWorkflowBundle } from '../../worker/bundle.ts';
import { buildPrograms, DIST } from './build.ts';

await buildPrograms(DIST);
// Bundles the workflows once, so that no worker has to at start.
const { codePath } = await loadWorkflowBundle();
console.log(`built ${DIST} and ${codePath}`);
