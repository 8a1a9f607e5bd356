package io.resilienceagent.flight;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.MetadataDefinition;
import jdk.jfr.Name;
import jdk.jfr.Relational;

/** Marks the name of an incident, so that viewers find all events of one. */
@MetadataDefinition
@Relational
@Name("resilience.IncidentRelation")
@Label("Incident")
@Description("Events with the same name of an incident belong together")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface IncidentRelation {}
