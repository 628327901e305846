package org.backplane.broker.redis;

import java.util.ArrayList;
import java.util.List;
import org.backplane.message.ChannelName;

/**
 * Channels that are noted under a lease.
 *
 * @param channels those whose names can be read
 * @param all every name as it stands there
 */
record Noted(List<ChannelName> channels, List<byte[]> all) {

    /** What Redis replied: a list of names. */
    static Noted parse(Object reply) {
        List<ChannelName> channels = new ArrayList<>();
        List<byte[]> all = new ArrayList<>();
        for (Object name : (List<?>) reply) {
            all.add((byte[]) name);
            try {
                channels.add(new ChannelName(RedisKeys.text(name)));
            } catch (IllegalArgumentException unreadable) {
                // It stands in all and not in channels: what is to be done about that is for whoever asked.
            }
        }
        return new Noted(channels, all);
    }

    /** How many names cannot be read. */
    int unreadable() {
        return all.size() - channels.size();
    }
}
