package org.backplane.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.backplane.config.Configuration;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final AnonymousTokens TOKENS = new AnonymousTokens();
    private static final User GUEST = TOKENS.userOf(TOKENS.issue()).orElseThrow();
    private static final User ADA = User.ofPrincipal("ada", Set.of("chatters")::contains);

    @Test
    void defaultAdmitsEverybodyAndShowsServers() {
        Admission open = admission(Map.of());

        assertThat(open.needsLogin()).isFalse();
        assertThat(open.admits(GUEST)).isTrue();
        assertThat(open.showsServers(GUEST)).isTrue();
    }

    @Test
    void loginIsNeededInOneOfTheRoles() {
        assertThat(admission(Map.of("access/login", "admins, chatters")).admits(ADA))
                .isTrue();
        assertThat(admission(Map.of("access/login", "admins")).admits(ADA)).isFalse();
        assertThat(admission(Map.of("access/login", "*")).admits(ADA)).isTrue();
        assertThat(admission(Map.of("access/login", "*")).admits(GUEST)).isFalse();
    }

    @Test
    void rulesOrAnAuthorizerHideServersFromAnonymousUsers() {
        Admission ruled = admission(Map.of("access/rules", "read to all in *"));
        Admission decided = new Admission(Configuration.of(Map.of()), (operation, channel, user) -> Decision.ALLOWED);

        assertThat(ruled.admits(GUEST)).isTrue();
        assertThat(ruled.showsServers(GUEST)).isFalse();
        assertThat(ruled.showsServers(ADA)).isTrue();
        assertThat(decided.showsServers(GUEST)).isFalse();
    }

    @Test
    void administratorIsARole() {
        User root = User.ofPrincipal("root", Set.of("backplane-admin")::contains);

        assertThat(admission(Map.of()).isAdministrator(root)).isTrue();
        assertThat(admission(Map.of()).isAdministrator(ADA)).isFalse();
    }

    @Test
    void checkedRolesAreThoseOfWebXmlAndSettings() {
        Configuration configuration = Configuration.of(
                Map.of("access/login", "chatters", "access/rules", "all to role:editor in news; all to all in *"));
        RoleNames names = new RoleNames(configuration, AccessRules.of(configuration), Set.of("declared"));

        assertThat(names.held(role -> true))
                .containsExactlyInAnyOrder("chatters", "editor", "declared", "backplane-admin");
        assertThat(names.held("editor"::equals)).containsExactly("editor");
        assertThat(names.undeclared()).containsExactlyInAnyOrder("chatters", "editor");
    }

    private static Admission admission(Map<String, String> settings) {
        Configuration configuration = Configuration.of(settings);
        return new Admission(configuration, AccessRules.of(configuration));
    }
}
