package dev.ghlmcp.operation.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A category of operations: one folder of `tool-schemas`, one switch in the configuration.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Toolset {
    /// The toolset's name, also the first segment of its paths.
    String value();

    /// The `Version` header that HighLevel's document declares for these operations.
    String version();
}
