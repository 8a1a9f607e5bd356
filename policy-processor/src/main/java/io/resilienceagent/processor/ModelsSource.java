package io.resilienceagent.processor;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The text of the class that holds all models. */
final class ModelsSource {
    private ModelsSource() {}

    static String text(List<RecordSource> records) {
        return """
                package %s;

                import java.util.List;
                import javax.annotation.processing.Generated;

                /** What the annotations of the policy's records say. Written by the build. */
                @Generated("%s")
                @SuppressWarnings("unchecked")
                final class %s {
                    private %3$s() {}

                    static RecordModel of(Class<?> type) {
                        switch (type.getSimpleName()) {
                %s            default:
                                throw new IllegalArgumentException("found " + type + ", expected a record with @Section");
                        }
                    }
                %s}
                """.formatted(
                        PolicyModelProcessor.PACKAGE,
                        PolicyModelProcessor.class.getName(),
                        PolicyModelProcessor.MODELS,
                        records.stream().map(ModelsSource::choice).collect(Collectors.joining()),
                        records.stream().map(ModelsSource::method).collect(Collectors.joining()));
    }

    private static String choice(RecordSource type) {
        return """
                            case "%s":
                                return %s();
                """.formatted(type.type(), name(type));
    }

    private static String method(RecordSource type) {
        return """

                    private static RecordModel %s() {
                        return new RecordModel(
                                %s,
                                List.of(%s),
                                %s,
                                values -> new %s(%s));
                    }
                """.formatted(
                        name(type),
                        type.section(),
                        String.join(",\n                ", type.fields()),
                        type.located(),
                        type.type(),
                        IntStream.range(0, type.casts().size())
                                .mapToObj(i -> "(" + type.casts().get(i) + ") values[" + i + "]")
                                .collect(Collectors.joining(", ")));
    }

    private static String name(RecordSource type) {
        return Character.toLowerCase(type.type().charAt(0)) + type.type().substring(1);
    }
}
