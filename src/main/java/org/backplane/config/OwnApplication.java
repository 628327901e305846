package org.backplane.config;

import jakarta.servlet.ServletContext;

/**
 * Tells the web application that Backplane is in from others in the same EAR: some containers tell the beans of one module
 * that another one begins or ends.
 */
public final class OwnApplication {

    private OwnApplication() {}

    /**
     * Whether an event of the application scope is about the application that Backplane is in.
     *
     * @param event its payload: the servlet context, or something else where there is none
     */
    public static boolean isMeantBy(Object event) {
        return !(event instanceof ServletContext context) || sees(context, OwnApplication.class);
    }

    private static boolean sees(ServletContext context, Class<?> own) {
        try {
            return Class.forName(own.getName(), false, context.getClassLoader()) == own;
        } catch (ClassNotFoundException notThere) {
            return false;
        }
    }
}
