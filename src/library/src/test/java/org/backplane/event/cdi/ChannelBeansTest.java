package org.backplane.event.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;
import org.backplane.event.Channel;
import org.backplane.event.Inbound;
import org.backplane.event.Joined;
import org.backplane.event.Left;
import org.backplane.event.Outbound;
import org.backplane.event.Presence;
import org.backplane.event.Publisher;
import org.backplane.event.State;
import org.backplane.event.TestNode;
import org.backplane.event.Users;
import org.backplane.message.Member;
import org.backplane.message.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChannelBeansTest {

    private static final String HERE = ChannelBeansTest.class.getName() + "$";

    @ParameterizedTest
    @MethodSource("mistakes")
    void invalidDeclarationFailsTheDeploymentAndNamesThePlace(Class<?> bean, String line) {
        Throwable refused = catchThrowable(() -> TestNode.with(bean).close());

        assertThat(refused).hasMessageContaining(HERE + line);
        assertThat(causes(refused)).hasAtLeastOneElementOfType(DefinitionException.class);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(
                        BadName.class,
                        "BadName.publisher: @Channel(\"a b\"): a channel name may contain letters, marks, digits and _ . : -"
                                + " only, not U+0020"),
                arguments(Inbox.class, "Inbox.presence: @Channel(\"@ada\"): an inbox is for Users.send only"),
                arguments(
                        BadEvent.class, "BadEvent.event: @Channel(\"\"): a channel name must have 1 to 128 characters"),
                arguments(ObservedInbox.class, "ObservedInbox.on: @Channel(\"@ada\"): an inbox is for Users.send only"),
                arguments(NoChannel.class, "NoChannel.on: @Inbound needs a @Channel"),
                arguments(NoChannelOfMembers.class, "NoChannelOfMembers.on: @Left needs a @Channel"),
                arguments(Synchronous.class, "Synchronous.on: @Joined needs @ObservesAsync instead of @Observes"),
                arguments(
                        WrongType.class,
                        "WrongType.on: @Inbound is about org.backplane.message.Message, not java.lang.String"));
    }

    @Test
    void everyNamedChannelHasItsBeans() {
        try (TestNode node = TestNode.with(Right.class)) {
            Right right = node.bean(Right.class);

            assertThat(right.beans()).doesNotContainNull().doesNotHaveDuplicates();
        }
    }

    private static Stream<Throwable> causes(@Nullable Throwable thrown) {
        if (thrown == null) {
            return Stream.empty();
        }
        Stream<Throwable> more = Stream.concat(Stream.of(thrown.getSuppressed()), Stream.ofNullable(thrown.getCause()));
        return Stream.concat(Stream.of(thrown), more.flatMap(ChannelBeansTest::causes));
    }

    /** A valid bean. */
    @ApplicationScoped
    static class Right {
        @Inject
        @Channel("orders")
        private Publisher orders;

        @Inject
        @Channel("Bücher.2:a-b_c")
        private Publisher books;

        @Inject
        @Channel("orders")
        private Presence who;

        @Inject
        @Channel("orders")
        private State state;

        @Inject
        private Users users;

        List<Object> beans() {
            return List.of(orders, books, who, state, users);
        }

        void any(@ObservesAsync @Inbound @Channel("orders") Object message) {}
    }

    @ApplicationScoped
    static class BadName {
        @Inject
        @Channel("a b")
        Publisher publisher;
    }

    @ApplicationScoped
    static class Inbox {
        @Inject
        @Channel("@ada")
        Presence presence;
    }

    @ApplicationScoped
    static class BadEvent {
        @Inject
        @Outbound
        @Channel("")
        Event<String> event;
    }

    @ApplicationScoped
    static class ObservedInbox {
        void on(@ObservesAsync @Inbound @Channel("@ada") Message message) {}
    }

    @ApplicationScoped
    static class NoChannel {
        void on(@ObservesAsync @Inbound Message message) {}
    }

    @ApplicationScoped
    static class NoChannelOfMembers {
        void on(@ObservesAsync @Left Member member) {}
    }

    @ApplicationScoped
    static class Synchronous {
        void on(@Observes @Joined @Channel("orders") Member member) {}
    }

    @ApplicationScoped
    static class WrongType {
        void on(@ObservesAsync @Inbound @Channel("orders") String message) {}
    }
}
