package org.backplane.broker.redis.script;

import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;

/** One command for Redis, ready to be written to any connection, as often as need be. */
public sealed interface Call {

    /** Writes the command into the connection's buffer. */
    void writeTo(Connection connection);

    /** Its length, roughly, in bytes. */
    int size();

    /** Its first key, which says whose it is in a Cluster; empty for none. */
    byte[] key();

    /** A script with its keys and arguments. */
    record Run(Script script, List<byte[]> keys, List<byte[]> arguments) implements Call {

        private static final int BEFORE_KEYS = 2;

        /** Which argument is the number of a call: after the two that every script begins with. */
        private static final int NUMBER = 2;

        /** The same with this number. */
        public Run numbered(long number) {
            List<byte[]> with = new ArrayList<>(arguments);
            with.set(NUMBER, RedisKeys.bytes(Long.toString(number)));
            return new Run(script, keys, with);
        }

        @Override
        public void writeTo(Connection connection) {
            byte[][] all = new byte[BEFORE_KEYS + keys.size() + arguments.size()][];
            all[0] = script.sha();
            all[1] = RedisKeys.bytes(Integer.toString(keys.size()));
            int at = BEFORE_KEYS;
            for (byte[] key : keys) {
                all[at++] = key;
            }
            for (byte[] argument : arguments) {
                all[at++] = argument;
            }
            connection.sendCommand(Command.EVALSHA, all);
        }

        @Override
        public byte[] key() {
            return keys.get(0);
        }

        @Override
        public int size() {
            return arguments.stream().mapToInt(a -> a.length).sum();
        }
    }

    /** A payload for whoever listens to a pub/sub channel now. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Publish(Command command, byte[] channel, byte[] payload) implements Call {

        @Override
        public void writeTo(Connection connection) {
            connection.sendCommand(command, channel, payload);
        }

        @Override
        public byte[] key() {
            return channel;
        }

        @Override
        public int size() {
            return payload.length;
        }
    }

    /** Asks for a section of what the server says of itself. */
    record Info(String section) implements Call {

        @Override
        public byte[] key() {
            return new byte[0];
        }

        @Override
        public void writeTo(Connection connection) {
            connection.sendCommand(Command.INFO, section);
        }

        @Override
        public int size() {
            return section.length();
        }
    }

    /** Any other command; its first argument is its key, if it has one. */
    record Plain(Command command, List<byte[]> arguments) implements Call {

        @Override
        public byte[] key() {
            return arguments.isEmpty() ? new byte[0] : arguments.get(0);
        }

        @Override
        public void writeTo(Connection connection) {
            connection.sendCommand(command, arguments.toArray(byte[][]::new));
        }

        @Override
        public int size() {
            return arguments.stream().mapToInt(a -> a.length).sum();
        }
    }
}
