package org.backplane.message;

/**
 * Who published a message, as its readers see it.
 *
 * @param user the user's id; empty for a message of the application itself, which has no user
 * @param name the name shown
 * @param verified whether the container vouches for the user
 * @param connection the connection it came from; empty if it came through another door
 */
public record Sender(String user, DisplayName name, boolean verified, String connection) {

    /** The sender of what application code publishes. */
    public static final Sender APPLICATION = new Sender("", new DisplayName("application"), true, "");

    String toJson() {
        JsonWriter json = new JsonWriter()
                .string("user", user)
                .string("name", name.value())
                .bool("verified", verified);
        return (connection.isEmpty() ? json : json.string("connection", connection)).end();
    }
}
