package org.backplane.config;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

class OwnApplicationTest {

    private static ServletContext context(ClassLoader loader) {
        return (ServletContext) Proxy.newProxyInstance(
                OwnApplicationTest.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, arguments) -> loader);
    }

    @Test
    void contextThatSeesTheseClassesIsOurs() {
        assertThat(OwnApplication.isMeantBy(context(OwnApplicationTest.class.getClassLoader())))
                .isTrue();
    }

    @Test
    void moduleWithoutBackplaneOrWithAnotherCopyOfItIsNot() throws Exception {
        assertThat(OwnApplication.isMeantBy(context(ClassLoader.getPlatformClassLoader())))
                .isFalse();
        URL classes = OwnApplication.class.getProtectionDomain().getCodeSource().getLocation();
        try (var copy = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
            assertThat(OwnApplication.isMeantBy(context(copy))).isFalse();
        }
    }

    @Test
    void eventWithoutAServletContextIsOurs() {
        assertThat(OwnApplication.isMeantBy(new Object())).isTrue();
    }
}
