import { Hono } from 'hono';
import { NotFound, page } from '../customer/not-found.tsx';
import { ProblemList, ProblemPage, type ProblemWords } from './problem.tsx';

/** A public page about each kind of problem: the `type` of a problem is its address. */
export function problemRoutes(kinds: Readonly<Record<string, ProblemWords>>): Hono {
  const app = new Hono();
  const listed = Object.entries(kinds).map(([name, words]) => ({ name, ...words }));

  app.get('/problems', (c) => c.html(page(<ProblemList kinds={listed} />)));

  app.get('/problems/:kind', (c) => {
    const kind = listed.find(({ name }) => name === c.req.param('kind'));
    return kind ? c.html(page(<ProblemPage kind={kind} />)) : c.html(page(<NotFound />), 404);
  });

  return app;
}
