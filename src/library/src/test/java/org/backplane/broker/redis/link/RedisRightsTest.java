package org.backplane.broker.redis.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backplane.broker.Eventually.eventually;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backplane.broker.redis.AclFile;
import org.backplane.broker.redis.RejectedNode;
import org.backplane.broker.redis.script.RedisKeys;
import org.backplane.broker.redis.script.Script;
import org.backplane.config.RedisAddress;
import org.backplane.test.RedisServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rights of a node's user: the documented ones are necessary and sufficient, and missing ones are named. */
public class RedisRightsTest {

    private static final AclFile ACL = new AclFile("acl.redis");
    private static final Pattern CALL = Pattern.compile("redis\\.call\\('([A-Z]+)'");
    private static final Set<String> OUTSIDE_OF_SCRIPTS = Set.of(
            "evalsha",
            "hkeys",
            "script|load",
            "publish",
            "subscribe",
            "unsubscribe",
            "srem",
            "unlink",
            "srandmember",
            "smembers");
    private static RedisServer redis;

    @BeforeAll
    static void startRedis() {
        redis = RedisServer.start(RedisServer.preferred());
    }

    @AfterAll
    static void endRedis() {
        redis.close();
    }

    @BeforeEach
    void grantAll() {
        ACL.runOn(redis::command);
    }

    @AfterEach
    void forgetAll() {
        redis.command("FLUSHALL");
    }

    static Stream<String> rights() {
        return ACL.rights();
    }

    private static void connect() {
        connect(redis);
    }

    private static void connect(RedisServer to) {
        RedisAddress address =
                RedisAddress.parse("redis://" + AclFile.USER + ":" + AclFile.PASSWORD + "@" + to.address());
        connect(address, PubSubCommands.PLAIN);
    }

    /** Opens and closes a link as a node does. */
    public static void connect(RedisAddress address, PubSubCommands pubSub) {
        LinkCredentials user = LinkCredentials.fixed(address.credentials());
        LinkConfig config = new LinkConfig(address, "test", new LinkAccess(user, new LinkOpenings(Thread::new)));
        RedisRights rights = new RedisRights(new RedisKeys("backplane", 0, "n"), user, pubSub);
        Duration patience = Duration.ofSeconds(5);
        new RedisConnector(config, rights, new LinkDiagnosis(address, user, false))
                .open(patience, patience)
                .close();
    }

    @Test
    void documentedRightsAreThoseThatScriptsAndCallsNeed() {
        Set<String> needed = Arrays.stream(Script.values())
                .map(script -> RedisKeys.text(script.source()))
                .flatMap(source -> CALL.matcher(source).results())
                .map((MatchResult call) -> call.group(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        needed.addAll(OUTSIDE_OF_SCRIPTS);

        assertThat(RedisRights.commands(PubSubCommands.PLAIN)).containsExactlyElementsOf(needed);
        assertThat(rights().filter(right -> right.startsWith("+")).map(right -> right.substring(1)))
                .containsExactlyInAnyOrderElementsOf(needed);
    }

    @Test
    void documentedRightsAreEnoughAndTryingThemChangesNothing() {
        connect();

        assertThat(redis.command("DBSIZE")).isEqualTo("0");
    }

    @ParameterizedTest
    @MethodSource("rights")
    void missingRightIsNamed(String right) {
        ACL.runWithout(right, redis::command);

        assertThatThrownBy(RedisRightsTest::connect)
                .hasMessage("its user backplane lacks rights that a node needs; ACL SETUSER backplane " + right
                        + " grants them");
        assertThat(redis.command("DBSIZE")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+xadd", "+script|load", "~backplane:*", "&backplane:*"})
    void missingRightIsNamedByRedis62Too(String right) {
        try (RedisServer old = RedisServer.start(RedisServer.Kind.EMBEDDED)) {
            ACL.runWithout(right, old::command);

            assertThatThrownBy(() -> connect(old)).hasMessageContaining("ACL SETUSER backplane " + right + " grants");
        }
    }

    @Test
    void allMissingRightsAreNamedTogether() {
        redis.command("ACL", "SETUSER", "backplane", "resetchannels", "resetkeys", "~other:*", "-xrevrange", "-zscore");

        assertThatThrownBy(RedisRightsTest::connect)
                .hasMessageContaining("ACL SETUSER backplane ~backplane:* +xrevrange +zscore &backplane:* grants");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+xadd", "&backplane:*"})
    void nodeIsNotReadyAndLogsOneReasonUntilTheRightIsGranted(String right) {
        ACL.runWithout(right, redis::command);
        try (RejectedNode node = new RejectedNode(settings())) {
            node.awaitProblem("ACL SETUSER backplane " + right + " grants them");

            redis.command("ACL", "SETUSER", "backplane", right);

            node.awaitWork();
            assertThat(node.warnings()).hasSize(1).first().asString().contains(right);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-xadd", "resetkeys", "resetchannels"})
    void rightThatIsRevokedFromARunningNodeIsNamed(String change) {
        try (RejectedNode node = new RejectedNode(settings())) {
            node.awaitWork();

            redis.command("ACL", "SETUSER", "backplane", change);
            eventually("it is noticed", () -> {
                node.attempt();
                return node.problem().contains("its user backplane lacks rights");
            });
            ACL.runOn(redis::command);

            node.awaitWork();
            assertThat(node.warnings())
                    .filteredOn(line -> line.contains("cannot be used"))
                    .hasSize(1);
        }
    }

    @Test
    void wrongPasswordIsLoggedOnceWithoutItAndIsTriedAgain() {
        try (RejectedNode node = new RejectedNode(settings(AclFile.USER, "not-this-one"))) {
            node.awaitProblem("it refuses the user or the password (redis/username, redis/password)");
            assertThat(refusedLogins()).isLessThan(40);

            redis.command("ACL", "SETUSER", AclFile.USER, ">not-this-one");

            node.awaitWork();
            assertThat(node.warnings()).hasSize(1);
            assertThat(node.log()).noneMatch(line -> line.contains("not-this-one"));
        }
    }

    @Test
    void missingPasswordIsReported() {
        redis.command("CONFIG", "SET", "requirepass", "secret");
        try (RejectedNode node = new RejectedNode(Map.of("redis/host", redis.address()))) {
            node.awaitProblem("it asks for a password (redis/password), and none is set");
        } finally {
            redis.ask(jedis -> {
                jedis.auth("secret");
                return jedis.configSet("requirepass", "");
            });
        }
    }

    /** Links retry with a back-off of up to two seconds: a rejected connection is not retried at full speed. */
    private static long refusedLogins() {
        return redis.ask(jedis -> Long.parseLong(jedis.info("stats")
                .lines()
                .filter(line -> line.startsWith("acl_access_denied_auth:"))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .orElse("0")));
    }

    private static Map<String, String> settings() {
        return settings(AclFile.USER, AclFile.PASSWORD);
    }

    private static Map<String, String> settings(String user, String password) {
        return Map.of("redis/host", redis.address(), "redis/username", user, "redis/password", password);
    }
}
