package org.backplane.it.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.backplane.event.Channel;
import org.backplane.event.Outbound;
import org.backplane.event.Presence;
import org.backplane.event.Publisher;
import org.backplane.event.State;
import org.backplane.event.Users;
import org.backplane.message.UserId;

/** Uses every injection point of the CDI door. */
@ApplicationScoped
public class OrderDesk {

    /** The channel of the application. */
    public static final String CHANNEL = "it-orders";

    private static final long BOUND_SECONDS = 10;

    @Inject
    @Channel(CHANNEL)
    private Publisher publisher;

    @Inject
    @Channel(CHANNEL)
    private Presence presence;

    @Inject
    @Channel(CHANNEL)
    private State state;

    @Inject
    private Users users;

    @Inject
    @Outbound
    @Channel(CHANNEL)
    private Event<OrderPlaced> placed;

    @Inject
    private UserTransaction transaction;

    /** Publishes, and returns the position. */
    public String publish(String item) throws Exception {
        return result(publisher.publish("placed", new OrderPlaced(item))).toString();
    }

    /** Fires without a transaction. */
    public String fire(String item) {
        placed.fire(new OrderPlaced(item));
        return item;
    }

    /** Fires in a transaction, publishes {@code before-ITEM}, and only then commits. */
    public String commit(String item) throws Exception {
        transaction.begin();
        fire(item);
        publish("before-" + item);
        transaction.commit();
        return item;
    }

    /** Fires in a transaction that is rolled back. */
    public String rollback(String item) throws Exception {
        transaction.begin();
        fire(item);
        transaction.rollback();
        return item;
    }

    /** Counts the members of the channel. */
    public String members() throws Exception {
        return String.valueOf(result(presence.members()).count());
    }

    /** Writes a document, and returns what it is when it is read again. */
    public String topic(String text) throws Exception {
        result(state.set("topic", text));
        return result(state.get("topic", String.class)).orElseThrow().value();
    }

    /** Sends a private message. */
    public String send(String user, String text) throws Exception {
        return result(users.send(new UserId(user), "note", text)).toString();
    }

    /** Ends the user's connections to this node, and returns how many there were. */
    public String disconnect(String user) {
        return String.valueOf(users.disconnect(new UserId(user)));
    }

    private static <T> T result(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(BOUND_SECONDS, TimeUnit.SECONDS);
    }
}
