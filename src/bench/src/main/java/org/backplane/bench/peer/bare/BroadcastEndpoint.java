package org.backplane.bench.peer.bare;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A room per path: what one says is sent to everybody in the room, without waiting for anybody. */
@ServerEndpoint("/room/{room}")
public class BroadcastEndpoint {

    private static final Map<String, Set<Session>> ROOMS = new ConcurrentHashMap<>();

    private Set<Session> here = Set.of();

    /** For the container. */
    public BroadcastEndpoint() {}

    /** Comes in. */
    @OnOpen
    public void open(Session session, @PathParam("room") String room) {
        here = ROOMS.computeIfAbsent(room, name -> ConcurrentHashMap.newKeySet());
        here.add(session);
    }

    /** Sends to all who are here; what becomes of it nobody asks. */
    @SuppressWarnings("FutureReturnValueIgnored")
    @OnMessage
    public void message(String text) {
        for (Session session : here) {
            if (session.isOpen()) {
                session.getAsyncRemote().sendText(text);
            }
        }
    }

    /** Leaves. */
    @OnClose
    public void close(Session session) {
        here.remove(session);
    }
}
