package org.backplane.broker;

import java.util.List;
import org.backplane.concurrent.TaskGuard;
import org.backplane.message.Line;
import org.backplane.message.StateDocument;
import org.backplane.message.StoredMessage;

/**
 * Delegates to a listener and throws nothing. Whatever the listener throws, {@link Error}s included, is logged and
 * reported, so that the broker can {@link #reset} it. Called as the listener is.
 */
public final class GuardedListener implements ChannelListener {

    private static final System.Logger LOG = System.getLogger(GuardedListener.class.getName());
    private static final TaskGuard GUARD = new TaskGuard(
            LOG, "The listener of a channel failed and is reset. This is a bug in Backplane: please report it.");

    private final ChannelListener listener;
    private final Runnable onFailure;

    /** @param onFailure runs in the same thread after each call in which the listener threw */
    public GuardedListener(ChannelListener listener, Runnable onFailure) {
        this.listener = listener;
        this.onFailure = onFailure;
    }

    private void guarded(Runnable call) {
        if (!GUARD.run(call)) {
            onFailure.run();
        }
    }

    @Override
    public void messages(List<StoredMessage> messages) {
        guarded(() -> listener.messages(messages));
    }

    @Override
    public void transientMessage(Line line) {
        guarded(() -> listener.transientMessage(line));
    }

    @Override
    public void state(StateDocument document) {
        guarded(() -> listener.state(document));
    }

    @Override
    public void presence(PresenceChange change) {
        guarded(() -> listener.presence(change));
    }

    @Override
    public void reset(Snapshot now) {
        guarded(() -> listener.reset(now));
    }

    @Override
    public void refreshed(Snapshot now) {
        guarded(() -> listener.refreshed(now));
    }
}
