package org.backplane.event.cdi;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.backplane.event.State;
import org.backplane.hub.api.ChannelState;
import org.backplane.hub.command.StateChange;
import org.backplane.message.ChannelName;
import org.backplane.message.StateDocument;
import org.jspecify.annotations.Nullable;

/** Reads and writes state documents through the hub. */
record HubState(ApplicationApi api, ChannelName channel) implements State {

    @Override
    public <T> CompletionStage<Optional<Document<T>>> get(String key, Class<T> type) {
        return api.toApplication(
                read().thenApplyAsync(state -> state.document(key).map(d -> typed(d, type)), api.dependents()));
    }

    /** Calls constructors and adapters of the application, so it runs on a thread for application code. */
    private <T> Document<T> typed(StateDocument found, Class<T> type) {
        return new Document<>(found.key(), api.json().read(found.value(), type), found.version());
    }

    @Override
    public CompletionStage<List<StateDocument>> documents() {
        return api.toApplication(read().thenApply(ChannelState::documents));
    }

    private CompletionStage<ChannelState> read() {
        return api.hub().state(ApplicationApi.CALLER, channel);
    }

    @Override
    public CompletionStage<Long> set(String key, @Nullable Object value) {
        return set(key, value, OptionalLong.empty());
    }

    @Override
    public CompletionStage<Long> set(String key, @Nullable Object value, long version) {
        return set(key, value, OptionalLong.of(version));
    }

    private CompletionStage<Long> set(String key, @Nullable Object value, OptionalLong version) {
        StateChange change = new StateChange(key, api.json().write(value), version);
        return api.toApplication(
                api.hub().set(ApplicationApi.CALLER, channel, change).thenApply(written -> written.document()
                        .version()));
    }
}
