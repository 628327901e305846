package org.backplane.node;

import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;
import java.util.Set;
import org.backplane.config.Configuration;
import org.backplane.config.Settings;
import org.backplane.config.Source;
import org.backplane.config.value.Printable;
import org.backplane.security.AccessRules;
import org.backplane.security.RoleNames;

/**
 * The settings and access rules of the administrator. Read before the node starts, because beans of the application may use
 * them while it starts.
 */
record AccessSettings(Configuration configuration, AccessRules rules, RoleNames roles) {

    private static final System.Logger LOG = System.getLogger(AccessSettings.class.getName());

    /** @throws org.backplane.config.BadSettingException if a setting is invalid */
    static AccessSettings of(ServletContext application, Set<String> declared) {
        Configuration configuration = Configuration.load(Source.of(application));
        AccessRules rules = AccessRules.of(configuration);
        RoleNames roles = new RoleNames(configuration, rules, declared);
        roles.undeclared()
                .forEach(role -> LOG.log(
                        Level.WARNING,
                        "{0} and {1} name the role {2}, which web.xml does not declare: on some servers nobody"
                                + " is in it",
                        Settings.ACCESS_RULES,
                        Settings.ACCESS_LOGIN,
                        Printable.quoted(role)));
        return new AccessSettings(configuration, rules, roles);
    }
}
