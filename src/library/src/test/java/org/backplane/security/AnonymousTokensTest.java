package org.backplane.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnonymousTokensTest {

    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

    private final AnonymousTokens tokens = new AnonymousTokens();

    @Test
    void tokensDifferAndNameDifferentUsers() {
        Set<String> issued = new HashSet<>();
        Set<String> users = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String token = tokens.issue();
            issued.add(token);
            users.add(tokens.userOf(token).orElseThrow().id().value());
        }

        assertThat(issued).hasSize(1000).allMatch(token -> token.matches("[A-Za-z0-9_-]{22}"));
        assertThat(users).hasSize(1000).allMatch(id -> id.matches("~[a-z2-7]{26}"));
    }

    @Test
    void idIsTheHashOfTheToken() throws Exception {
        String token = "AAAAAAAAAAAAAAAAAAAAAA";
        byte[] hash = MessageDigest.getInstance("SHA-256")
                .digest(("backplane-user" + token).getBytes(StandardCharsets.UTF_8));
        BigInteger bits = new BigInteger(1, hash).shiftRight(256 - 130);
        StringBuilder expected = new StringBuilder();
        for (int i = 25; i >= 0; i--) {
            expected.append(BASE32.charAt(bits.shiftRight(5 * i).intValue() & 0x1F));
        }

        User user = tokens.userOf(token).orElseThrow();

        assertThat(user.id().value()).isEqualTo("~" + expected);
        assertThat(user.verified()).isFalse();
        assertThat(user.roles().test("admin")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAAB",
                "AAAAAAAAAA+AAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAA="
            })
    void textThatNoServerIssuedIsNoToken(String text) {
        assertThat(tokens.userOf(text)).isEmpty();
    }
}
