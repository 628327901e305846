package org.backplane.bench.peer.bridge;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.JedisPoolConfig;
import redis.clients.jedis.JedisPubSub;

/** Subscribes to all rooms with a thread of its own, which does all the sending of this server. */
@WebListener
@SuppressWarnings("deprecation")
public class RedisBridge implements ServletContextListener {

    static final String PREFIX = "room:";

    static final JedisPool POOL = new JedisPool(config(), "127.0.0.1", Integer.getInteger("bench.redis.port"));

    private static final int CONNECTIONS = 16;

    private final JedisPubSub subscriber = new JedisPubSub() {
        @Override
        public void onPMessage(String pattern, String channel, String text) {
            Rooms.send(channel.substring(PREFIX.length()), text);
        }
    };

    /** For the container. */
    public RedisBridge() {}

    private static JedisPoolConfig config() {
        JedisPoolConfig config = new JedisPoolConfig();
        config.setMaxTotal(CONNECTIONS);
        return config;
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        Thread thread = new Thread(this::subscribe, "redis-subscriber");
        thread.setDaemon(true);
        thread.start();
    }

    private void subscribe() {
        try (Jedis jedis = POOL.getResource()) {
            jedis.psubscribe(subscriber, PREFIX + "*");
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        subscriber.punsubscribe();
        POOL.close();
    }
}
