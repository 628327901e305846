package org.backplane.it.servers;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.backplane.it.bare.EchoEndpoint;
import org.backplane.it.probe.ProbeServlet;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.Asset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What the tests deploy. */
public final class Archives {

    /** Some servers know no role that is not declared. */
    private static final String EDITOR = "<security-role><role-name>editor</role-name></security-role>";

    private Archives() {}

    /** The built WAR with an application in it, under a name that is its context root too. */
    public static WebArchive backplane(String name) {
        return ShrinkWrap.create(ZipImporter.class, name)
                .importFrom(new File(System.getProperty("it.target"), "backplane.war"))
                .as(WebArchive.class)
                .addPackage("org.backplane.it.app");
    }

    /** An application that has Backplane as a library, under a name that is its context root too. */
    public static WebArchive library(String name) {
        return ShrinkWrap.create(WebArchive.class, name).addAsLibraries(libraries());
    }

    /** The library with all that it needs, as the built WAR has them. */
    public static File[] libraries() {
        Path target = Path.of(System.getProperty("it.work"), "libraries");
        List<File> jars = new ArrayList<>();
        try (ZipFile war = new ZipFile(new File(System.getProperty("it.target"), "backplane.war"))) {
            Files.createDirectories(target);
            for (ZipEntry entry : Collections.list(war.entries())) {
                if (entry.getName().endsWith(".jar")) {
                    Path jar = target.resolve(Path.of(entry.getName()).getFileName());
                    Files.copy(war.getInputStream(entry), jar, StandardCopyOption.REPLACE_EXISTING);
                    jars.add(jar.toFile());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jars.toArray(new File[0]);
    }

    /** The built WAR with further elements in its {@code web.xml}. */
    public static WebArchive withWebXml(String name, String elements) {
        WebArchive archive = backplane(name);
        String end = "</web-app>";
        String xml = read(archive.get("WEB-INF/web.xml").getAsset()).replace(end, elements + end);
        return archive.setWebXML(new StringAsset(xml));
    }

    /** The built WAR with a {@code web.xml} of {@code web.xml-overlay} in place of its own, context-params and a role in it. */
    public static WebArchive withOverlay(String name, String overlay, Map<String, String> params) {
        Path file = Path.of(System.getProperty("it.target"), "..", "web.xml-overlay", overlay, "web.xml");
        String elements = params.entrySet().stream()
                .map(param -> "<context-param><param-name>" + param.getKey() + "</param-name><param-value>"
                        + param.getValue() + "</param-value></context-param>")
                .collect(Collectors.joining());
        String end = EDITOR + "</web-app>";
        try {
            return backplane(name)
                    .setWebXML(new StringAsset(Files.readString(file).replace("</web-app>", elements + end)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Asset asset) {
        try (InputStream in = asset.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A WAR that does nothing but WebSocket, without Backplane. */
    public static WebArchive bare(String name) {
        return ShrinkWrap.create(WebArchive.class, name).addClass(EchoEndpoint.class);
    }

    /** A WAR that tells what goes on in its server. */
    static WebArchive probe() {
        return ShrinkWrap.create(WebArchive.class, "probe.war").addPackage(ProbeServlet.class.getPackage());
    }

    /** Writes an archive where a server can read it. */
    static Path export(Archive<?> archive) {
        File file = new File(System.getProperty("it.work"), archive.getName());
        archive.as(ZipExporter.class).exportTo(file, true);
        return file.toPath();
    }
}
