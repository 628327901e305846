package org.backplane.node;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the roles that {@code web.xml} declares, which the Servlet API does not offer. */
final class DeclaredRoles {

    private static final System.Logger LOG = System.getLogger(DeclaredRoles.class.getName());

    private DeclaredRoles() {}

    static Set<String> of(ServletContext application) {
        try (InputStream file = application.getResourceAsStream("/WEB-INF/web.xml")) {
            return file == null ? Set.of() : read(file);
        } catch (IOException | XMLStreamException e) {
            LOG.log(
                    Level.WARNING,
                    "The roles that web.xml declares could not be read: rules about roles may not apply to some users. The cause follows.",
                    e);
            return Set.of();
        }
    }

    static Set<String> read(InputStream file) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XMLStreamReader xml = factory.createXMLStreamReader(file);
        Set<String> roles = new HashSet<>();
        boolean declaring = false;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT && declaring && isElement(xml, "role-name")) {
                roles.add(xml.getElementText().strip());
            } else if (event == XMLStreamConstants.START_ELEMENT || event == XMLStreamConstants.END_ELEMENT) {
                declaring = isElement(xml, "security-role") ? event == XMLStreamConstants.START_ELEMENT : declaring;
            }
        }
        return roles;
    }

    private static boolean isElement(XMLStreamReader xml, String name) {
        return xml.getLocalName().equals(name);
    }
}
