package org.backplane.launch;

/** Ends this JVM when the process that started it has ended for any reason, so that a killed demo leaves no nodes behind. */
final class ParentWatch {
    /** System property with the process id to watch; without it, nothing is watched. */
    static final String PROPERTY = "backplane.parent";

    private ParentWatch() {}

    @SuppressWarnings("FutureReturnValueIgnored") // what would be seen in it ends with the JVM
    static void begin() {
        var id = Long.getLong(PROPERTY);
        if (id != null) {
            ProcessHandle.of(id).ifPresentOrElse(parent -> parent.onExit().thenRun(ParentWatch::end), ParentWatch::end);
        }
    }

    private static void end() {
        System.exit(0);
    }
}
