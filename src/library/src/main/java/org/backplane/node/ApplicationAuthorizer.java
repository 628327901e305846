package org.backplane.node;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Inject;
import java.util.stream.Collectors;
import org.backplane.security.Authorizer;

/** Finds the {@link Authorizer} bean of the application, if it has one. */
@Dependent
class ApplicationAuthorizer {

    private final Instance<Authorizer> beans;

    /** @param beans the authorizers of the application; those of Backplane have other bean types */
    @Inject
    ApplicationAuthorizer(Instance<Authorizer> beans) {
        this.beans = beans;
    }

    /**
     * Returns the bean of the application; without one, the other authorizer.
     *
     * @throws DeploymentException if the application has several
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
