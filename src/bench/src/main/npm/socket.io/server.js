// One node of socket.io over Redis, as its documentation sets it up: node server.js PORT REDIS_PORT
import { createServer } from "node:http";
import { createAdapter } from "@socket.io/redis-adapter";
import { createClient } from "redis";
import { Server } from "socket.io";

const [port, redisPort] = process.argv.slice(2).map(Number);

const publisher = createClient({ url: `redis://127.0.0.1:${redisPort}` });
const subscriber = publisher.duplicate();
await Promise.all([publisher.connect(), subscriber.connect()]);

const http = createServer();
const io = new Server(http, {
  adapter: createAdapter(publisher, subscriber),
  transports: ["websocket"],
  serveClient: false,
});

// What the documentation advises for less memory: nobody asks for the request of the handshake again.
io.engine.on("connection", (link) => {
  link.request = null;
});

io.on("connection", (socket) => {
  socket.on("subscribe", async (room, acknowledge) => {
    await socket.join(room);
    acknowledge?.();
  });
  // Acknowledged when it is handed over to be sent to Redis: the adapter does not tell when Redis has it.
  socket.on("publish", (room, payload, acknowledge) => {
    io.to(room).emit("message", payload);
    acknowledge?.();
  });
});

http.listen(port, "127.0.0.1", () => console.log(`listening on ${port}`));
process.on("SIGTERM", () => process.exit(0));
