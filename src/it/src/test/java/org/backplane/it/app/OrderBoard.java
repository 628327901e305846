package org.backplane.it.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.backplane.event.Channel;
import org.backplane.event.Inbound;
import org.backplane.event.Joined;
import org.backplane.event.Left;
import org.backplane.message.Member;
import org.backplane.message.Message;

/** Writes down what this node's observers are told. */
@ApplicationScoped
public class OrderBoard {

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    void message(@ObservesAsync @Inbound @Channel(OrderDesk.CHANNEL) Message message) {
        lines.add("message " + message.name() + " " + message.data().value());
    }

    void joined(@ObservesAsync @Joined @Channel(OrderDesk.CHANNEL) Member member) {
        lines.add("joined " + member.user().value());
    }

    void left(@ObservesAsync @Left @Channel(OrderDesk.CHANNEL) Member member) {
        lines.add("left " + member.user().value());
    }

    /** All lines until now. */
    public String read() {
        return String.join("\n", lines);
    }
}
