package org.backplane.bench.peer.bridge;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import redis.clients.jedis.Jedis;

/** A chat room per path: what one says goes to Redis, and from there to everybody in the room on every server. */
@ServerEndpoint("/chat/{room}")
@SuppressWarnings("deprecation")
public class ChatEndpoint {

    /** For the container. */
    public ChatEndpoint() {}

    /** Comes in. */
    @OnOpen
    public void open(Session session, @PathParam("room") String room) {
        Rooms.add(room, session);
    }

    /** Says something. */
    @OnMessage
    public void message(String text, @PathParam("room") String room) {
        try (Jedis jedis = RedisBridge.POOL.getResource()) {
            jedis.publish(RedisBridge.PREFIX + room, text);
        }
    }

    /** Leaves. */
    @OnClose
    public void close(Session session, @PathParam("room") String room) {
        Rooms.remove(room, session);
    }
}
