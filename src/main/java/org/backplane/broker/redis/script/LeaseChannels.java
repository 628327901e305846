package org.backplane.broker.redis.script;

import java.util.ArrayList;
import java.util.List;
import org.backplane.message.ChannelName;

/**
 * Channels that are noted under a lease.
 *
 * @param channels those whose names can be read
 * @param all every name as it stands there
 */
public record LeaseChannels(List<ChannelName> channels, List<byte[]> all) {

    /** What Redis replied: a list of names. */
    public static LeaseChannels parse(Object reply) {
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
        return new LeaseChannels(channels, all);
    }

    /** How many names cannot be read. */
    public int unreadable() {
        return all.size() - channels.size();
    }
}
