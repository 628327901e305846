package org.backplane.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The chat page of somebody who has logged in: how he is shown, and how his login ends. */
@BrowserTest
class ChatLoginTest {

    private static final int REFUSED = 1008;

    @Test
    void markVouchesForTheLoginWhateverNameSomebodyChooses(Tabs tabs) {
        Page page = tabs.page();
        new ScriptedHub(page).withLogin("ada").visit();

        page.locator("#me .verified").waitFor();

        assertThat(page.locator("#me").textContent()).contains("Me", "Logged in as ada");
        assertThat(page.locator("#me .login").innerText()).isEqualTo("ada");
    }

    @Test
    void logoutIsOfferedWhereTheServerCanEndTheLogin(Tabs tabs) {
        Page page = tabs.page();
        List<String> asked = new ArrayList<>();
        ScriptedHub hub = new ScriptedHub(page).withLogin("ada");
        hub.visit();
        page.route("**/logout", route -> {
            asked.add(route.request().method());
            route.fulfill(new FulfillOptions().setStatus(204));
        });
        page.reload();

        page.click("#me");
        page.locator("#log-out").click();

        page.waitForSelector("#server[data-state=open]");
        assertThat(asked).contains("HEAD", "POST");
    }

    @Test
    void anonymousUserIsOfferedNone(Tabs tabs) {
        Page page = tabs.page();
        new ScriptedHub(page).visit();

        page.click("#me");

        assertThat(page.isVisible("#log-out")).isFalse();
        assertThat(page.locator("#me .verified").count()).isZero();
    }

    @Test
    void endOfTheLoginLeadsToTheNextOne(Tabs tabs) {
        Page page = tabs.page();
        ScriptedHub hub = new ScriptedHub(page).withLogin("ada");
        hub.visit();

        hub.dismiss(REFUSED, "login ended");

        page.locator("#log-in").waitFor();
        assertThat(page.locator("#away-text").innerText()).isEqualTo("You are not logged in.");
        assertThat(page.getAttribute("#log-in", "href")).isEqualTo("./");
    }
}
