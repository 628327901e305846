package org.backplane.administration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.backplane.server.WildFly;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A password in the setting {@code redis/host}, however it is written there, is in no file of the server's log folder. */
@Tag("administration")
@Tag("all-servers")
class SecretSettingIT {

    private static final String KEY = "Zx9KEYsecretKEY0=";
    private static final List<String> REFUSED = List.of(
            "redis://127.0.0.1:1,password=" + KEY,
            "127.0.0.1 1 " + KEY,
            "redis://127.0.0.1#" + KEY,
            "rediss://127.0.0.1:1?password=" + KEY);

    private static final String ACCEPTED = "127.0.0.1:1,password=" + KEY + ",ssl=True,abortConnect=False," + KEY;

    @Test
    void noSpellingOfAPasswordReachesALog() throws IOException {
        try (WildFly server = new WildFly(Administered.settings("wildfly-secrets"))) {
            server.start();
            server.bind("redis/host", "127.0.0.1:1");
            for (String spelling : REFUSED) {
                assertThat(deploy(server, spelling)).contains("redis/host: \\\"***\\\"");
            }
            assertThat(deploy(server, ACCEPTED)).isEmpty();
            assertThat(server.log())
                    .content()
                    .contains("redis/host: \"***\"", "have no effect: abortConnect, an unknown option");
            assertThat(Administered.filesWith(KEY, server.directory().resolve("log")))
                    .isEmpty();
            assertThat(Administered.filesWith(KEY, server.directory().resolve("configuration")))
                    .as("where it was set")
                    .isNotEmpty();
        }
    }

    /** Returns what the server answered where it refused the deployment. */
    private static String deploy(WildFly server, String redis) throws IOException {
        Path commands = Files.writeString(
                server.directory().resolve("deploy.cli"),
                "/subsystem=naming/binding=java\\:global\\/redis\\/host:write-attribute(name=value,value=\"" + redis
                        + "\")\nreload\ndeploy --force " + Administered.war() + "\n");
        try {
            server.cli(Map.of(), "--file=" + commands);
            return "";
        } catch (IllegalStateException refused) {
            String answer = String.valueOf(refused.getMessage());
            assertThat(answer).doesNotContain(KEY);
            return answer;
        }
    }
}
