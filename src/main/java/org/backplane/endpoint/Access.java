package org.backplane.endpoint;

import jakarta.servlet.ServletContext;
import org.backplane.config.Configuration;
import org.backplane.config.Source;
import org.backplane.security.AccessRules;
import org.backplane.security.RoleNames;

/** What an administrator decided, read before the node starts: the beans of the application may ask for it meanwhile. */
record Access(Configuration configuration, AccessRules rules, RoleNames roles) {

    /** @throws org.backplane.config.BadSettingException if a setting is bad */
    static Access of(ServletContext application) {
        Configuration configuration = Configuration.load(Source.of(application));
        AccessRules rules = AccessRules.of(configuration);
        return new Access(configuration, rules, new RoleNames(configuration, rules, DeclaredRoles.of(application)));
    }
}
