package org.backplane.faults;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts one cluster for all tests of a run, and heals it after each. */
final class FaultClusterExtension implements ParameterResolver, AfterEachCallback {

    private static final Namespace RUN = Namespace.create(FaultClusterExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == FaultCluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return cluster(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        cluster(context).heal();
    }

    private static FaultCluster cluster(ExtensionContext context) {
        return context.getRoot()
                .getStore(RUN)
                .getOrComputeIfAbsent(FaultCluster.class, type -> new FaultCluster(), FaultCluster.class);
    }
}
