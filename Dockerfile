# One image for two programs: the API (by default) and the worker (`dist/worker.js`).
# The tags are those of docker-library/official-images (library/node) of August 2026.
FROM node:24.19.0-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
# Compiles the programs, bundles the workflows, and leaves out what only development needs. With
# `--omit=dev`, npm would keep what a package in production names as an optional peer, such as Vitest.
RUN node --import tsx dev/build/main.ts \
  && npm pkg delete devDependencies \
  && npm prune \
  && npm pkg set \
    scripts.api="node --enable-source-maps dist/api.js" \
    scripts.worker="node --enable-source-maps dist/worker.js" \
    scripts.wismr="node --enable-source-maps dist/wismr.js"

FROM node:24.19.0-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080
WORKDIR /app
COPY --from=build --chown=node:node /app ./
USER node
EXPOSE 8080
STOPSIGNAL SIGTERM
CMD ["node", "--enable-source-maps", "dist/api.js"]
