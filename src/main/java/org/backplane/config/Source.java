package org.backplane.config;

import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.naming.InitialContext;
import org.jspecify.annotations.Nullable;

/** A place where an administrator may have put settings. */
@FunctionalInterface
public interface Source {

    /**
     * Returns what this source holds for a setting, or empty if it holds nothing and the next source is to be asked.
     *
     * @param setting the name of the setting, like {@code redis/host}
     */
    Optional<Finding> find(String setting);

    /** Returns the names this source holds, settings or not; empty if it cannot list them or they concern nobody. */
    default List<String> names() {
        return List.of();
    }

    /**
     * Returns the sources of a deployed application, the strongest first: JNDI, the context-params of {@code web.xml},
     * system properties, the environment.
     */
    static List<Source> of(ServletContext application) {
        return List.of(
                jndi(), contextParams(application), systemProperties(System::getProperty), environment(System::getenv));
    }

    /**
     * JNDI as the calling thread sees it: {@code java:comp/env/NAME}, then {@code java:global/NAME}, then {@code NAME}.
     */
    static Source jndi() {
        return new JndiSource(InitialContext::new);
    }

    /** The context-params of {@code web.xml}, under the names of the settings, as they are now. */
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
            return text(properties.text(property), "system property " + property);
        };
    }

    /** The environment: {@code redis/host} is {@code BACKPLANE_REDIS_HOST}, else {@code REDIS_HOST}. */
    static Source environment(Lookup variables) {
        return setting -> {
            String plain = setting.replaceAll("[/.-]", "_").toUpperCase(Locale.ROOT);
            String own = "BACKPLANE_" + plain;
            return text(variables.text(own), "environment " + own)
                    .or(() -> text(variables.text(plain), "environment " + plain));
        };
    }

    /** Texts by the names of their settings, as they are now. */
    static Source given(Map<String, String> texts) {
        Map<String, String> copy = Map.copyOf(texts);
        return new NamedSource("given", List.copyOf(copy.keySet()), copy::get);
    }

    private static Optional<Finding> text(@Nullable String text, String source) {
        return Optional.ofNullable(text).map(found -> new Finding.Text(found, source));
    }
}
