package org.backplane.browser;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts one Chromium for all tests of a run, and gives each test tabs of its own. */
final class BrowserExtension implements ExecutionCondition, ParameterResolver, AfterEachCallback {

    private static final Namespace RUN = Namespace.create(BrowserExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Chromium.executable().isPresent() || Chromium.isRequired()
                ? ConditionEvaluationResult.enabled("there is a browser, or there must be one")
                : ConditionEvaluationResult.disabled(Chromium.MISSING);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Tabs.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Chromium chromium = context.getRoot()
                .getStore(RUN)
                .getOrComputeIfAbsent(Chromium.class, type -> new Chromium(), Chromium.class);
        return store(context)
                .getOrComputeIfAbsent(Tabs.class, type -> new Tabs(chromium.browser(), name(context)), Tabs.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Tabs tabs = store(context).remove(Tabs.class, Tabs.class);
        if (tabs != null) {
            try (tabs) {
                if (context.getExecutionException().isPresent()) {
                    tabs.keepLooks();
                } else {
                    tabs.requireNoComplaints();
                }
            }
        }
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(Namespace.create(BrowserExtension.class, context.getUniqueId()));
    }

    private static String name(ExtensionContext context) {
        return context.getRequiredTestClass().getSimpleName() + "-"
                + context.getRequiredTestMethod().getName();
    }
}
