package org.backplane.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.backplane.config.value.ByteSizes;
import org.backplane.config.value.Durations;
import org.backplane.config.value.NodeName;
import org.backplane.config.value.Origin;
import org.backplane.config.value.Parser;
import org.backplane.config.value.Parsers;
import org.backplane.config.value.StatusVisibility;

/** All settings, with their defaults, bounds and meanings. */
public final class Settings {

    // Redis

    /** Unset for the memory broker. Read it by {@link RedisAddress#from}, which adds user and password. */
    public static final Setting<Optional<RedisAddress>> REDIS_HOST = Setting.optional(
                    "redis/host", RedisAddress::parse, "where Redis is; unset: this node talks to itself alone")
            .masked(RedisAddress::masked);

    /** Wins over the user in {@link #REDIS_HOST}; both together are {@link RedisAddress#from}. */
    public static final Setting<Optional<String>> REDIS_USERNAME = Setting.optional(
                    "redis/username", secretText(), "the user Redis knows this node by")
            .masked(RedisCredentials::maskedName);

    /** Wins over the password in {@link #REDIS_HOST}; both together are {@link RedisAddress#from}. */
    public static final Setting<Optional<String>> REDIS_PASSWORD = Setting.optional(
                    "redis/password", secretText(), "the password Redis asks for")
            .secret();

    /** Without a trailing separator. */
    public static final Setting<String> REDIS_PREFIX = Setting.of(
            "redis/prefix",
            "backplane",
            Parsers.text(
                    "[A-Za-z0-9_.:-]{1,64}", "is not 1 to 64 letters, digits, underscores, dots, colons and hyphens"),
            "first part of every Redis key and channel");

    // History

    /** In messages. */
    public static final Setting<Integer> HISTORY_SIZE = Setting.of(
            "history/size",
            "1000",
            Parsers.integer(1, 1_000_000),
            "how many messages back a channel can surely be recovered");

    /** Recovery skips older messages. */
    public static final Setting<Duration> HISTORY_AGE = Setting.of(
            "history/age",
            "PT1H",
            Durations.between("PT1S", "P365D"),
            "how far back in time a channel can surely be recovered");

    // Publishing and channels

    /** The same key from the same user within this time is the same message. */
    public static final Setting<Duration> PUBLISH_KEY_AGE = Setting.of(
            "publish/key-age",
            "PT5M",
            Durations.between("PT1S", "P1D"),
            "how long a repeated publish is known by its key");

    /** At least four times {@link #HISTORY_AGE}. */
    public static final Setting<Duration> CHANNEL_AGE = Setting.of(
            "channel/age",
            "PT24H",
            Durations.between("PT4S", "P1460D"),
            "how long the meta data and the state of an unused channel live");

    // Presence

    /** A node that has not renewed its lease for this time counts as dead. */
    public static final Setting<Duration> PRESENCE_LEASE = Setting.of(
            "presence/lease", "PT10S", Durations.between("PT0.1S", "PT1H"), "how long a silent node counts as alive");

    /** May be zero. */
    public static final Setting<Duration> PRESENCE_GRACE = Setting.of(
            "presence/grace",
            "PT5S",
            Durations.between("PT0S", "PT1H"),
            "how long the news that a user left waits for the user's return");

    /** In members. */
    public static final Setting<Integer> PRESENCE_LIMIT = Setting.of(
            "presence/limit",
            "500",
            Parsers.integer(0, 100_000),
            "up to how many members of a channel are listed by name; above it they are counted");

    // Connections

    /** A connection silent for twice this long is closed. */
    public static final Setting<Duration> CONNECTION_PING = Setting.of(
            "connection/ping",
            "PT25S",
            Durations.between("PT0.1S", "PT1H"),
            "after how long a silence a client is asked for a sign of life");

    /** From the opening of the connection. */
    public static final Setting<Duration> CONNECTION_HELLO = Setting.of(
            "connection/hello",
            "PT10S",
            Durations.between("PT0.1S", "PT1H"),
            "how long a new connection may take to say hello");

    /** For one frame. */
    public static final Setting<Duration> CONNECTION_SEND_TIMEOUT = Setting.of(
            "connection/send-timeout",
            "PT30S",
            Durations.between("PT0.1S", "PT1H"),
            "how long one send to a client may take before the client is too slow");

    /** In bytes; never less than the largest single answer needs. */
    public static final Setting<Integer> CONNECTION_QUEUE_BYTES = Setting.of(
            "connection/queue-bytes",
            "1 MiB",
            ByteSizes.between("512 KiB", "1 GiB"),
            "how much may wait for one slow client");

    /** In commands a second. */
    public static final Setting<Integer> CONNECTION_RATE = Setting.of(
            "connection/rate",
            "50/s",
            Parsers.rate(1, 1_000_000),
            "how many commands a connection may send, on average");

    /** In commands. */
    public static final Setting<Integer> CONNECTION_BURST = Setting.of(
            "connection/burst",
            "100",
            Parsers.integer(1, 1_000_000),
            "how many commands a connection may send at once");

    /** In channels. */
    public static final Setting<Integer> CONNECTION_CHANNELS = Setting.of(
            "connection/channels",
            "200",
            Parsers.integer(1, 100_000),
            "how many channels a connection may be subscribed to");

    /** On one node. */
    public static final Setting<Integer> CONNECTIONS_PER_USER = Setting.of(
            "connections/per-user", "20", Parsers.integer(1, 1_000_000), "how many connections a user may have open");

    /** On one node; empty for no limit. */
    public static final Setting<OptionalInt> CONNECTIONS_PER_ADDRESS = Setting.of(
            "connections/per-address",
            "off",
            Parsers.integerOrOff(1, 1_000_000),
            "how many connections an address may have open; behind a proxy all clients share one address");

    // Limits of channels, messages and state

    /** On one node. */
    public static final Setting<Integer> CHANNELS_CREATED_PER_MINUTE = Setting.of(
            "channels/created-per-minute",
            "600",
            Parsers.integer(1, 1_000_000),
            "how many channels that did not exist may begin through a node in a minute");

    /** On one node. */
    public static final Setting<Integer> CHANNELS_CREATED_PER_MINUTE_PER_USER = Setting.of(
            "channels/created-per-minute-per-user",
            "60",
            Parsers.integer(1, 1_000_000),
            "how many channels that did not exist a user may begin through a node in a minute");

    /** In bytes of UTF-8. At most half of what one answer of history holds, so that every message fits one. */
    public static final Setting<Integer> MESSAGE_MAX_BYTES = Setting.of(
            "message/max-bytes", "32 KiB", ByteSizes.between("1 KiB", "128 KiB"), "how long one line may be");

    /** For one channel. */
    public static final Setting<Integer> STATE_KEYS =
            Setting.of("state/keys", "64", Parsers.integer(1, 10_000), "how many state documents a channel may have");

    /** In bytes of UTF-8, for one value. */
    public static final Setting<Integer> STATE_BYTES = Setting.of(
            "state/bytes", "8 KiB", ByteSizes.between("16 B", "128 KiB"), "how large one state document may be");

    // Trust

    /** Besides the server's own origin, which is always allowed. */
    public static final Setting<List<Origin>> ORIGINS =
            Setting.of("origins", "", Parsers.list(Origin::parse), "whose pages may connect besides the server's own");

    /** Safe only behind a proxy that sets or removes the header. */
    public static final Setting<Boolean> PROXY_TRUSTED = Setting.of(
            "proxy/trusted", "false", Parsers.claim(), "whether X-Forwarded-Host and X-Forwarded-Port count");

    /** {@code loopback} is safe only where nothing on the machine forwards connections from elsewhere. */
    public static final Setting<StatusVisibility> STATUS_OPEN = Setting.of(
            "status/open",
            "false",
            StatusVisibility::parse,
            "who besides administrators sees settings, nodes and metrics: nobody (false), callers on this machine (loopback), everybody (true)");

    /**
     * Names of roles as the container knows them, {@code *} for every user who is logged in; without roles, no login is
     * needed.
     */
    public static final Setting<List<String>> ACCESS_LOGIN = Setting.of(
            "access/login",
            "",
            Parsers.list(Parsers.text(
                    role -> !role.equals("true") && !role.equals("false"),
                    "is not a list of roles (* for whoever has logged in)")),
            "in which roles one must be logged in to come in; unset: nobody needs a login");

    /** The text of the rules, not parsed. */
    public static final Setting<String> ACCESS_RULES = Setting.of(
            "access/rules",
            "all to all in *",
            Parsers.text(text -> text.length() <= 65_536, "is longer than 65536 characters"),
            "who may do what; inboxes are never open");

    // This node

    /** At most 64 code points, safe to show after the escaping of HTML. */
    public static final Setting<String> NODE_NAME = Setting.computed(
            "node/name", NodeName::ofHost, NodeName.parser(), "which server this is, as people see it");

    /** A colour, the name of a look (a picture that comes with this application), or the path of an image in it. */
    public static final Setting<Optional<String>> NODE_BACKGROUND = Setting.optional(
            "node/background",
            Parsers.text(
                    "(?!.*(//|\\.\\.))[A-Za-z0-9_./#-]{1,200}",
                    "is not a colour, the name of a look, or the path of an image in this application"),
            "what the page of this node looks like");

    /** In bytes, for all connections of the node together. */
    public static final Setting<Long> NODE_QUEUE_BYTES = Setting.computed(
            "node/queue-bytes",
            ByteSizes::quarterOfHeap,
            ByteSizes.atLeast("1 MiB"),
            "how much may wait for all slow clients together");

    private static final List<Setting<?>> ALL = List.of(
            REDIS_HOST,
            REDIS_USERNAME,
            REDIS_PASSWORD,
            REDIS_PREFIX,
            HISTORY_SIZE,
            HISTORY_AGE,
            PUBLISH_KEY_AGE,
            CHANNEL_AGE,
            PRESENCE_LEASE,
            PRESENCE_GRACE,
            PRESENCE_LIMIT,
            CONNECTION_PING,
            CONNECTION_HELLO,
            CONNECTION_SEND_TIMEOUT,
            CONNECTION_QUEUE_BYTES,
            NODE_QUEUE_BYTES,
            CONNECTION_RATE,
            CONNECTION_BURST,
            CONNECTION_CHANNELS,
            CONNECTIONS_PER_USER,
            CONNECTIONS_PER_ADDRESS,
            CHANNELS_CREATED_PER_MINUTE,
            CHANNELS_CREATED_PER_MINUTE_PER_USER,
            MESSAGE_MAX_BYTES,
            STATE_KEYS,
            STATE_BYTES,
            ORIGINS,
            PROXY_TRUSTED,
            STATUS_OPEN,
            ACCESS_LOGIN,
            ACCESS_RULES,
            NODE_NAME,
            NODE_BACKGROUND);

    private Settings() {}

    /** Returns every setting, in the order for display. */
    public static List<Setting<?>> all() {
        return ALL;
    }

    static boolean isOne(String name) {
        return ALL.stream().anyMatch(setting -> setting.name().equals(name));
    }

    /** Rejects line ends in a password, which nearly always were added by an editor or a mounted file. */
    private static Parser<String> secretText() {
        return Parsers.text(
                text -> text.length() <= 4096 && text.chars().noneMatch(Character::isISOControl),
                "has a control character (a line end, perhaps), or more than 4096 characters");
    }
}
