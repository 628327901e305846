package org.backplane.monitor;

import java.util.Arrays;
import java.util.stream.Collectors;
import javax.management.AttributeList;
import javax.management.MBeanAttributeInfo;
import javax.management.StandardMBean;

/** The JMX attributes of a node as text, without an MBean server. */
public final class JmxText {

    private JmxText() {}

    /** Returns one line for each attribute, converted as by JMX. */
    public static String of(Monitor monitor) {
        StandardMBean bean = new StandardMBean(
                new NodeBean(monitor::figures, monitor::health, System::nanoTime), NodeMXBean.class, true);
        String[] names = Arrays.stream(bean.getMBeanInfo().getAttributes())
                .map(MBeanAttributeInfo::getName)
                .toArray(String[]::new);
        AttributeList attributes = bean.getAttributes(names);
        if (attributes.size() != names.length) {
            throw new AssertionError("only some attributes could be read: " + attributes);
        }
        return attributes.asList().stream().map(String::valueOf).collect(Collectors.joining("\n"));
    }
}
