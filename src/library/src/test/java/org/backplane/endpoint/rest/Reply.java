package org.backplane.endpoint.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.backplane.message.JsonObject;
import org.glassfish.jersey.server.ContainerResponse;

/** The response to a {@link Call}. */
public record Reply(ContainerResponse response, String body) {

    static Reply of(ContainerResponse response) {
        Object entity = response.getEntity();
        return new Reply(response, entity instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : "");
    }

    public int status() {
        return response.getStatus();
    }

    public String header(String name) {
        return Optional.ofNullable(response.getHeaderString(name)).orElse("");
    }

    public JsonObject json() {
        return JsonObject.parse(body);
    }

    public String text(String field) {
        return json().requiredString(field);
    }

    public Reply isAnswer(int status) {
        assertThat(status()).as(body).isEqualTo(status);
        assertThat(header("Content-Type")).isEqualTo("application/json");
        return this;
    }

    public Reply isProblem(int status, String code) {
        assertThat(status()).as(body).isEqualTo(status);
        assertThat(header("Content-Type")).isEqualTo("application/problem+json");
        JsonObject problem = json();
        assertThat(problem.number("status")).hasValue(status);
        assertThat(problem.requiredString("code")).isEqualTo(code);
        assertThat(problem.requiredString("type")).isEqualTo("about:blank");
        assertThat(problem.requiredString("title")).isNotBlank();
        assertThat(problem.requiredString("detail")).isNotBlank();
        return this;
    }
}
