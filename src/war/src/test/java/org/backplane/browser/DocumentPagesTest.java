package org.backplane.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.backplane.test.Markdown;
import org.backplane.test.Markdown.Block;
import org.junit.jupiter.api.Test;

/** Every page and script that the documents show runs, to its end. */
@BrowserTest
class DocumentPagesTest {

    private static final Pattern SCRIPT = Pattern.compile("<script type=\"module\">\n(.*)</script>", Pattern.DOTALL);
    private static final Pattern PLACE = Pattern.compile("'(?:\\.|https://[a-z.]+)?/backplane/");

    @Test
    void everyExampleRuns(Tabs tabs) {
        List<Block> scripts = Markdown.all().stream()
                .flatMap(document -> Stream.concat(document.blocks("html").stream(), document.blocks("js").stream()))
                .toList();
        assertThat(scripts).hasSizeGreaterThan(2).allSatisfy(block -> {
            Page page = tabs.page();
            new ScriptedHub(page);
            run(page, code(block));
        });
    }

    private static String code(Block block) {
        Matcher script = SCRIPT.matcher(block.code());
        return PLACE.matcher(script.find() ? script.group(1) : block.code()).replaceAll("'./");
    }

    private static void run(Page page, String code) {
        page.route(
                ScriptedHub.BASE + "example.html",
                route -> route.fulfill(new FulfillOptions()
                        .setContentType("text/html")
                        .setBody("<!doctype html><title>example</title><script type=module src=example.js></script>")));
        page.route(
                ScriptedHub.BASE + "example.js",
                route -> route.fulfill(new FulfillOptions()
                        .setContentType("text/javascript")
                        .setBody(code + "\nglobalThis.isDone = true;")));
        page.navigate(ScriptedHub.BASE + "example.html");
        page.waitForFunction("() => globalThis.isDone");
    }
}
