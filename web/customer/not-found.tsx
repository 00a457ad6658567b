import type { Child } from 'hono/jsx';
import { Layout } from '../ui/layout.tsx';

export function page(content: Child): string {
  return `<!doctype html>${content}`;
}

export function NotFound() {
  return (
    <Layout title="Not found" lang="en">
      <section>
        <h1>We cannot find this page</h1>
        <p class="soft">
          Please open the link in your latest message again. If the link is split over two lines,
          copy all of it.
        </p>
      </section>
    </Layout>
  );
}
