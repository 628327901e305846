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
 * The application code that receives the events of a channel. An exception of one handler is logged and does not affect
 * the others. Not thread-safe; used on the channel's executor.
 */
public final class Handlers {

    private static final System.Logger LOG = System.getLogger(Handlers.class.getName());

    private static final RateLimitedLog LIMITED_LOG = new RateLimitedLog(LOG);

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
        call(handler -> messages.forEach(message -> handler.message(message.line())));
    }

    void transientMessage(Line line) {
        call(handler -> handler.message(line));
    }

    void joined(Member member) {
        call(handler -> handler.joined(member));
    }

    void left(Member member) {
        call(handler -> handler.left(member));
    }

    void state(StateDocument document) {
        call(handler -> handler.state(document));
    }

    void reset() {
        call(ChannelHandler::reset);
    }

    private void call(Consumer<ChannelHandler> event) {
        for (ChannelHandler handler : handlers) {
            try {
                event.accept(handler);
            } catch (RuntimeException bug) {
                LIMITED_LOG.log(
                        Level.ERROR,
                        "Application code that listens to a channel failed; nothing else is affected. Correct the listener.",
                        bug);
            }
        }
    }
}
