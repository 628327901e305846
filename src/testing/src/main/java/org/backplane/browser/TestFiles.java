package org.backplane.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Files of the source tree as a server would give them, without one. */
public final class TestFiles {

    /** Where {@code backplane.js} is. */
    public static final Path CLIENT =
            Path.of("src", "library", "src", "main", "resources", "META-INF", "resources", "backplane");

    private static final Path PAGES = Path.of("src", "war", "src", "main", "webapp");

    /** What the pages of Backplane say of themselves. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> TYPES =
            Map.of("html", "text/html", "js", "text/javascript", "css", "text/css");

    private TestFiles() {}

    /**
     * Has a page find the files of the WAR below a URL: its pages, and the browser client.
     *
     * @param base ends with a slash
     */
    public static void serveWebapp(Page page, String base) {
        serve(page, base, CLIENT);
        serve(page, base, PAGES);
    }

    /**
     * Has a page find the files of a directory below a URL, with the Content-Security-Policy of Backplane; what is not there is
     * left to whoever serves the rest.
     *
     * @param base ends with a slash
     */
    public static void serve(Page page, String base, Path directory) {
        page.route(base + "**", route -> {
            String path = URI.create(route.request().url()).getPath();
            Path file =
                    directory.resolve(path.substring(URI.create(base).getPath().length()));
            if (Files.isRegularFile(file)) {
                give(route, file, Map.of("Content-Security-Policy", POLICY));
            } else {
                route.fallback();
            }
        });
    }

    /** Gives one file, with these headers and the type of its name. */
    public static void give(Route route, Path file, Map<String, String> headers) {
        String name = file.getFileName().toString();
        String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
        route.fulfill(new FulfillOptions().setPath(file).setHeaders(headers).setContentType(type + "; charset=utf-8"));
    }
}
