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

export function Over() {
  return (
    <Layout title="No longer available" lang="en">
      <section>
        <h1>This page is no longer available</h1>
        <p class="soft">
          Your order ended a while ago. If you still have a question about it, please reply to one
          of our emails, or write to the shop with your order number.
        </p>
      </section>
    </Layout>
  );
}

/** For a reader, or a program, that opens pages too often. */
export function tooManyRequests(): string {
  return page(
    <Layout title="Please wait" lang="en">
      <section>
        <h1>Please wait a minute</h1>
        <p class="soft">
          This page was opened too often in a short time. Wait a minute, and open it again.
        </p>
      </section>
    </Layout>,
  );
}
