package com.example.shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.LongAdder;
import org.backplane.event.Channel;
import org.backplane.event.Inbound;
import org.backplane.message.Message;

/** Counts the orders that are placed on all servers. Every server calls its own observers. */
@ApplicationScoped
public class OrderCounter {

    private static final System.Logger LOG = System.getLogger(OrderCounter.class.getName());

    private final LongAdder count = new LongAdder();

    void on(@ObservesAsync @Inbound @Channel("orders") Message message) {
        count.increment();
        LOG.log(Level.INFO, "Order {0} at {1}: {2}", message.name(), message.at(), message.data());
    }

    public long count() {
        return count.sum();
    }
}
