package org.backplane.it.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** People whom the servers of a run know by name and password, each in groups that are roles. */
public final class Users {

    private static final Map<String, List<String>> GROUPS = new TreeMap<>(Map.of(
            "ada", List.of("backplane-user"),
            "bob", List.of("backplane-user", "editor"),
            "root", List.of("backplane-admin"),
            "zoe", List.of("visitors")));

    private Users() {}

    /** The password of one of them. */
    public static String password(String user) {
        return user + "-secret";
    }

    /** Whether the servers of this run know them. */
    public static boolean areKnown() {
        return Set.of(ServerKind.PAYARA_MICRO, ServerKind.WILDFLY).contains(ServerKind.current());
    }

    /** Writes the commands that make them known to Payara Micro. */
    static void prepare() {
        StringBuilder commands = new StringBuilder();
        GROUPS.forEach((user, groups) -> {
            Path password = work(user + ".password");
            write(password, "AS_ADMIN_USERPASSWORD=" + password(user) + "\n");
            commands.append("create-file-user --groups ")
                    .append(String.join(":", groups))
                    .append(" --passwordfile ")
                    .append(password)
                    .append(' ')
                    .append(user)
                    .append('\n');
        });
        write(work("users.asadmin"), commands.toString());
    }

    /** Makes them known to a node that runs; WildFly reads its files again when they have changed. */
    public static void introduce(Node node) {
        if (ServerKind.current() == ServerKind.WILDFLY) {
            StringBuilder passwords = new StringBuilder("\n");
            StringBuilder roles = new StringBuilder("\n");
            GROUPS.forEach((user, groups) -> {
                String secret = user + ":ApplicationRealm:" + password(user);
                passwords.append(user).append('=').append(md5(secret)).append('\n');
                roles.append(user).append('=').append(String.join(",", groups)).append('\n');
            });
            write(work(node.name() + "/configuration/application-users.properties"), passwords.toString());
            write(work(node.name() + "/configuration/application-roles.properties"), roles.toString());
        }
    }

    private static Path work(String name) {
        return Path.of(System.getProperty("it.work"), name);
    }

    /** At the end of the file, as WildFly's begins with the name of the realm in a comment that counts. */
    private static void write(Path file, String text) {
        try {
            String before = Files.exists(file) ? Files.readString(file) : "";
            if (!before.contains(text)) {
                Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
