package org.backplane.endpoint.rest.http;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.lang.System.Logger.Level;
import java.util.stream.Collectors;
import org.backplane.concurrent.RateLimitedLog;
import org.backplane.hub.command.Rejection;

/**
 * Answers 500 if a filter of the application does not support asynchronous requests, which the responses of the API need, and
 * logs the filters that may be the cause. Servers would fail with an exception that names none.
 */
@Dependent
@PreMatching
@Priority(Priorities.AUTHENTICATION - 200)
public class AsyncSupportFilter implements ContainerRequestFilter {

    private static final System.Logger LOG = System.getLogger(AsyncSupportFilter.class.getName());
    private static final RateLimitedLog LIMITED_LOG = new RateLimitedLog(LOG);

    @Inject
    private HttpServletRequest request;

    /** For the container: RESTEasy 6.2 accepts only classes with a public constructor without parameters. */
    public AsyncSupportFilter() {}

    @Override
    public void filter(ContainerRequestContext context) {
        if (request.isAsyncSupported()) {
            return;
        }
        LIMITED_LOG.log(
                Level.ERROR,
                "A REST request was answered by 500, because a filter of the application does not support asynchronous"
                        + " requests. Add async-supported to it in web.xml, or asyncSupported = true to its @WebFilter. It is one"
                        + " of: " + suspects(request.getServletContext()));
        context.abortWith(Problem.of(Rejection.internal()).toResponse());
    }

    /** All filters that do not say in an annotation that they support it. */
    private static String suspects(ServletContext application) {
        return application.getFilterRegistrations().values().stream()
                .filter(filter -> !isAnnotated(filter, application.getClassLoader()))
                .map(filter -> filter.getName() + " (" + filter.getClassName() + ")")
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static boolean isAnnotated(FilterRegistration filter, ClassLoader application) {
        try {
            String name = filter.getClassName();
            WebFilter annotation = name == null
                    ? null
                    : Class.forName(name, false, application).getAnnotation(WebFilter.class);
            return annotation != null && annotation.asyncSupported();
        } catch (ClassNotFoundException | LinkageError unknown) {
            LOG.log(Level.DEBUG, "the class of a filter is not known", unknown);
            return false;
        }
    }
}
