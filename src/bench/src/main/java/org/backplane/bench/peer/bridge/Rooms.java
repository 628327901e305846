package org.backplane.bench.peer.bridge;

import jakarta.websocket.Session;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who is in which room of this server: the static, synchronized set of the tutorials, one for each room. */
final class Rooms {

    private static final Map<String, Set<Session>> ROOMS = new ConcurrentHashMap<>();

    private Rooms() {}

    static void add(String room, Session session) {
        ROOMS.computeIfAbsent(room, name -> Collections.synchronizedSet(new HashSet<>()))
                .add(session);
    }

    static void remove(String room, Session session) {
        ROOMS.getOrDefault(room, Set.of()).remove(session);
    }

    /** Sends to all in a room, one after the other; a session that has just gone does not keep the others from it. */
    static void send(String room, String text) {
        Set<Session> sessions = ROOMS.getOrDefault(room, Collections.emptySet());
        synchronized (sessions) {
            for (Session session : sessions) {
                try {
                    session.getBasicRemote().sendText(text);
                } catch (IOException | IllegalStateException gone) {
                    System.getLogger(Rooms.class.getName()).log(System.Logger.Level.DEBUG, "a session is gone", gone);
                }
            }
        }
    }
}
