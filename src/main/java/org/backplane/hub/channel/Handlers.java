package org.backplane.hub.channel;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.backplane.concurrent.RateLimitedLog;
import org.backplane.hub.api.ChannelHandler;
import org.backplane.message.Line;
import org.backplane.message.Member;
import org.backplane.message.StateDocument;
import org.backplane.message.StoredMessage;

/**
 * The application code that listens to a channel; one that throws harms nobody else. Not thread-safe; used on the
 * channel's turn.
 */
public final class Handlers {

    private static final System.Logger LOG = System.getLogger(Handlers.class.getName());

    private static final RateLimitedLog RARE = new RateLimitedLog(LOG);

    private List<ChannelHandler> handlers = List.of();

    public void add(ChannelHandler handler) {
        List<ChannelHandler> more = new ArrayList<>(handlers);
        more.add(handler);
        handlers = List.copyOf(more);
    }

    public void remove(ChannelHandler handler) {
        List<ChannelHandler> fewer = new ArrayList<>(handlers);
        fewer.remove(handler);
        handlers = List.copyOf(fewer);
    }

    void messages(List<StoredMessage> messages) {
        tell(handler -> messages.forEach(message -> handler.message(message.line())));
    }

    void transientMessage(Line line) {
        tell(handler -> handler.message(line));
    }

    void joined(Member member) {
        tell(handler -> handler.joined(member));
    }

    void left(Member member) {
        tell(handler -> handler.left(member));
    }

    void state(StateDocument document) {
        tell(handler -> handler.state(document));
    }

    void reset() {
        tell(ChannelHandler::reset);
    }

    private void tell(Consumer<ChannelHandler> news) {
        for (ChannelHandler handler : handlers) {
            try {
                news.accept(handler);
            } catch (RuntimeException bug) {
                RARE.log(
                        Level.ERROR,
                        "Application code that listens to a channel failed; nobody else is affected. Mend it.",
                        bug);
            }
        }
    }
}
