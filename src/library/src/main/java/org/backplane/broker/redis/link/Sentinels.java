package org.backplane.broker.redis.link;

import static org.backplane.broker.redis.script.RedisKeys.bytes;
import static org.backplane.broker.redis.script.RedisKeys.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backplane.config.HostPort;
import org.backplane.config.RedisCredentials;
import org.backplane.config.RedisTopology;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Asks the sentinels of the settings for the master. Thread-safe; blocks.
 *
 * <p>One reply is enough, and the sentinel that replied is asked first the next time. Each failover has an epoch, and an
 * isolated sentinel has an older one than the others: a reply that is older than an earlier reply counts only if no sentinel
 * has a newer one, as after all sentinels were set up again. Sentinels are asked without a password; one that requires a
 * password gets that of Redis.
 */
final class Sentinels {

    private final RedisTopology.Sentinel names;
    private final LinkConfig config;
    private final LinkDiagnosis diagnosis;
    private volatile int first;
    private volatile long newest = -1;

    Sentinels(RedisTopology.Sentinel names, LinkConfig config, LinkDiagnosis diagnosis) {
        this.names = names;
        this.config = config;
        this.diagnosis = diagnosis;
    }

    /**
     * Asks one sentinel after the other until one names the master.
     *
     * @throws JedisConnectionException if none does; the message has the failure of each
     */
    HostAndPort master(LinkOpening opening) {
        List<HostPort> all = names.sentinels();
        List<Answer> older = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            int next = (first + i) % all.size();
            HostPort sentinel = all.get(next);
            try {
                Answer answer = ask(new HostAndPort(sentinel.host(), sentinel.port()), opening);
                if (answer.epoch() >= newest) {
                    first = next;
                    return accept(answer);
                }
                older.add(answer);
            } catch (JedisException e) {
                failures.add(sentinel + ": " + diagnosis.explain(e).getMessage());
            }
        }
        return older.stream()
                .max(Comparator.comparingLong(Answer::epoch))
                .map(this::accept)
                .orElseThrow(() -> new JedisConnectionException("no sentinel tells where the master " + names.master()
                        + " is (" + String.join("; ", failures) + ")"));
    }

    private HostAndPort accept(Answer answer) {
        newest = answer.epoch();
        return answer.master();
    }

    private Answer ask(HostAndPort sentinel, LinkOpening opening) {
        try (Connection link = open(sentinel, opening)) {
            link.sendCommand(Command.SENTINEL, bytes("MASTER"), bytes(names.master()));
            link.sendCommand(Command.SENTINEL, bytes("GET-MASTER-ADDR-BY-NAME"), bytes(names.master()));
            Answer answer = Answer.of((List<?>) link.getOne());
            return address(link).map(answer::at).orElse(answer);
        }
    }

    /**
     * The sentinel that runs a failover reports the former master, with the epoch of the failover, until all replicas follow
     * the new one, which may take minutes. Only this command has the right address from the promotion on. Rights that were
     * granted for an earlier version of Backplane may not include it.
     */
    private static Optional<HostAndPort> address(Connection link) {
        try {
            return link.getOne() instanceof List<?> hostAndPort
                    ? Optional.of(new HostAndPort(text(hostAndPort.get(0)), Integer.parseInt(text(hostAndPort.get(1)))))
                    : Optional.empty();
        } catch (JedisAccessControlException notPermitted) {
            return Optional.empty();
        }
    }

    private Connection open(HostAndPort sentinel, LinkOpening opening) {
        try {
            return config.open(sentinel, RedisCredentials.NONE, opening);
        } catch (JedisAccessControlException e) {
            return config.open(sentinel, config.access().credentials().current(), opening);
        }
    }

    /**
     * The reply of a sentinel.
     *
     * @param epoch the epoch of the last failover
     */
    private record Answer(HostAndPort master, long epoch) {

        Answer at(HostAndPort another) {
            return new Answer(another, epoch);
        }

        static Answer of(List<?> namesAndValues) {
            Map<String, String> fields = new HashMap<>();
            for (int i = 0; i + 1 < namesAndValues.size(); i += 2) {
                fields.put(text(namesAndValues.get(i)), text(namesAndValues.get(i + 1)));
            }
            return new Answer(
                    new HostAndPort(fields.getOrDefault("ip", ""), Integer.parseInt(fields.getOrDefault("port", "0"))),
                    Long.parseLong(fields.getOrDefault("config-epoch", "0")));
        }
    }
}
