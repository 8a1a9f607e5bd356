package io.resilienceagent.processor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;

/**
 * Makes of all records with {@code @Section} one class, {@code RecordModels} beside the annotation: what their annotations say, and how each is
 * made, as plain code. The JVM's own way, annotations and constructors by reflection, makes classes of proxies and method
 * handles in every bot that starts or is attached to. What the annotations say wrongly is an error of the compiler, at its place.
 */
@SupportedAnnotationTypes(PolicyModelProcessor.SECTION)
public final class PolicyModelProcessor extends AbstractProcessor {
    static final String PACKAGE = "io.resilienceagent.policy";
    static final String SECTION = PACKAGE + ".Section";
    static final String MODELS = "RecordModels";

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (TypeElement section : annotations) {
            List<TypeElement> types = new ArrayList<>(ElementFilter.typesIn(round.getElementsAnnotatedWith(section)));
            types.sort(Comparator.comparing(type -> type.getSimpleName().toString()));
            try {
                List<RecordSource> records = new ArrayList<>();
                for (TypeElement type : types) {
                    records.add(RecordSource.of(type, processingEnv.getElementUtils()));
                }
                write(types, ModelsSource.text(records));
            } catch (Malformed malformed) {
                processingEnv
                        .getMessager()
                        .printMessage(Diagnostic.Kind.ERROR, malformed.getMessage(), malformed.element());
            }
        }
        return false;
    }

    private void write(List<TypeElement> types, String text) {
        String name = PACKAGE + '.' + MODELS;
        try (Writer out = processingEnv
                .getFiler()
                .createSourceFile(name, types.toArray(TypeElement[]::new))
                .openWriter()) {
            out.write(text);
        } catch (IOException unwritten) {
            throw new UncheckedIOException(name, unwritten);
        }
    }
}
