package org.backplane.broker.redis.script;

import java.util.Arrays;
import java.util.Optional;

/**
 * A state in which Redis answers but does not do its work, named by the word of its error, with an explanation and a
 * remedy. The texts are public: they name no address, user or key.
 */
public enum ServerProblem {
    NOREPLICAS(
            "too few of its replicas keep up, so it takes no writes",
            "bring its replicas back, or lower its min-replicas-to-write"),
    OOM(
            "its memory is full, so it stores nothing more",
            "raise its maxmemory, or keep shorter histories (history/size, history/age)"),
    MISCONF(
            "it cannot save its data to disk, so it takes no writes",
            "its own log gives the reason: a full disk, or a directory that it may not write to"),
    BUSY("it has been running one script for too long", "wait for the end of that script, or end it by SCRIPT KILL"),
    READONLY("it is a replica, which takes no writes", "let redis/host name the master, or make this one the master"),
    MASTERDOWN("it is a replica without its master", "let redis/host name the master, or make this one the master"),
    LOADING("it is still reading its data from disk", "wait for the end of that"),
    CLUSTERDOWN("its Redis Cluster does not serve all slots", "CLUSTER INFO and CLUSTER NODES tell which are missing");

    private final String meaning;
    private final String remedy;

    ServerProblem(String meaning, String remedy) {
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** Returns the problem whose name an error of Redis begins with. */
    static Optional<ServerProblem> named(String word) {
        return Arrays.stream(values())
                .filter(problem -> problem.name().equals(word))
                .findFirst();
    }

    /** The word of Redis and its explanation. */
    public String text() {
        return name() + " " + meaning;
    }

    /** {@link #text} and the remedy for an administrator. */
    public String advice() {
        return text() + "; " + remedy;
    }
}
