package org.backplane.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserIdTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ada|ada",
                "Ada|Ada",
                "ada@example.org|ada@example.org",
                "a.b_c-d9|a.b_c-d9",
                "ada lovelace|ada%20lovelace",
                "DOMAIN\\ada|DOMAIN%5Cada",
                "cn=ada,o=x|cn%3Dada%2Co%3Dx",
                "100%|100%25",
                "%41|%2541",
                "~ada|%7Eada",
                "a:b|a%3Ab",
                "{x}|%7Bx%7D",
                "Åda|Åda",
                "A\u030Ada|Åda",
                "\u212Bda|Åda",
                "عادا|عادا",
                "愛達|愛達",
                "𐌰|𐌰",
                "☃|%E2%98%83",
                "😀|%F0%9F%98%80",
                "a\u200Db|a%E2%80%8Db",
                "`\n`|%0A",
                "` `|%20"
            })
    void idOfAPrincipalKeepsLettersAndEscapesTheRest(String name, String id) {
        assertThat(UserId.ofPrincipal(name)).hasToString(id);
        assertThat(new UserId(id)).isEqualTo(UserId.ofPrincipal(name));
    }

    @Test
    void differentPrincipalsHaveDifferentIds() {
        List<String> names = List.of("ada", "Ada", "a da", "a%20da", "a%2520da", "~ada", "%7Eada", "a+da", "a_da");
        assertThat(new HashSet<>(names.stream().map(UserId::ofPrincipal).toList()))
                .hasSize(names.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"~ada", "~", "~~", "~k7q3abcdefghijklmnopqrst"})
    void noPrincipalLooksAnonymous(String name) {
        assertThat(UserId.ofPrincipal(name).isAnonymous()).isFalse();
        assertThat(new UserId("~k7").isAnonymous()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a b", "a:b", "a~", "~~", "~a~", "a/b", "😀", "\uD83D", "\u0000", "e\u0301", "\u212B"})
    void invalidUserIdIsRefused(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> new UserId(id));
    }

    @Test
    void idLengthIsLimitedInCodePoints() {
        assertThat(new UserId("𐌰".repeat(127)).value()).hasSize(254);
        assertThatIllegalArgumentException().isThrownBy(() -> new UserId("𐌰".repeat(128)));
        assertThat(UserId.ofPrincipal(" ".repeat(42)).value()).isEqualTo("%20".repeat(42));
        assertThat(UserId.ofPrincipal("a".repeat(127)).value()).isEqualTo("a".repeat(127));
    }

    @Test
    void longNameOfACertificateIsItsBeginningAndAHash() {
        String name = "CN=Ada Lovelace, OU=Analytical Engines, O=The Difference Engine Company of London, "
                + "L=Marylebone, ST=Greater London, C=GB";

        UserId id = UserId.ofPrincipal(name);

        assertThat(id)
                .hasToString("CN%3DAda%20Lovelace%2C%20OU%3DAnalytical%20Engines%2C%20O%3DThe%20Difference%20Eng"
                        + "%-7fybXoE-l-dCHDFQ8ntHEjYhHO33KtarALK8NFD26m8");
        assertThat(ChannelName.inboxOf(id).owner()).contains(id);
        assertThat(UserId.ofPrincipal(name + " ")).isNotEqualTo(id);
        assertThat(UserId.ofPrincipal(id.value())).isNotEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", " ", "𐌰", "é", "e\u0301", "~", "x "})
    void everyLongNameHasAnId(String part) {
        for (int length = 1; length < 200; length++) {
            UserId id = UserId.ofPrincipal(part.repeat(length));
            assertThat(id.value().codePointCount(0, id.value().length())).isLessThanOrEqualTo(UserId.MAX_LENGTH);
            assertThat(id.value()).doesNotContainPattern("%[0-9A-F]?%");
            assertThat(ChannelName.inboxOf(id).owner()).contains(id);
        }
    }

    @Test
    void principalWithoutANameIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> UserId.ofPrincipal(""));
    }

    @Test
    void principalWithHalfASurrogatePairHasAnIdOfItsOwn() {
        assertThat(UserId.ofPrincipal("a\uD83D")).hasToString("a%ED%A0%BD").isNotEqualTo(UserId.ofPrincipal("a?"));
    }
}
