package org.backplane.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.backplane.message.Member;
import org.backplane.message.Message;

/** An application that uses the whole CDI API. */
@ApplicationScoped
public class Shop {

    private static final String READY = "ready";

    /** An event. */
    public record OrderPlaced(String id, List<Integer> cents) {}

    @Inject
    @Channel("orders")
    private Publisher orders;

    @Inject
    @Channel("orders")
    private Presence who;

    @Inject
    @Channel("orders")
    private State state;

    @Inject
    private Users users;

    @Inject
    @Outbound
    @Channel("orders")
    private Event<Object> placed;

    @Inject
    @Outbound(name = "note")
    @Channel("orders")
    private Event<String> notes;

    @Inject
    @Any
    private Event<Object> events;

    @Inject
    @Channel("broken")
    private Publisher broken;

    private final Set<String> listening = ConcurrentHashMap.newKeySet();
    private final Queue<Message> messages = new ConcurrentLinkedQueue<>();
    private final Queue<String> members = new ConcurrentLinkedQueue<>();

    void in(@ObservesAsync @Inbound @Channel("orders") Message message) {
        received(message);
    }

    void broken(@ObservesAsync @Inbound @Channel("broken") Message message) {
        if (!message.name().equals(READY)) {
            throw new IllegalStateException("an observer's bug");
        }
    }

    void alsoOfBroken(@ObservesAsync @Inbound @Channel("broken") Message message) {
        received(message);
    }

    private void received(Message message) {
        if (message.name().equals(READY)) {
            listening.add(message.channel().value());
        } else {
            messages.add(message);
        }
    }

    /** Publishes a probe and returns whether one has reached the observers; called repeatedly until it has. */
    boolean listens() {
        orders.publishTransient(READY, null);
        broken.publishTransient(READY, null);
        return listening.size() == 2;
    }

    void joined(@ObservesAsync @Joined @Channel("orders") Member member) {
        members.add("+" + member.user());
    }

    void left(@ObservesAsync @Left @Channel("orders") Member member) {
        members.add("-" + member.user());
    }

    public Publisher orders() {
        return orders;
    }

    Presence who() {
        return who;
    }

    State state() {
        return state;
    }

    Users users() {
        return users;
    }

    public Event<Object> placed() {
        return placed;
    }

    public Event<String> notes() {
        return notes;
    }

    public Event<Object> events() {
        return events;
    }

    public List<String> seen() {
        return messages.stream()
                .map(message -> message.name() + " " + message.data())
                .toList();
    }

    public List<Message> messages() {
        return new ArrayList<>(messages);
    }

    public List<String> members() {
        return List.copyOf(members);
    }
}
