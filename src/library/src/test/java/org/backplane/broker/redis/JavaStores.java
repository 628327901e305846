package org.backplane.broker.redis;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.backplane.test.Authority;

/** Whom this JVM trusts and which keys it has, which is as before when it is closed. */
final class JavaStores implements AutoCloseable {

    private static final String TRUST = "javax.net.ssl.trustStore";
    private static final String KEYS = "javax.net.ssl.keyStore";

    private final Map<String, Optional<String>> before = new HashMap<>();

    /** This JVM trusts what is in the store, and nothing else. */
    void trust(Path store) {
        set(TRUST, store.toString());
        set(TRUST + "Password", Authority.PASSWORD);
    }

    /** This JVM has the key and certificate of the store. */
    void has(Path store) {
        set(KEYS, store.toString());
        set(KEYS + "Password", Authority.PASSWORD);
    }

    private void set(String property, String value) {
        String former = System.setProperty(property, value);
        before.putIfAbsent(property, Optional.ofNullable(former));
    }

    @Override
    public void close() {
        before.forEach((property, value) ->
                value.ifPresentOrElse(v -> System.setProperty(property, v), () -> System.clearProperty(property)));
    }
}
