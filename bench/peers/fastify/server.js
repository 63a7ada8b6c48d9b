// A Fastify application doing the work of a hot read: the API key by its keyed hash, a rate limit (GCRA), the entity tag, the bytes.
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import Fastify from "fastify";

const content = readFileSync(process.env.BENCH_CONTENT);
const etag = process.env.BENCH_ETAG;
const quota = Number(process.env.OMNIA_LIMIT_PER_KEY);
const hash = (token) => createHmac("sha256", "bench").update(token).digest("hex");
const keys = new Map([[hash(process.env.BENCH_KEY), { arrival: 0 }]]);
const policy = `"key";q=${quota};w=1`;
const app = Fastify({ logger: false });
let number = 0;

app.addHook("onRequest", async (request, reply) => {
  const [word, token] = (request.headers.authorization ?? "").split(" ");
  const key = word === "Bearer" && token ? keys.get(hash(token)) : undefined;
  if (key === undefined) {
    return reply.code(401).send({ title: "A valid API key is needed" });
  }
  const now = performance.now() / 1000;
  const arrival = Math.max(key.arrival, now) + 1 / quota;
  if (arrival - now > 1) {
    return reply.code(429).send({ title: "Too many requests" });
  }
  key.arrival = arrival;
  reply.header("RateLimit-Policy", policy);
  reply.header("RateLimit", `"key";r=${Math.floor((1 - arrival + now) * quota)};t=1`);
  reply.header("X-Request-ID", request.headers["x-request-id"] ?? (++number).toString(16).padStart(16, "0"));
  reply.header("X-Content-Type-Options", "nosniff");
});

app.get("/api/v1/templates/:key", async (request, reply) => {
  reply.header("ETag", etag);
  if (request.headers["if-none-match"] === etag) {
    return reply.code(304).send();
  }
  reply.header("Content-Type", "application/json");
  return reply.send(content);
});

await app.listen({ host: "127.0.0.1", port: Number(process.env.BENCH_PORT) });
