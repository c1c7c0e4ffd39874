# The server and the dashboard in one image; its PostgreSQL is given by DATABASE_URL.
FROM node:22-bookworm-slim AS manifests
WORKDIR /lockstep
COPY package.json package-lock.json ./
COPY apps/api/package.json apps/api/
COPY apps/agent/package.json apps/agent/
COPY apps/dashboard/package.json apps/dashboard/
COPY apps/e2e/package.json apps/e2e/
COPY libs/contracts/package.json libs/contracts/
COPY libs/domain/package.json libs/domain/
COPY libs/event-store/package.json libs/event-store/
COPY libs/postgres-server/package.json libs/postgres-server/
COPY tools/package.json tools/

FROM manifests AS build
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

# Only what the server needs to run; the embedded PostgreSQL is one of the optional packages left out.
FROM manifests AS production
RUN npm ci --omit=dev --omit=optional --workspace=@lockstep/api --no-audit --no-fund

FROM node:22-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4400 LOCKSTEP_DATA=/var/lib/lockstep
WORKDIR /lockstep
COPY --from=production /lockstep ./
COPY --from=build /lockstep/libs/contracts/dist libs/contracts/dist
COPY --from=build /lockstep/libs/domain/dist libs/domain/dist
COPY --from=build /lockstep/libs/event-store/dist libs/event-store/dist
COPY --from=build /lockstep/libs/postgres-server/dist libs/postgres-server/dist
COPY --from=build /lockstep/apps/api/dist apps/api/dist
COPY --from=build /lockstep/apps/dashboard/dist apps/dashboard/dist
COPY --from=build /lockstep/apps/agent/dist/lockstep-agent.tgz apps/agent/dist/
COPY tools/health.mjs tools/
RUN install --directory --owner=node --group=node "$LOCKSTEP_DATA"
USER node
VOLUME /var/lib/lockstep
EXPOSE 4400
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["node", "tools/health.mjs"]
CMD ["node", "--enable-source-maps", "apps/api/dist/main.js"]
