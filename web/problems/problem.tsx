/** Pages for people who call the API: what a problem means, and what to do. */

import type { Child } from 'hono/jsx';
import { Layout } from '../ui/layout.tsx';

/** In the texts, `code` is between backticks. */
export interface ProblemWords {
  readonly status: number;
  readonly title: string;
  readonly when: string;
  readonly remedy: string;
}

interface NamedProblem extends ProblemWords {
  readonly name: string;
}

export function ProblemPage({ kind }: { readonly kind: NamedProblem }) {
  return (
    <Layout title={`${kind.title}: wismr API`} lang="en">
      <section>
        <h1>{kind.title}</h1>
        <p class="soft">
          Status {kind.status}, <code>{kind.name}</code>
        </p>
        <h2>When it happens</h2>
        <p>{withCode(kind.when)}</p>
        <h2>What to do</h2>
        <p>{withCode(kind.remedy)}</p>
        <p>
          <a href="/problems">All problems</a>
        </p>
      </section>
    </Layout>
  );
}

export function ProblemList({ kinds }: { readonly kinds: readonly NamedProblem[] }) {
  return (
    <Layout title="Problems: wismr API" lang="en">
      <section>
        <h1>Problems</h1>
        <p class="soft">
          Every error of the API is one of these. Its <code>type</code> is the address of the page
          about it. If you ask about one, send its <code>requestId</code>.
        </p>
        <ul>
          {kinds.map(({ name, title, status }) => (
            <li>
              <a href={`/problems/${name}`}>{title}</a> ({status}, <code>{name}</code>)
            </li>
          ))}
        </ul>
      </section>
    </Layout>
  );
}

function withCode(text: string): Child {
  return text.split('`').map((part, index) => (index % 2 === 0 ? part : <code>{part}</code>));
}
