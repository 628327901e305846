package org.backplane.config;

import jakarta.servlet.ServletContext;

/**
 * Recognizes events of the web application that contains Backplane. Some containers send the start and the end of one module
 * of an EAR to the beans of other modules too.
 */
public final class OwnApplication {

    private OwnApplication() {}

    /**
     * Whether an event of the application scope belongs to the application that contains Backplane.
     *
     * @param event the payload: the servlet context, or another object without one
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
