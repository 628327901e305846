package org.backplane.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "home",
                "Home.v2:room-1_a",
                ".",
                "..",
                ":",
                "-",
                "_",
                "0",
                "٠١٢",
                "غرفة",
                "نُسْخَة",
                "कमरा",
                "क्षत्रिय",
                "ห้องสนทนา",
                "ກຸ່ມ",
                "聊天室",
                "部屋の名前",
                "채팅방",
                "комната",
                "חֶדֶר",
                "ოთახი",
                "սենյակ",
                "Ελλάδα",
                "straße",
                "İı",
                "ǅ",
                "ʰ",
                "éàü",
                "q\u0308",
                "a\u20DD",
                "𐌰𐌱𐌲",
                "𐐀𐐁",
                "𠀀"
            })
    void everyScriptHasNames(String name) {
        assertThat(new ChannelName(name).value()).isEqualTo(name);
        assertThat(Names.require("a name", name, 64)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a\tb",
                "a\n",
                "a/b",
                "a\\b",
                "a{b}",
                "*",
                "?",
                "#",
                "a,b",
                "a;b",
                "a=b",
                "a+b",
                "a%20b",
                "a@b",
                "~a",
                "\"",
                "'",
                "<",
                "😀",
                "a\u200Db",
                "a\u200Cb",
                "a\u00ADb",
                "\uFEFF",
                "\u0000",
                "\u007F",
                "½",
                "²",
                "Ⅷ",
                "€",
                "\uD83D",
                "a\uDE00",
                "\u2028",
                "\u0378",
                "\uE000"
            })
    void otherCharactersAreRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ChannelName(name));
        assertThatIllegalArgumentException().isThrownBy(() -> Names.require("a name", name, 64));
    }

    @ParameterizedTest
    @ValueSource(strings = {"e\u0301", "a\u030A", "\u212B", "\u1100\u1161", "か\u3099", "\uF900", "\u0958"})
    void nameThatIsNotNfcIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChannelName(name))
                .withMessage("a channel name must be in Unicode normalization form C");
        assertThatIllegalArgumentException().isThrownBy(() -> new ChannelName("@" + name));
        assertThatIllegalArgumentException().isThrownBy(() -> new StateDocument(name, JsonText.NULL, 0));
    }

    @Test
    void lengthCountsCodePoints() {
        assertThatCode(() -> new ChannelName("𐌰".repeat(128))).doesNotThrowAnyException();
        assertThatCode(() -> Names.require("a name", "漢".repeat(64), Names.MAX_NAME))
                .doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChannelName("𐌰".repeat(129)))
                .withMessage("a channel name must have 1 to 128 characters, not 129");
        assertThatIllegalArgumentException().isThrownBy(() -> Names.require("a name", "漢".repeat(65), Names.MAX_NAME));
    }

    @Test
    void errorNamesTheCodePointAndDoesNotQuoteIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChannelName("a\u202Eb"))
                .withMessage("a channel name may contain letters, marks, digits and _ . : - only, not U+202E");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChannelName("😀"))
                .withMessageEndingWith("not U+1F600");
    }

    @Test
    void nameInALogIsPrintableAscii() {
        assertThat(new ChannelName("home-1")).hasToString("home-1");
        assertThat(new ChannelName("\u05d0b\ud800\udf30")).hasToString("\\u05d0b\\ud800\\udf30");
    }

    @Test
    void caseMatters() {
        assertThat(new ChannelName("home")).isNotEqualTo(new ChannelName("Home"));
    }

    @Test
    void inboxBelongsToItsUser() {
        UserId user = UserId.ofPrincipal("ada lovelace");
        ChannelName inbox = ChannelName.inboxOf(user);
        assertThat(inbox).hasToString("@ada%20lovelace");
        assertThat(inbox.isInbox()).isTrue();
        assertThat(inbox.owner()).contains(user);
        assertThat(new ChannelName("ada").owner()).isEmpty();
        assertThat(new ChannelName("ada").isInbox()).isFalse();
    }

    @Test
    void everyUserHasAnInbox() {
        UserId longest = new UserId("𐌰".repeat(UserId.MAX_LENGTH));
        assertThat(new ChannelName(ChannelName.inboxOf(longest).value()).owner())
                .contains(longest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"@", "@ ", "@a:b", "@a~b", "@~~", "@a/b"})
    void inboxOfNobodyIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ChannelName(name));
    }
}
