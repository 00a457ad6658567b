import type { Command } from './command.ts';

export const openApiCommand: Command = {
  usage: 'openapi',
  summary: 'Print the OpenAPI document of the API at PUBLIC_URL.',
  options: {},
  run: async ({ describeApi, print }) => {
    print(JSON.stringify(await describeApi(), null, 2));
    return 0;
  },
};
