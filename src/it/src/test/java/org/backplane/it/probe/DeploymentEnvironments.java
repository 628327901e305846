package org.backplane.it.probe;

import java.lang.reflect.Method;

/**
 * Takes an undeployed application out of the JNDI environments of a Payara 7.
 *
 * <p>Payara 7.2025.1 counts there how often an application of a name was deployed, and does not count down when it is
 * undeployed: the descriptor of the first application of that name stays, and its class loader with it, whatever the
 * application does. With the descriptor gone, what else holds a class loader shows. Payara 6 has no such entry, and
 * Payara 7.2025.2 removes it.
 */
final class DeploymentEnvironments {

    private DeploymentEnvironments() {}

    /**
     * Counts down until there is no entry; the application must not be deployed.
     *
     * @return how many deployments were counted
     */
    static int forget(String application) throws ReflectiveOperationException {
        Object manager = Class.forName("org.glassfish.internal.api.Globals")
                .getMethod("get", Class.class)
                .invoke(null, Class.forName("com.sun.enterprise.container.common.spi.util.ComponentEnvManager"));
        Method find = manager.getClass().getMethod("getJndiNameEnvironment", String.class);
        Method unregister = manager.getClass().getMethod("unregister", String.class);
        int forgotten = 0;
        while (find.invoke(manager, application) != null) {
            unregister.invoke(manager, application);
            forgotten++;
        }
        return forgotten;
    }
}
