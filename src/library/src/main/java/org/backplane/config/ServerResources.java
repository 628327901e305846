package org.backplane.config;

import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.transaction.TransactionSynchronizationRegistry;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * The resources that every Jakarta EE server offers under fixed names. To be called by a thread of the application.
 *
 * <p>They are not injected by {@code @Resource}: Payara 6.2025.10 and GlassFish 7 do not resolve it in beans of a jar in {@code
 * WEB-INF/lib} (Lookup failed for java:comp/env/…).
 */
public final class ServerResources {

    private ServerResources() {}

    /** Returns the default factory of managed threads. */
    public static ManagedThreadFactory threads() {
        return lookup("java:comp/DefaultManagedThreadFactory", ManagedThreadFactory.class);
    }

    /** Returns the registry by which code learns how the transaction of its thread ends. */
    public static TransactionSynchronizationRegistry transactions() {
        return lookup("java:comp/TransactionSynchronizationRegistry", TransactionSynchronizationRegistry.class);
    }

    @SuppressWarnings("BanJNDI") // the names are constants
    private static <T> T lookup(String name, Class<T> type) {
        try {
            return type.cast(InitialContext.doLookup(name));
        } catch (NamingException e) {
            throw new IllegalStateException("the server does not offer " + name, e);
        }
    }
}
