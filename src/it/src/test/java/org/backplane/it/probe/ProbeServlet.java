package org.backplane.it.probe;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Looks at the server from inside, beside Backplane: its threads, what Backplane shows in JMX, and on Payara Micro, which has no door for it, the
 * deployment of other applications. On GlassFish and Payara Micro it removes what a deployment leaves in the server.
 */
@WebServlet({"/threads", "/beans", "/pid", "/deploy", "/undeploy", "/deployments", "/environments"})
public class ProbeServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /**
     * Lists the threads of the server, a line each: name, tab, the methods that it is in. Or the beans, in the same way. Or
     * tells the id of the server's process.
     */
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter()
                .write(
                        switch (request.getServletPath()) {
                            case "/beans" -> beans();
                            case "/pid" ->
                                String.valueOf(ProcessHandle.current().pid());
                            default -> threads();
                        });
    }

    private static String threads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .map(thread -> describe(thread.getKey(), thread.getValue()))
                .collect(Collectors.joining("\n"));
    }

    /** Name, tab, the attributes with their values. */
    private static String beans() throws IOException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        StringBuilder beans = new StringBuilder();
        try {
            for (ObjectName name : server.queryNames(new ObjectName("org.backplane:*"), null)) {
                beans.append(name).append('\t');
                for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                    Object value = server.getAttribute(name, attribute.getName());
                    beans.append(attribute.getName()).append('=').append(value).append(' ');
                }
                beans.append('\n');
            }
        } catch (JMException e) {
            throw new IOException(e);
        }
        return beans.toString();
    }

    private static String describe(Thread thread, StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(" ", thread.getName() + "\t", ""));
    }

    /** Deploys the WAR at {@code file} under {@code name}, or undeploys what has that name; 409 if it did not work. */
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = request.getParameter("name");
        try {
            Object runtime = payaraMicro();
            if (request.getServletPath().equals("/undeploy")) {
                runtime.getClass().getMethod("undeploy", String.class).invoke(runtime, name);
            } else {
                runtime.getClass()
                        .getMethod("deploy", String.class, String.class, File.class)
                        .invoke(runtime, name, name, new File(request.getParameter("file")));
                // It answers true as well when the application did not start (6.2025.10).
                Object names = runtime.getClass()
                        .getMethod("getDeployedApplicationNames")
                        .invoke(runtime);
                response.setStatus(((Collection<?>) names).contains(name) ? 200 : 409);
            }
        } catch (ReflectiveOperationException e) {
            throw new IOException(e);
        }
    }

    /**
     * Lets GlassFish forget the deployments that have ended, or Payara Micro those of the undeployed application {@code name},
     * and tells how many there were.
     */
    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            int forgotten = request.getServletPath().equals("/environments")
                    ? DeploymentEnvironments.forget(request.getParameter("name"))
                    : DeploymentListeners.forget();
            response.getWriter().write(String.valueOf(forgotten));
        } catch (ReflectiveOperationException e) {
            throw new IOException(e);
        }
    }

    private static Object payaraMicro() throws ReflectiveOperationException {
        Class<?> type = Class.forName("fish.payara.micro.PayaraMicro");
        Object instance = type.getMethod("getInstance").invoke(null);
        return instance.getClass().getMethod("getRuntime").invoke(instance);
    }
}
