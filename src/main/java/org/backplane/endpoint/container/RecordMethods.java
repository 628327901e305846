package org.backplane.endpoint.container;

import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;

/**
 * Makes the JDK let go of the record class whose methods it linked last.
 *
 * <p>JDK 17 makes {@code equals}, {@code hashCode} and {@code toString} of records out of a few method handles of its own, each
 * of which keeps the last type that it was adapted to. After an undeployment that was one of ours, and our class loader stayed
 * with it. Later ones keep the type by a soft reference.
 */
public final class RecordMethods {

    private static final System.Logger LOG = System.getLogger(RecordMethods.class.getName());
    private static final int FIRST_WITH_SOFT_REFERENCES = 21;

    private RecordMethods() {}

    /** Puts a class of the JDK in the place of ours. No record's method should be called for the first time afterwards. */
    public static void release() {
        if (Runtime.version().feature() >= FIRST_WITH_SOFT_REFERENCES) {
            return;
        }
        try {
            MethodHandle component = MethodHandles.publicLookup()
                    .findVirtual(String.class, "strip", MethodType.methodType(String.class));
            link("equals", MethodType.methodType(boolean.class, String.class, Object.class), component);
            link("hashCode", MethodType.methodType(int.class, String.class), component);
            link("toString", MethodType.methodType(String.class, String.class), component);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            LOG.log(Level.DEBUG, "the JDK may keep the application's class loader", e);
        }
    }

    /** As if a string were a record with one component. */
    private static void link(String method, MethodType type, MethodHandle component) throws Throwable {
        Object unused = ObjectMethods.bootstrap(
                MethodHandles.publicLookup(), method, type, String.class, "component", component);
    }
}
