package org.backplane.message;

/**
 * The publisher of a message, as its receivers see it.
 *
 * @param user the user's id; empty for a message of the application itself, which has no user
 * @param name the display name
 * @param verified whether the container has authenticated the user
 * @param connection the connection that published it; empty if it was published by REST or by the application
 */
public record Sender(String user, DisplayName name, boolean verified, String connection) {

    /** The sender of messages of application code. */
    public static final Sender APPLICATION = new Sender("", new DisplayName("application"), true, "");

    String toJson() {
        JsonWriter json = new JsonWriter()
                .string("user", user)
                .string("name", name.value())
                .bool("verified", verified);
        return (connection.isEmpty() ? json : json.string("connection", connection)).end();
    }
}
