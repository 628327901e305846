package org.backplane.node;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Inject;
import java.util.stream.Collectors;
import org.backplane.security.Authorizer;

/** Finds the bean by which the application itself decides who may do what, if it has one. */
@Dependent
class ApplicationAuthorizer {

    private final Instance<Authorizer> beans;

    /** @param beans of the application; ours are of other types */
    @Inject
    ApplicationAuthorizer(Instance<Authorizer> beans) {
        this.beans = beans;
    }

    /**
     * The application's bean, else that.
     *
     * @throws DeploymentException if there are several to choose from
     */
    Authorizer orElse(Authorizer other) {
        if (beans.isAmbiguous()) {
            throw new DeploymentException("Only one bean can decide who may do what, and there are several: " + names()
                    + ". Leave one, or make one an @Alternative with a @Priority.");
        }
        return beans.isUnsatisfied() ? other : beans.get();
    }

    private String names() {
        return beans.handlesStream()
                .map(handle -> handle.getBean().getBeanClass().getName())
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
