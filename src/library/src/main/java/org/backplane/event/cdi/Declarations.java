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
 * The channels that beans of the application inject and observe. Filled at deployment by one thread at a time, constant
 * afterwards.
 */
final class Declarations {

    private final Set<String> injected = new TreeSet<>();
    private final Map<String, Set<Observed>> observed = new TreeMap<>();

    /**
     * Checks the name of a channel that application code may use.
     *
     * @throws IllegalArgumentException if it is not a channel name, or an inbox
     */
    static ChannelName channel(String name) {
        ChannelName channel = new ChannelName(name);
        if (channel.isInbox()) {
            throw new IllegalArgumentException("an inbox is for Users.send only");
        }
        return channel;
    }

    /** @throws IllegalArgumentException if the channel is not valid */
    void injection(Set<Annotation> qualifiers) {
        channelIn(qualifiers).ifPresent(channel -> injected.add(channel.value()));
    }

    /** @throws IllegalArgumentException if it could never be called */
    void observer(ObserverMethod<?> observer) {
        Optional<ChannelName> channel = channelIn(observer.getObservedQualifiers());
        Observed.of(observer.getObservedQualifiers()).ifPresent(kind -> {
            require(channel.isPresent(), kind, "needs a @Channel");
            require(observer.isAsync(), kind, "needs @ObservesAsync instead of @Observes");
            require(
                    rawType(observer.getObservedType()).isAssignableFrom(kind.payload()),
                    kind,
                    "is about " + kind.payload().getName() + ", not "
                            + observer.getObservedType().getTypeName());
            observed.computeIfAbsent(channel.orElseThrow().value(), name -> EnumSet.noneOf(Observed.class))
                    .add(kind);
        });
    }

    private static void require(boolean met, Observed kind, String complaint) {
        if (!met) {
            throw new IllegalArgumentException(
                    "@" + kind.qualifier().annotationType().getSimpleName() + " " + complaint);
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
                .map(Declarations::validated)
                .findFirst();
    }

    private static ChannelName validated(String name) {
        try {
            return channel(name);
        } catch (IllegalArgumentException invalid) {
            throw new IllegalArgumentException("@Channel(\"" + name + "\"): " + invalid.getMessage(), invalid);
        }
    }

    /** Returns the channels whose beans are injected. */
    Set<String> injected() {
        return injected;
    }

    /** Returns the observed kinds of events, by channel. */
    Map<String, Set<Observed>> observed() {
        return observed;
    }
}
