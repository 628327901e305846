package org.backplane.endpoint.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.backplane.endpoint.rest.Call;
import org.backplane.endpoint.rest.InProcessRestApi;
import org.backplane.endpoint.rest.Reply;
import org.backplane.security.AnonymousTokens;
import org.backplane.security.Decision;
import org.backplane.security.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how the user of a request is determined. */
class RequestUserTest {

    private static final String HOME = "channels/home/messages";
    private static final String BODY = "{\"name\":\"chat\",\"data\":1}";

    private final InProcessRestApi api = new InProcessRestApi();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void writeWithoutCredentialsIsUnauthorized() {
        for (Call call : new Call[] {
            api.call("POST", HOME).json(BODY),
            api.call("POST", "users/ada/messages").json(BODY),
            api.call("PUT", "channels/home/state/topic").json("1"),
            api.call("DELETE", "channels/home/state/topic")
        }) {
            Reply reply = call.send().isProblem(401, "forbidden");
            assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"backplane\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer made-up",
                "Bearer",
                "Bearer AAAAAAAAAAAAAAAAAAAAAAA",
                "Bearer AAAAAAAAAAAAAAAAAAAAAB",
                "Bearer AAAAAAAAAAAAAAAAAAAAAA x",
                "Basic YWRhOmFkYQ==",
                ""
            })
    void unknownCredentialsReadUnauthenticatedAndDoNotWrite(String authorization) {
        Reply write = api.call("POST", HOME)
                .header("Authorization", authorization)
                .json(BODY)
                .send();
        assertThat(write.isProblem(401, "forbidden").header("WWW-Authenticate")).contains("invalid_token");
        api.call("GET", HOME).header("Authorization", authorization).send().isAnswer(200);
        api.call("GET", "channels/@ada/messages")
                .header("Authorization", authorization)
                .send()
                .isProblem(401, "forbidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YWRhOng=", "Bearer made-up", "Negotiate abc", ""})
    void healthIsAnsweredWhateverTheCredentialsAre(String authorization) {
        for (String path : new String[] {"health/live", "health/ready"}) {
            api.call("GET", path).header("Authorization", authorization).send().isAnswer(200);
            api.call("GET", path).loggedIn("a".repeat(200)).send().isAnswer(200);
        }
    }

    @Test
    void schemeOfTheTokenIgnoresCase() {
        api.call("POST", HOME)
                .header("Authorization", "bearer " + InProcessRestApi.token())
                .json(BODY)
                .send()
                .isAnswer(201);
    }

    @Test
    void userOfATokenHasTheSameNameAsOnTheWebSocket() {
        String token = InProcessRestApi.token();
        String id = new AnonymousTokens().userOf(token).orElseThrow().id().value();
        api.call("POST", HOME).as(token).json(BODY).send().isAnswer(201);
        assertThat(api.call("GET", HOME).send().body())
                .contains("\"user\":\"" + id + "\",\"name\":\"guest " + id.substring(0, 4) + "\"");
    }

    @Test
    void principalWinsOverAToken() {
        api.call("POST", HOME)
                .loggedIn("Ada Lovelace")
                .as(InProcessRestApi.token())
                .json(BODY)
                .send()
                .isAnswer(201);
        assertThat(api.call("GET", HOME).send().body())
                .contains("\"from\":{\"user\":\"Ada%20Lovelace\",\"name\":\"Ada Lovelace\",\"verified\":true}");
    }

    @Test
    void loginWithoutANameIsRejected() {
        api.call("GET", HOME).loggedIn("").send().isProblem(403, "forbidden");
    }

    @Test
    void loginWhoseNameIsNullIsRefusedLikeOneWithoutAName() {
        Reply nameless = api.call("GET", HOME).loggedIn("").send();
        for (Call call : new Call[] {
            api.call("GET", HOME),
            api.call("POST", HOME).json(BODY),
            api.call("GET", HOME).as(InProcessRestApi.token())
        }) {
            Reply reply = call.loggedInWithNullName().send().isProblem(403, "forbidden");
            assertThat(reply.text("detail")).isEqualTo(nameless.text("detail"));
        }
    }

    @Test
    void loginWithALongNameIsAUserToo() {
        String name = "CN=" + "a".repeat(500);
        api.call("POST", HOME).loggedIn(name).json(BODY).send().isAnswer(201);
    }

    @Test
    void conditionalWritesCheckTheRolesOfThePrincipalToo() {
        try (InProcessRestApi strict = new InProcessRestApi(
                Map.of(),
                (operation, channel, user) ->
                        operation != Operation.SET || user.roles().test("staff")
                                ? Decision.ALLOWED
                                : Decision.refused("staff only"))) {
            String topic = "channels/home/state/topic";
            Reply refused = strict.call("PUT", topic)
                    .as(InProcessRestApi.token())
                    .json("1")
                    .send();
            assertThat(refused.isProblem(403, "forbidden").text("detail")).isEqualTo("staff only");
            Reply put =
                    strict.call("PUT", topic).loggedIn("ada").json("1").send().isAnswer(200);
            strict.call("PUT", topic)
                    .loggedIn("ada")
                    .header("If-Match", put.header("ETag"))
                    .json("2")
                    .send()
                    .isAnswer(200);
        }
    }

    @Test
    void rulesMayRejectUnauthenticatedReads() {
        try (InProcessRestApi strict = new InProcessRestApi(
                Map.of(),
                (operation, channel, user) -> user.verified() ? Decision.ALLOWED : Decision.refused("members only"))) {
            strict.call("GET", HOME).send().isProblem(401, "forbidden");
            strict.call("GET", HOME).as(InProcessRestApi.token()).send().isProblem(403, "forbidden");
            strict.call("GET", HOME).loggedIn("ada").send().isAnswer(200);
        }
    }

    @Test
    void nodeThatNeedsALoginAnswersOnlyHealthChecksWithoutOne() {
        try (InProcessRestApi closed = new InProcessRestApi(Map.of("access/login", "staff"))) {
            Reply refused = closed.call("GET", HOME).send().isProblem(401, "forbidden");
            assertThat(refused.header("WWW-Authenticate")).startsWith("Login");
            closed.call("GET", HOME).as(InProcessRestApi.token()).send().isProblem(401, "forbidden");
            closed.call("GET", "status").send().isProblem(401, "forbidden");
            closed.call("GET", HOME).loggedIn("ada").send().isAnswer(200);
            closed.call("GET", "health/live").send().isAnswer(200);
            closed.call("GET", "health/ready").send().isAnswer(200);
        }
        try (InProcessRestApi closed = new InProcessRestApi(Map.of("access/login", "others"))) {
            closed.call("GET", HOME).loggedIn("ada").send().isProblem(403, "forbidden");
        }
    }

    @Test
    void privateMessageLeavesACopyWithItsSender() {
        String ada = InProcessRestApi.token();
        String bob = InProcessRestApi.token();
        String path = "users/" + InProcessRestApi.userOf(bob) + "/messages";
        Reply sent = api.call("POST", path).as(ada).json(BODY).send().isAnswer(201);
        assertThat(sent.text("channel")).isEqualTo("@" + InProcessRestApi.userOf(ada));
        String own = "channels/@" + InProcessRestApi.userOf(ada) + "/messages";
        assertThat(api.call("GET", own).as(ada).send().isAnswer(200).body())
                .contains("\"position\":\"" + sent.text("position") + "\"")
                .contains("\"to\":\"" + InProcessRestApi.userOf(bob) + "\"");
        String inbox = "channels/@" + InProcessRestApi.userOf(bob) + "/messages";
        assertThat(api.call("GET", inbox).as(bob).send().isAnswer(200).body()).contains("\"data\":1");
    }

    @Test
    void percentOfAUserIdIsEncodedInThePath() {
        api.call("POST", "users/Ada%2520Lovelace/messages")
                .as(InProcessRestApi.token())
                .json(BODY)
                .send()
                .isAnswer(201);
        assertThat(api.call("GET", "channels/@Ada%2520Lovelace/messages")
                        .loggedIn("Ada Lovelace")
                        .send()
                        .isAnswer(200)
                        .body())
                .contains("\"data\":1");
        api.call("POST", "users/Ada%20Lovelace/messages")
                .as(InProcessRestApi.token())
                .json(BODY)
                .send()
                .isProblem(400, "bad-request");
    }

    @Test
    void membersCanBeReadUnauthenticated() {
        assertThat(api.call("GET", "channels/home/members").send().isAnswer(200).body())
                .isEqualTo("{\"type\":\"members\",\"channel\":\"home\",\"count\":0,\"members\":[]}");
    }
}
