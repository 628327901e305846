package org.backplane.bench.load;

/** The wire protocol of Backplane: a JSON object a line, hello first. */
public final class BackplaneDialect implements Dialect {

    @Override
    public String name() {
        return "backplane";
    }
}
