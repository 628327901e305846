package org.backplane.node;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What Backplane has to know of {@code web.xml}, and the Servlet API does not offer.
 *
 * @param roles that are declared
 * @param isMetadataComplete whether the server is told not to read annotations
 * @param ordering the names in the {@code absolute-ordering}, with {@value #OTHERS} for {@code <others/>}; empty without one
 */
record WebXml(Set<String> roles, boolean isMetadataComplete, Optional<Set<String>> ordering) {

    private static final System.Logger LOG = System.getLogger(WebXml.class.getName());

    static final String OTHERS = "<others/>";
    private static final String FRAGMENT = "backplane";
    private static final String PATH = "/WEB-INF/web.xml";
    private static final String LIBRARIES = "/WEB-INF/lib/";
    private static final WebXml NONE = new WebXml(Set.of(), false, Optional.empty());

    /** Reads the file of an application. One that cannot be read counts as empty, with a WARNING in the log. */
    static WebXml of(ServletContext application) {
        try (InputStream file = application.getResourceAsStream(PATH)) {
            return file == null ? NONE : read(file);
        } catch (IOException | XMLStreamException e) {
            LOG.log(
                    Level.WARNING,
                    "The roles that web.xml declares could not be read: rules about roles may not apply to some users. The cause follows.",
                    e);
            return NONE;
        }
    }

    /**
     * Reads the file of the application whose {@code WEB-INF/lib} has a resource; empty if that is not a directory of the file
     * system.
     */
    static Optional<WebXml> near(URL resource) {
        String path = resource.getPath();
        int end = path.indexOf(LIBRARIES);
        if (end < 0 || !path.startsWith("file:")) {
            return Optional.empty();
        }
        try (InputStream file =
                Files.newInputStream(Path.of(URI.create(path.substring(0, end))).resolve("WEB-INF/web.xml"))) {
            return Optional.of(read(file));
        } catch (IOException | XMLStreamException | IllegalArgumentException unreadable) {
            LOG.log(Level.DEBUG, "web.xml was not read from the file system", unreadable);
            return Optional.empty();
        }
    }

    /** @throws IncompleteDeploymentException if the server does not find the endpoints or the filters of Backplane */
    void requireAnnotations() {
        if (isMetadataComplete) {
            throw new IncompleteDeploymentException(
                    "WEB-INF/web.xml has metadata-complete=\"true\", so the server does not"
                            + " find the endpoints of Backplane. Remove it.");
        }
        if (ordering.filter(names -> !names.contains(FRAGMENT) && !names.contains(OTHERS))
                .isPresent()) {
            throw new IncompleteDeploymentException("The absolute-ordering in WEB-INF/web.xml leaves out Backplane. Add"
                    + " <name>backplane</name> or <others/> to it.");
        }
    }

    static WebXml read(InputStream file) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XMLStreamReader xml = factory.createXMLStreamReader(file);
        Parser parser = new Parser(xml);
        while (xml.hasNext()) {
            parser.event(xml.next());
        }
        return parser.result();
    }

    /** Collects what is in the elements. */
    private static final class Parser {

        private final XMLStreamReader xml;
        private final Set<String> roles = new HashSet<>();
        private Optional<Set<String>> ordering = Optional.empty();
        private boolean isMetadataComplete;
        private String parent = "";

        Parser(XMLStreamReader xml) {
            this.xml = xml;
        }

        void event(int event) throws XMLStreamException {
            if (event == XMLStreamConstants.START_ELEMENT) {
                start(xml.getLocalName());
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && xml.getLocalName().equals(parent)) {
                parent = "";
            }
        }

        private void start(String element) throws XMLStreamException {
            switch (element) {
                case "web-app" -> isMetadataComplete = "true".equals(xml.getAttributeValue(null, "metadata-complete"));
                case "security-role" -> parent = element;
                case "absolute-ordering" -> {
                    parent = element;
                    ordering = Optional.of(new HashSet<>());
                }
                case "others" -> ordering.ifPresent(names -> names.add(OTHERS));
                case "role-name" -> {
                    if (parent.equals("security-role")) {
                        roles.add(xml.getElementText().strip());
                    }
                }
                case "name" -> {
                    if (parent.equals("absolute-ordering")) {
                        String name = xml.getElementText().strip();
                        ordering.ifPresent(names -> names.add(name));
                    }
                }
                default -> {}
            }
        }

        WebXml result() {
            return new WebXml(roles, isMetadataComplete, ordering);
        }
    }
}
