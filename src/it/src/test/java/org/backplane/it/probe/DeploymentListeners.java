package org.backplane.it.probe;

import java.lang.reflect.Field;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * Takes finished deployments out of the event listeners of a GlassFish.
 *
 * <p>GlassFish 7.0.21 and 8.0.0-M12 never remove a listener: their list is ordered by a sequence number, and the key to
 * remove has none. Each {@code asadmin deploy} leaves two that refer to the class loader of its application, so that every
 * class loader stays, whatever the application does. With these listeners gone, what else holds a class loader shows.
 */
final class DeploymentListeners {

    private static final Set<String> LISTENERS = Set.of(
            "org.glassfish.deployment.admin.DeployCommand",
            "org.glassfish.internal.data.ApplicationInfo$DeploymentFailedListener");

    private DeploymentListeners() {}

    /**
     * Removes them all; none may be running.
     *
     * @return how many there were
     */
    static int forget() throws ReflectiveOperationException {
        Object events = Class.forName("org.glassfish.internal.api.Globals")
                .getMethod("get", Class.class)
                .invoke(null, Class.forName("org.glassfish.api.event.Events"));
        Iterator<?> listeners =
                ((Map<?, ?>) value(events, "listeners")).keySet().iterator();
        int forgotten = 0;
        while (listeners.hasNext()) {
            if (isDeployment(listeners.next())) {
                listeners.remove();
                forgotten++;
            }
        }
        return forgotten;
    }

    private static boolean isDeployment(Object listener) throws ReflectiveOperationException {
        return LISTENERS.contains(value(listener, "eventListener").getClass().getName());
    }

    private static Object value(Object object, String name) throws ReflectiveOperationException {
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field.get(object);
                }
            }
        }
        throw new NoSuchFieldException(object.getClass() + " has no field " + name);
    }
}
