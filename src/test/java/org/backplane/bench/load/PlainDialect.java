package org.backplane.bench.load;

/** Each text frame is a payload, both ways; whoever is connected listens. A channel, if there are any, is part of the path. */
public final class PlainDialect implements Dialect {

    @Override
    public String name() {
        return "plain";
    }
}
