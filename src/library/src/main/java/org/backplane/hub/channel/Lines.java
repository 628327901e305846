package org.backplane.hub.channel;

import java.util.List;
import java.util.Optional;
import org.backplane.broker.HistoryPage;
import org.backplane.hub.api.AnswerFields;
import org.backplane.hub.api.SubscriptionView;
import org.backplane.hub.api.Welcome;
import org.backplane.hub.command.Rejection;
import org.backplane.message.ChannelName;
import org.backplane.message.JsonText;
import org.backplane.message.JsonWriter;
import org.backplane.message.Line;
import org.backplane.message.Member;
import org.backplane.message.Members;
import org.backplane.message.Position;
import org.backplane.message.StateDocument;

/** Writes the lines that the server sends to clients, except messages, which the broker delivers as lines. */
public final class Lines {

    /** Asks a silent client to answer. */
    public static final Line PING = Line.of(push("ping").end());

    private Lines() {}

    private static JsonWriter push(String type) {
        return new JsonWriter().string("type", type);
    }

    private static JsonWriter push(String type, ChannelName channel) {
        return push(type).string("channel", channel.value());
    }

    private static JsonWriter answer(String type, Optional<JsonText> id) {
        JsonWriter json = push(type);
        id.ifPresent(value -> json.raw("id", value.value()));
        return json;
    }

    private static JsonWriter answer(String type, Optional<JsonText> id, ChannelName channel) {
        return answer(type, id).string("channel", channel.value());
    }

    public static Line welcome(Optional<JsonText> id, Welcome welcome) {
        JsonWriter json = answer("welcome", id);
        welcome.write(json);
        return Line.of(json.end());
    }

    static Line subscribed(Optional<JsonText> id, ChannelName channel, SubscribeResult subscribed) {
        JsonWriter json = answer("subscribed", id, channel);
        subscribed.write(json);
        return Line.of(json.end());
    }

    public static Line unsubscribed(Optional<JsonText> id, ChannelName channel) {
        return Line.of(answer("unsubscribed", id, channel).end());
    }

    public static Line published(Optional<JsonText> id, ChannelName channel, Optional<Position> position) {
        JsonWriter json = answer("published", id, channel);
        AnswerFields.published(json, position);
        return Line.of(json.end());
    }

    public static Line history(Optional<JsonText> id, ChannelName channel, HistoryPage page) {
        JsonWriter json = answer("history", id, channel);
        AnswerFields.history(json, page);
        return Line.of(json.end());
    }

    public static Line members(Optional<JsonText> id, ChannelName channel, Members members) {
        JsonWriter json = answer("members", id, channel);
        AnswerFields.members(json, members);
        return Line.of(json.end());
    }

    public static Line state(Optional<JsonText> id, ChannelName channel, StateDocument document) {
        JsonWriter json = answer("state", id, channel);
        AnswerFields.state(json, document);
        return Line.of(json.end());
    }

    public static Line error(Optional<JsonText> id, Rejection rejection) {
        JsonWriter json = answer("error", id)
                .string("code", rejection.code().wire())
                .string("message", rejection.message())
                .bool("retry", rejection.retry());
        rejection.retryAfter().ifPresent(after -> json.number("retryAfter", Math.max(1, after.toMillis())));
        rejection.current().ifPresent(document -> json.raw("current", AnswerFields.versioned(document)));
        return Line.of(json.end());
    }

    /** @param change {@code joined} or {@code left} */
    static Line presence(String change, ChannelName channel, Member member, int count) {
        JsonWriter json = push(change, channel);
        json.raw("member", member.toJson()).number("count", count);
        return Line.of(json.end());
    }

    static Line count(ChannelName channel, int count) {
        JsonWriter json = push("count", channel);
        json.number("count", count);
        return Line.of(json.end());
    }

    static Line reset(ChannelName channel, ChannelImage image, SubscriptionView view) {
        JsonWriter json = push("reset", channel);
        json.string("position", image.position().toString());
        if (view.members()) {
            AnswerFields.members(json, view.filter(image.memberList().members()));
        }
        json.raw("state", AnswerFields.documents(view.state() ? image.documents() : List.of()));
        return Line.of(json.end());
    }
}
