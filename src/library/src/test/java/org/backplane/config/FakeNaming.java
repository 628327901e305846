package org.backplane.config;

import java.util.Map;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;

/** A naming context in memory; throws {@code NameNotFoundException} for unbound names, and exceptions that are bound. */
final class FakeNaming extends InitialContext {

    private final Map<String, Object> bound;
    private boolean closed;

    FakeNaming(Map<String, Object> bound) throws NamingException {
        super(true);
        this.bound = bound;
    }

    @Override
    public Object lookup(String name) throws NamingException {
        Object value = bound.get(name);
        if (value instanceof NamingException e) {
            throw e;
        }
        if (value == null) {
            throw new NameNotFoundException(name);
        }
        return value;
    }

    @Override
    public void close() throws NamingException {
        closed = true;
        throw new NamingException("read only");
    }

    boolean isClosed() {
        return closed;
    }
}
