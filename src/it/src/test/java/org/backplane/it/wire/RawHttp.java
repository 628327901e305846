package org.backplane.it.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.backplane.it.servers.Node;

/**
 * An answer to a request on a bare socket, for what a proper client refuses to send.
 *
 * @param status of the first line
 * @param head the status line and the headers
 * @param body as it came; one that came in chunks has their sizes in it
 */
public record RawHttp(int status, String head, String body) {

    private static final String END_OF_HEAD = "\r\n\r\n";

    /** Sends a request of this first line, less the version, with headers that each end in CR LF, and a body. */
    public static RawHttp send(Node node, String request, String headers, String body) {
        String text = request + " HTTP/1.1\r\nHost: 127.0.0.1:" + node.port() + "\r\nConnection: close\r\n" + headers
                + "\r\n" + body;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
            socket.setSoTimeout((int) Wire.BOUND.toMillis());
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return of(new String(readAll(socket.getInputStream()), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new AssertionError(request, e);
        }
    }

    /** Reads a path. */
    public static RawHttp get(Node node, String path) {
        return send(node, "GET " + path, "", "");
    }

    /** Up to the end; a server that resets the connection after its answer has answered. */
    private static byte[] readAll(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (SocketException reset) {
            if (all.size() == 0) {
                throw reset;
            }
        }
        return all.toByteArray();
    }

    private static RawHttp of(String answer) {
        int end = answer.indexOf(END_OF_HEAD);
        if (end < 0) {
            throw new AssertionError("No HTTP answer: " + answer);
        }
        return new RawHttp(
                Integer.parseInt(answer.split(" ", 3)[1]),
                answer.substring(0, end),
                answer.substring(end + END_OF_HEAD.length()));
    }

    /** A header's value; empty if there is none. */
    public Optional<String> header(String name) {
        String start = name.toLowerCase(Locale.ROOT) + ":";
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .findFirst();
    }
}
