package org.backplane.config;

import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.naming.InitialContext;

/** A source of settings. */
@FunctionalInterface
public interface Source {

    /**
     * Returns the entry of this source for a setting; empty if it has none, so that the next source is used.
     *
     * @param setting the name of the setting, like {@code redis/host}
     */
    Optional<Finding> find(String setting);

    /** Returns the names in this source that look like settings and have no effect; empty if it cannot list its names. */
    default List<IgnoredName> ignoredNames() {
        return List.of();
    }

    /**
     * Returns the sources of a deployed application, in the order of precedence: JNDI, the context-params of {@code web.xml},
     * system properties, the environment.
     */
    static List<Source> of(ServletContext application) {
        return List.of(jndi(), contextParams(application), systemProperties(System::getProperty), environment());
    }

    /**
     * JNDI in the naming context of the calling thread: {@code java:comp/env/NAME}, then {@code java:global/NAME}, then {@code
     * NAME}.
     */
    static Source jndi() {
        return new JndiSource(InitialContext::new);
    }

    /** The context-params of {@code web.xml}, under the names of the settings. The names are a snapshot, the values are read on demand. */
    static Source contextParams(ServletContext application) {
        return new NamedSource(
                "web.xml context-param",
                Collections.list(application.getInitParameterNames()),
                application::getInitParameter);
    }

    /** System properties: {@code redis/host} is {@code redis.host}. */
    static Source systemProperties(Lookup properties) {
        return setting -> {
            String property = setting.replace('/', '.');
            return Optional.ofNullable(properties.text(property))
                    .map(text -> new Finding.Text(text, "system property " + property));
        };
    }

    /** The environment of this process: {@code redis/host} is {@code BACKPLANE_REDIS_HOST}, else {@code REDIS_HOST}. */
    static Source environment() {
        return new Environment(System::getenv, System.getenv().keySet());
    }

    /** Texts by the names of their settings; a snapshot. */
    static Source given(Map<String, String> texts) {
        Map<String, String> copy = Map.copyOf(texts);
        return new NamedSource("given", List.copyOf(copy.keySet()), copy::get);
    }
}
