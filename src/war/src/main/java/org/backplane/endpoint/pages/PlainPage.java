package org.backplane.endpoint.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * A page without scripts, which may be shown at the address of any other page, in the style of the node.
 *
 * @param title the title and heading
 * @param content the HTML below the heading; trusted
 */
record PlainPage(String title, String content) {

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>{title} · Backplane</title>
              <link rel="icon" href="{base}/looks/mark.svg" type="image/svg+xml">
              <link rel="stylesheet" href="{base}/login.css">
              <link rel="stylesheet" href="{base}/node.css">
            </head>
            <body>
              <main>
                <h1><img src="{base}/looks/mark.svg" alt="" width="28" height="28"> {title}</h1>
            {content}
              </main>
            </body>
            </html>
            """;

    void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/html");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", PageHeaders.POLICY_WITH_FORMS);
        response.getWriter()
                .print(PAGE.replace("{content}", content)
                        .replace("{title}", title)
                        .replace("{base}", request.getContextPath()));
    }
}
