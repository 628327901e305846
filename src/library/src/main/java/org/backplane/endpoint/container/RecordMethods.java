package org.backplane.endpoint.container;

import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;

/**
 * Makes JDK 17 release the record class whose methods it linked last.
 *
 * <p>JDK 17 builds {@code equals}, {@code hashCode} and {@code toString} of records from a few shared method handles, each of
 * which refers to the last type it was adapted to. After an undeployment that was a record of this application, whose class
 * loader was therefore never collected. JDK 21 holds the type by a soft reference.
 */
public final class RecordMethods {

    private static final System.Logger LOG = System.getLogger(RecordMethods.class.getName());
    private static final int FIRST_WITH_SOFT_REFERENCES = 21;

    private RecordMethods() {}

    /**
     * Replaces the reference by one to a class of the JDK; does nothing on JDK 21 and later. Afterwards no method of a record
     * of this application may be called for the first time.
     */
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

    /** Links a method as if {@link String} were a record with one component. */
    private static void link(String method, MethodType type, MethodHandle component) throws Throwable {
        Object unused = ObjectMethods.bootstrap(
                MethodHandles.publicLookup(), method, type, String.class, "component", component);
    }
}
