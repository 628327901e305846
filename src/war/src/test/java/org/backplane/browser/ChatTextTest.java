package org.backplane.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What others write is text on the chat page, wherever it is shown. */
@BrowserTest
class ChatTextTest {

    private static final List<String> ATTACKS = List.of(
            "<script>globalThis.hit = 1</script>",
            "<img src=x onerror='globalThis.hit = 1'>",
            "<svg onload='globalThis.hit = 1'></svg>",
            "\"><iframe srcdoc='<script>parent.hit = 1</script>'></iframe>",
            "'; globalThis.hit = 1; //",
            "javascript:globalThis.hit=1",
            "[click](javascript:globalThis.hit=1)",
            "https://a.example/\"onmouseover=\"globalThis.hit=1",
            "https://a.example/<script>globalThis.hit=1</script>",
            "{{constructor.constructor('globalThis.hit=1')()}}",
            "${globalThis.hit=1}",
            "<style>*{display:none}</style>",
            "<base href='https://evil.example/'>",
            "<a href='data:text/html,<script>1</script>'>x</a>",
            "&lt;b&gt;entities&#x3c;/b&#x3e;",
            "<!-- a comment --> ]]> <?php",
            "\u202Eright to left\u202C and \u2066isolated\u2069",
            "@<b>Me</b> @Me");

    @Test
    void attacksInMessagesAreShownAsTheyWereWritten(Tabs tabs) {
        Page page = tabs.page();
        ScriptedHub hub = new ScriptedHub(page);
        hub.visit();
        ATTACKS.forEach(attack -> hub.say("~bob", "Bob", "chat", Json.createValue(attack)));
        page.waitForSelector("li[data-id=m" + ATTACKS.size() + "]");
        assertThat(page.locator("#messages .text").allTextContents()).isEqualTo(ATTACKS);
        requireHarmless(page);
    }

    @Test
    void attacksInNamesKindsAndDocumentsDoNothing(Tabs tabs) {
        Page page = tabs.page();
        ScriptedHub hub = new ScriptedHub(page).withState(documents(ATTACKS.get(1), "red;} body{display:none"));
        hub.visit();
        assertThat(page.textContent("#topic")).isEqualTo(ATTACKS.get(1));
        assertThat(page.getAttribute("#log", "data-worn")).isNull();
        for (String attack : ATTACKS) {
            hub.say("~" + attack, attack, "me", Json.createValue("waves"));
            hub.say("~" + attack, attack, "announce", Json.createValue(attack));
            hub.say(
                    "~" + attack,
                    attack,
                    attack,
                    Json.createObjectBuilder().add(attack, attack).build());
        }
        page.waitForSelector("li[data-id=m" + 3 * ATTACKS.size() + "]");
        requireHarmless(page);
    }

    @Test
    void loginStandsBesideANameOfOnesChoice(Tabs tabs) {
        Page page = tabs.page();
        ScriptedHub hub = new ScriptedHub(page);
        hub.visit();
        hub.say("~imp", "Ada", "chat", Json.createValue("I am Ada"));
        hub.say("mallory", "Ada", "chat", Json.createValue("No, I am Ada"));
        hub.say("Ada%20Lovelace", "Ada Lovelace", "chat", Json.createValue("Neither of them is"));
        page.waitForSelector("li[data-id=m3]");
        assertThat(page.locator("li[data-id=m1] .verified").count()).isZero();
        assertThat(page.textContent("li[data-id=m2] .verified .login")).isEqualTo("mallory");
        assertThat(page.getAttribute("li[data-id=m2] .verified", "title")).isEqualTo("Logged in as mallory");
        assertThat(page.locator("li[data-id=m3] .verified").count()).isEqualTo(1);
        assertThat(page.locator("li[data-id=m3] .verified .login").count()).isZero();
    }

    @Test
    void addressesOfTheWebAreLinksAndNothingElseIs(Tabs tabs) {
        Page page = tabs.page();
        ScriptedHub hub = new ScriptedHub(page);
        hub.visit();
        hub.say(
                "~bob",
                "Bob",
                "chat",
                Json.createValue("See https://a.example/x?y=(1), (http://b.example/z)! "
                        + "Not ftp://c.example, javascript:alert(1), //d.example or data:text/html,x"));
        page.waitForSelector("li[data-id=m1]");
        assertThat(page.evaluate("() => [...document.querySelectorAll('#messages a')].map(a => a.href + ' ' + a.rel)"))
                .isEqualTo(List.of(
                        "https://a.example/x?y=(1) noopener noreferrer", "http://b.example/z noopener noreferrer"));
    }

    @Test
    void backgroundOfTheChannelIsALookOrAColour(Tabs tabs) {
        Page page = tabs.page();
        new ScriptedHub(page).withState(documents("Trees", "forest")).visit();
        assertThat(page.getAttribute("#log", "data-worn")).isNotNull();
        assertThat((String) page.evaluate("() => getComputedStyle(document.getElementById('log')).backgroundImage"))
                .endsWith("/any/root/looks/forest.svg\")");
    }

    private static JsonObject documents(String topic, String background) {
        return Json.createObjectBuilder()
                .add("topic", document(topic))
                .add("background", document(background))
                .build();
    }

    private static JsonObjectBuilder document(String value) {
        return Json.createObjectBuilder().add("value", value).add("version", 1);
    }

    /** The rows hold what the page builds, and no text became code. */
    private static void requireHarmless(Page page) {
        assertThat(page.evaluate("() => globalThis.hit")).isNull();
        assertThat(page.locator("#log :is(script, img, iframe, style, base, b, object, embed)")
                        .count())
                .isZero();
        assertThat(page.evaluate("() => [...document.querySelectorAll('#log a')].every(a => /^https?:/.test(a.href))"))
                .isEqualTo(true);
        assertThat(page.isVisible("#text")).isTrue();
    }
}
