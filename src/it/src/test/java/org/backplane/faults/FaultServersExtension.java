package org.backplane.faults;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the servers once for all tests of a run, and heals them after each. */
final class FaultServersExtension implements ParameterResolver, AfterEachCallback {

    private static final Namespace RUN = Namespace.create(FaultServersExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == FaultServers.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return servers(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        servers(context).heal();
    }

    private static FaultServers servers(ExtensionContext context) {
        return context.getRoot()
                .getStore(RUN)
                .getOrComputeIfAbsent(FaultServers.class, type -> new FaultServers(), FaultServers.class);
    }
}
