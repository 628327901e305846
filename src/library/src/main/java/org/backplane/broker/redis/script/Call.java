package org.backplane.broker.redis.script;

import java.util.ArrayList;
import java.util.List;

/** A command for Redis with its arguments; it can be sent over any connection, any number of times. Immutable. */
public sealed interface Call {

    RedisCommand command();

    /** All arguments of the command, in order. The array belongs to the caller; its elements must not be changed. */
    byte[][] wireArguments();

    /** The approximate length in bytes. */
    int size();

    /** The first key, which determines the slot in a Redis Cluster; empty if there is none. */
    byte[] key();

    /** A call of a Lua script with its keys and arguments. */
    record ScriptCall(Script script, List<byte[]> keys, List<byte[]> arguments) implements Call {

        private static final int BEFORE_KEYS = 2;

        /**
         * Index of the argument that holds the number of a call, after the two arguments that every script starts with.
         */
        private static final int NUMBER = 2;

        /** Returns a copy with this call number. */
        public ScriptCall numbered(long number) {
            List<byte[]> with = new ArrayList<>(arguments);
            with.set(NUMBER, RedisKeys.bytes(Long.toString(number)));
            return new ScriptCall(script, keys, with);
        }

        @Override
        public RedisCommand command() {
            return RedisCommand.EVALSHA;
        }

        @Override
        public byte[][] wireArguments() {
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
            return all;
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

    /** Publishes a payload to the current subscribers of a pub/sub channel. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Publish(RedisCommand command, byte[] channel, byte[] payload) implements Call {

        @Override
        public byte[][] wireArguments() {
            return new byte[][] {channel, payload};
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

    /** Reads a section of {@code INFO}. */
    record Info(String section) implements Call {

        @Override
        public byte[] key() {
            return new byte[0];
        }

        @Override
        public RedisCommand command() {
            return RedisCommand.INFO;
        }

        @Override
        public byte[][] wireArguments() {
            return new byte[][] {RedisKeys.bytes(section)};
        }

        @Override
        public int size() {
            return section.length();
        }
    }

    /** Any other command; its first argument, if any, is its key, except for CLUSTER, which is sent to a known server. */
    record Plain(RedisCommand command, List<byte[]> arguments) implements Call {

        @Override
        public byte[] key() {
            return arguments.isEmpty() ? new byte[0] : arguments.get(0);
        }

        @Override
        public byte[][] wireArguments() {
            return arguments.toArray(byte[][]::new);
        }

        @Override
        public int size() {
            return arguments.stream().mapToInt(a -> a.length).sum();
        }
    }
}
