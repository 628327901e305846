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
 * Reads at deployment which channels the application's beans name, adds the beans that they want injected, and stops the
 * deployment, with a line that names the place, where one can never work.
 */
public class ChannelBeans implements Extension {

    private static final String OWN_FILE = ChannelBeans.class.getName().replace('.', '/') + ".class";

    private final Declarations declarations = new Declarations();
    private volatile Supplier<ApplicationApi> door = () -> {
        throw new IllegalStateException("the application has not been initialized yet");
    };

    /** A second copy would make every bean of Backplane ambiguous, which takes pages to say. */
    void oneCopy(@Observes BeforeBeanDiscovery discovery) throws IOException {
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
        } catch (IllegalArgumentException mistake) {
            found.addDefinitionError(error(point.getMember(), mistake));
        }
    }

    void observer(@Observes ProcessObserverMethod<?, ?> found) {
        ObserverMethod<?> observer = found.getObserverMethod();
        try {
            declarations.observer(observer);
        } catch (IllegalArgumentException mistake) {
            found.addDefinitionError(error(found.getAnnotatedMethod().getJavaMember(), mistake));
        }
    }

    private static DefinitionException error(Member member, IllegalArgumentException mistake) {
        String place = member.getDeclaringClass().getName() + "." + member.getName();
        return new DefinitionException(place + ": " + mistake.getMessage());
    }

    /** The beans are found by their channels; that there is a door is not asked before they are used. */
    void addBeans(@Observes AfterBeanDiscovery discovery) {
        for (String channel : declarations.injected()) {
            add(discovery, channel, Publisher.class, HubPublisher::new);
            add(discovery, channel, Presence.class, HubPresence::new);
            add(discovery, channel, State.class, HubState::new);
        }
        bean(discovery, Users.class).produceWith(container -> new HubUsers(door.get()));
    }

    private <T> void add(
            AfterBeanDiscovery discovery,
            String channel,
            Class<T> type,
            BiFunction<ApplicationApi, ChannelName, T> maker) {
        ChannelName name = new ChannelName(channel);
        bean(discovery, type)
                .addQualifier(Channel.Literal.of(channel))
                .produceWith(container -> maker.apply(door.get(), name));
    }

    /** Of a normal scope, so that the bean can be injected in one that is passivated, and is made when it is first used. */
    private static <T> BeanConfigurator<T> bean(AfterBeanDiscovery discovery, Class<T> type) {
        return discovery.<T>addBean().addTypes(type, Object.class).scope(ApplicationScoped.class);
    }

    /**
     * Says where the beans get the door from. The container's own way, the instance that a synthetic bean is made with,
     * does not see the beans of the application on Payara 6.2025.10.
     */
    void open(Supplier<ApplicationApi> way) {
        door = way;
    }

    /** What the application observes, by channel. */
    Map<String, Set<Observed>> observed() {
        return declarations.observed();
    }
}
