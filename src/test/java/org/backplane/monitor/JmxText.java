package org.backplane.monitor;

import java.util.Arrays;
import java.util.stream.Collectors;
import javax.management.AttributeList;
import javax.management.MBeanAttributeInfo;
import javax.management.StandardMBean;

/** What a console reads of a node by JMX, without a server of MBeans. */
public final class JmxText {

    private JmxText() {}

    /** Every attribute of the MBean, a line each, as JMX converts it. */
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
