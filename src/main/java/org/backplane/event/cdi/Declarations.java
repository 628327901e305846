package org.backplane.event.cdi;

import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.backplane.event.Channel;
import org.backplane.message.ChannelName;

/**
 * What the application's beans declare of channels: where they inject something of them and what they observe. The
 * container fills it at deployment, from one thread at a time; nothing changes later.
 */
final class Declarations {

    private final Set<String> injected = new TreeSet<>();
    private final Map<String, Set<Observed>> observed = new TreeMap<>();

    /**
     * Checks the name of a channel that application code may use.
     *
     * @throws IllegalArgumentException if it is no channel name, or an inbox
     */
    static ChannelName channel(String name) {
        ChannelName channel = new ChannelName(name);
        if (channel.isInbox()) {
            throw new IllegalArgumentException("an inbox is for Users.send only");
        }
        return channel;
    }

    /** @throws IllegalArgumentException if its channel is none */
    void injection(Set<Annotation> qualifiers) {
        channelIn(qualifiers).ifPresent(channel -> injected.add(channel.value()));
    }

    /** @throws IllegalArgumentException if it can never be told anything */
    void observer(ObserverMethod<?> observer) {
        Optional<ChannelName> channel = channelIn(observer.getObservedQualifiers());
        Observed.of(observer.getObservedQualifiers()).ifPresent(what -> {
            require(channel.isPresent(), what, "needs a @Channel");
            require(observer.isAsync(), what, "needs @ObservesAsync instead of @Observes");
            require(
                    rawType(observer.getObservedType()).isAssignableFrom(what.payload()),
                    what,
                    "is about " + what.payload().getName() + ", not "
                            + observer.getObservedType().getTypeName());
            observed.computeIfAbsent(channel.orElseThrow().value(), name -> EnumSet.noneOf(Observed.class))
                    .add(what);
        });
    }

    private static void require(boolean met, Observed what, String complaint) {
        if (!met) {
            throw new IllegalArgumentException(
                    "@" + what.qualifier().annotationType().getSimpleName() + " " + complaint);
        }
    }

    private static Class<?> rawType(Type type) {
        Type raw = type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type;
        return raw instanceof Class<?> known ? known : Object.class;
    }

    private static Optional<ChannelName> channelIn(Set<Annotation> qualifiers) {
        return Stream.of(qualifiers)
                .flatMap(Set::stream)
                .filter(Channel.class::isInstance)
                .map(qualifier -> ((Channel) qualifier).value())
                .map(Declarations::named)
                .findFirst();
    }

    private static ChannelName named(String name) {
        try {
            return channel(name);
        } catch (IllegalArgumentException bad) {
            throw new IllegalArgumentException("@Channel(\"" + name + "\"): " + bad.getMessage(), bad);
        }
    }

    /** The channels of which something is injected. */
    Set<String> injected() {
        return injected;
    }

    /** What is observed, by channel. */
    Map<String, Set<Observed>> observed() {
        return observed;
    }
}
