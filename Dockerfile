# One image for two programs: the API (by default) and the worker (`worker/main.ts`).
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev
COPY . .
# Bundles the workflows once, so that no worker has to at start.
RUN node --import tsx -e "const { loadWorkflowBundle } = await import('./worker/bundle.ts'); await loadWorkflowBundle();"

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080
WORKDIR /app
COPY --from=build --chown=node:node /app ./
USER node
EXPOSE 8080
STOPSIGNAL SIGTERM
CMD ["node", "--import", "tsx", "api/main.ts"]
