package org.backplane.event.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.enterprise.inject.spi.configurator.BeanConfigurator;
import java.io.IOException;
import java.lang.reflect.Member;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.backplane.event.Channel;
import org.backplane.event.Presence;
import org.backplane.event.Publisher;
import org.backplane.event.State;
import org.backplane.event.Users;
import org.backplane.message.ChannelName;

/**
 * Collects at deployment the channels that beans of the application name, and adds the beans that they inject. Fails the
 * deployment with the place in the code if an injection point or an observer can never work.
 */
public class ChannelBeans implements Extension {

    private static final String OWN_FILE = ChannelBeans.class.getName().replace('.', '/') + ".class";

    private final Declarations declarations = new Declarations();
    private volatile Supplier<ApplicationApi> api = () -> {
        throw new IllegalStateException("the application has not been initialized yet");
    };

    /** Fails the deployment if Backplane is in it twice: the message of the container would list every bean as ambiguous. */
    void requireOneCopy(@Observes BeforeBeanDiscovery discovery) throws IOException {
        List<URL> copies = Collections.list(ChannelBeans.class.getClassLoader().getResources(OWN_FILE));
        if (copies.size() > 1) {
            throw new DefinitionException("Backplane is in this application more than once. Leave one of these: "
                    + copies + ". An application that is laid over the WAR takes its classes from there.");
        }
    }

    void injectionPoint(@Observes ProcessInjectionPoint<?, ?> found) {
        InjectionPoint point = found.getInjectionPoint();
        try {
            declarations.injection(point.getQualifiers());
        } catch (IllegalArgumentException invalid) {
            found.addDefinitionError(error(point.getMember(), invalid));
        }
    }

    void observer(@Observes ProcessObserverMethod<?, ?> found) {
        ObserverMethod<?> observer = found.getObserverMethod();
        try {
            declarations.observer(observer);
        } catch (IllegalArgumentException invalid) {
            found.addDefinitionError(error(found.getAnnotatedMethod().getJavaMember(), invalid));
        }
    }

    private static DefinitionException error(Member member, IllegalArgumentException invalid) {
        String place = member.getDeclaringClass().getName() + "." + member.getName();
        return new DefinitionException(place + ": " + invalid.getMessage());
    }

    /** Adds the beans by their channels; {@link #open} may be called later, before they are used. */
    void addBeans(@Observes AfterBeanDiscovery discovery) {
        for (String channel : declarations.injected()) {
            add(discovery, channel, Publisher.class, HubPublisher::new);
            add(discovery, channel, Presence.class, HubPresence::new);
            add(discovery, channel, State.class, HubState::new);
        }
        bean(discovery, Users.class).produceWith(container -> new HubUsers(api.get()));
    }

    private <T> void add(
            AfterBeanDiscovery discovery,
            String channel,
            Class<T> type,
            BiFunction<ApplicationApi, ChannelName, T> constructor) {
        ChannelName name = new ChannelName(channel);
        bean(discovery, type)
                .addQualifier(Channel.Literal.of(channel))
                .produceWith(container -> constructor.apply(api.get(), name));
    }

    /** Adds a bean of a normal scope, so that it can be injected into passivating beans and is created at its first use. */
    private static <T> BeanConfigurator<T> bean(AfterBeanDiscovery discovery, Class<T> type) {
        return discovery.<T>addBean().addTypes(type, Object.class).scope(ApplicationScoped.class);
    }

    /**
     * Sets the source of the {@link ApplicationApi} of the beans. It cannot be looked up by the instance with which the
     * container creates a synthetic bean, because that does not see the beans of the application on Payara 6.2025.10.
     */
    void open(Supplier<ApplicationApi> source) {
        api = source;
    }

    /** Returns what the application observes, by channel. */
    Map<String, Set<Observed>> observed() {
        return declarations.observed();
    }
}
