package org.backplane.broker;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.backplane.message.ChannelName;
import org.backplane.message.DisplayName;
import org.backplane.message.JsonText;
import org.backplane.message.Publication;
import org.backplane.message.Sender;

/** Creates publications for tests. */
public final class Publications {

    private static final String NO_KEY = "";

    private Publications() {}

    /** A chat message of Ada's. */
    public static Publication of(ChannelName channel, String data) {
        return keyed(channel, "ada", NO_KEY, data);
    }

    /** A number of chat messages, with data numbered from 1. */
    public static List<Publication> several(ChannelName channel, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> of(channel, Integer.toString(i)))
                .toList();
    }

    /** A chat message with a key, of a user's or, if that is empty, of the application's. */
    public static Publication keyed(ChannelName channel, String user, String key, String data) {
        Sender sender = user.isEmpty() ? Sender.APPLICATION : new Sender(user, new DisplayName(user), true, "c1");
        String id = UUID.randomUUID().toString();
        return new Publication(channel, id, key, "chat", sender, Optional.empty(), JsonText.parse(data));
    }
}
