package org.backplane.hub;

/**
 * The CDI event that the hub of this application can be used, fired once.
 *
 * <p>Beans of Backplane observe this, and not {@code Initialized(ApplicationScoped.class)}: Payara 6.2025.10 fires that for
 * jars in {@code WEB-INF/lib} without a servlet context, before there is a hub.
 *
 * @param contextPath of the application
 */
public record HubStarted(String contextPath) {}
