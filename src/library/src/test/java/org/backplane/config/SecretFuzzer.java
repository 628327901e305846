package org.backplane.config;

import static org.backplane.fuzz.Claims.require;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.backplane.fuzz.IdleNode;
import org.jspecify.annotations.Nullable;

/**
 * Whatever stands around a password, and wherever it was put, nothing that a node says holds a part of it.
 *
 * <p>The password has characters that no name of a server, user or master has; in another place than a password's the plain
 * words of it would be such a name, and nobody could tell.
 */
public final class SecretFuzzer {

    private static final String HEAD = "s3cr3tHead";
    private static final String TAIL = "s3cr3tTail";
    private static final List<String> SECRETS = List.of(
            HEAD + "+/" + TAIL + "=", HEAD + "+," + TAIL + "/=", HEAD + "@ " + TAIL + "/", HEAD + "%" + TAIL + "\n#");

    private static final List<String> PIECES = List.of(
            "redis://",
            "rediss://",
            "redis-sentinel://",
            "redis-cluster://",
            "http://",
            "h",
            "h:6379",
            "127.0.0.1",
            "[::1]:1",
            ":",
            "@",
            "/",
            "#",
            "?",
            ",",
            ";",
            " ",
            "=",
            "&",
            "\t",
            "|",
            "%40",
            "%",
            "password=",
            "Password =",
            "pwd=",
            "passwort=",
            "user=",
            "username=",
            "ssl=",
            "ssl=True",
            "abortConnect=",
            "abortConnect=False",
            "serviceName=",
            "defaultDatabase=",
            "defaultDatabase=1",
            "name=",
            "app",
            "$AUTH=",
            "0",
            "6380",
            "é",
            "://");

    private static final Logger ROOT = Logger.getLogger("org.backplane");

    private SecretFuzzer() {}

    /** For the fuzzer; the first bytes choose the secret, the setting and its place, the others what stands around it. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 3) {
            return;
        }
        String secret = SECRETS.get((input[0] & 0xff) % SECRETS.size());
        int place = (input[2] & 0xff) % (input.length - 2);
        StringBuilder text = new StringBuilder();
        for (int i = 3; i <= input.length; i++) {
            text.append(i - 3 == place ? secret : "");
            text.append(i < input.length ? PIECES.get((input[i] & 0xff) % PIECES.size()) : "");
        }
        isNowhere(settings(input[1] & 0xff, text.toString()));
    }

    /** A setting that holds the text, beside others that let it count. */
    private static Map<String, String> settings(int choice, String text) {
        Map<String, String> settings = new HashMap<>();
        settings.put("history/size", choice % 2 == 0 ? "7" : "many");
        switch (choice / 2 % 8) {
            case 0 -> settings.put("redis/username", "app");
            case 1 -> settings.put("redis/password", text);
            case 2 -> settings.put("redis/username", text);
            default -> settings.put("redis/password", "other");
        }
        settings.put("redis/host", choice / 2 % 8 == 2 ? "h:6379" : text);
        return settings;
    }

    private static void isNowhere(Map<String, String> settings) {
        StringWriter told = new StringWriter();
        Handler recorder = new Recorder(new PrintWriter(told, true));
        boolean inherits = ROOT.getUseParentHandlers();
        ROOT.addHandler(recorder);
        ROOT.setUseParentHandlers(false);
        try {
            tell(settings, new PrintWriter(told, true));
        } finally {
            ROOT.removeHandler(recorder);
            ROOT.setUseParentHandlers(inherits);
        }
        require(!told.toString().contains(HEAD) && !told.toString().contains(TAIL), "not told: " + settings + told);
    }

    /** All that a node says of its settings: the error of the deployment, the status, JMX, the lines that name its Redis. */
    private static void tell(Map<String, String> settings, PrintWriter told) {
        try {
            Configuration configuration = Configuration.of(settings);
            told.println(configuration.entries());
            told.println(RedisAddress.from(configuration));
            told.println(configuration.get(Settings.REDIS_HOST));
            told.println(IdleNode.report(configuration));
            configuration.reject(Settings.REDIS_HOST, "is bad").printStackTrace(told);
        } catch (BadSettingException bad) {
            bad.printStackTrace(told);
        }
    }

    private static final class Recorder extends Handler {

        private final PrintWriter lines;

        Recorder(PrintWriter lines) {
            this.lines = lines;
        }

        @Override
        public void publish(LogRecord entry) {
            lines.println(new SimpleFormatter().formatMessage(entry));
            @Nullable Throwable thrown = entry.getThrown();
            if (thrown != null) {
                thrown.printStackTrace(lines);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
