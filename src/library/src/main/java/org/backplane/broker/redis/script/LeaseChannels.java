package org.backplane.broker.redis.script;

import java.util.ArrayList;
import java.util.List;
import org.backplane.message.ChannelName;

/**
 * The channels that are recorded under a lease.
 *
 * @param channels the channels whose names can be parsed
 * @param names all names as Redis stores them
 */
public record LeaseChannels(List<ChannelName> channels, List<byte[]> names) {

    /** Parses a reply that is a list of names. */
    public static LeaseChannels parse(Object reply) {
        List<ChannelName> channels = new ArrayList<>();
        List<byte[]> names = new ArrayList<>();
        for (Object name : (List<?>) reply) {
            names.add((byte[]) name);
            try {
                channels.add(new ChannelName(RedisKeys.text(name)));
            } catch (IllegalArgumentException unreadable) {
                // In names but not in channels: the caller decides how to handle it.
            }
        }
        return new LeaseChannels(channels, names);
    }

    /** The number of names that cannot be parsed. */
    public int unreadable() {
        return names.size() - channels.size();
    }
}
