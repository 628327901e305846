package org.backplane.faults;

import java.util.List;
import org.backplane.it.servers.Node;

/** Clients that are members of one channel, and what they were told of each other. */
final class Members {

    private Members() {}

    /** A client on one node, which does not go to another. */
    static RecordingClient in(String channel, String name, Node node) {
        return in(channel, name, List.of(node));
    }

    /** A client on the first node, which goes to the others when it must. */
    static RecordingClient in(String channel, String name, List<Node> nodes) {
        return new RecordingClient(name, nodes, new Ledger(), List.of(channel))
                .present()
                .start();
    }

    /** How often somebody was told that anybody joined, or left. */
    static long count(RecordingClient witness, String type) {
        return witness.presence().stream()
                .filter(line -> line.getString("type").equals(type))
                .count();
    }

    /** How often somebody was told that a user joined, or left. */
    static long count(RecordingClient witness, String type, String user) {
        return witness.presence().stream()
                .filter(line -> line.getString("type").equals(type))
                .filter(line -> line.getJsonObject("member").getString("user").equals(user))
                .count();
    }
}
