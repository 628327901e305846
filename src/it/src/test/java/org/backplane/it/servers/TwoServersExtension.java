package org.backplane.it.servers;

import java.nio.file.Path;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.enricher.resource.ResourceProvider;

/**
 * Makes a run of Arquillian share one Redis and one deployment per server, and gives tests the {@link TwoServers}.
 *
 * <p>Arquillian deploys for each test class; on Payara Micro that would start the server anew each time.
 */
public final class TwoServersExtension implements LoadableExtension {

    /** Sets what {@code arquillian.xml} refers to: it is read after the extensions are loaded. */
    public TwoServersExtension() {
        Path target =
                Path.of(System.getProperty("project.build.directory", "target")).toAbsolutePath();
        System.setProperty("it.target", target.toString());
        System.setProperty(
                "it.micro",
                target.resolve(System.getProperty("micro.jar", "payara-micro.jar"))
                        .toString());
        System.setProperty("it.work", WorkDirectory.fresh(target.resolve("it")).toString());
        Users.prepare();
        System.setProperty("it.resources", target.resolve("it/test-classes").toString());
        Ports.reserve("a.http", "b.http", "a.https", "b.https", "a.management", "b.management");
    }

    @Override
    public void register(ExtensionBuilder builder) {
        if (ServerKind.current().isManaged()) {
            builder.service(DeployableContainer.class, ManagedContainer.class);
        }
        builder.observer(SuiteRedis.class);
        builder.observer(SuiteDeployment.class);
        builder.service(ResourceProvider.class, TwoServersProvider.class);
    }
}
