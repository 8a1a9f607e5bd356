package io.resilienceagent.agent;

import com.fasterxml.jackson.core.JsonGenerator;
import io.resilienceagent.control.Command;
import io.resilienceagent.control.Refused;
import io.resilienceagent.control.Reply;
import io.resilienceagent.control.Request;
import io.resilienceagent.flight.NamedRecordings;
import io.resilienceagent.flight.RecordingRefused;
import io.resilienceagent.flight.RecordingStatus;
import io.resilienceagent.flight.RecordingTerms;
import io.resilienceagent.flight.WrittenRecording;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is asked and told of flight recordings: one of four commands, told by its name. */
final class RecordCommand implements Command {
    private static final String NAME = "name";
    private static final String START = "record.start";
    private static final String STOP = "record.stop";
    private static final String DUMP = "record.dump";
    private static final String LIST = "record.list";
    private static final String USUAL_NAME = "manual";
    private static final String USUAL_SETTINGS = "default";
    private static final long LONGEST = Duration.ofDays(30).toMillis();
    private static final long MOST_MEGABYTES = 1024;
    private static final long USUAL_MEGABYTES = 250;
    private static final int MEGABYTE_BITS = 20;

    private final String name;
    private final NamedRecordings recordings;

    private RecordCommand(String name, NamedRecordings recordings) {
        this.name = name;
        this.recordings = recordings;
    }

    /** All of them. */
    static List<Command> all(NamedRecordings recordings) {
        return List.of(
                new RecordCommand(START, recordings),
                new RecordCommand(STOP, recordings),
                new RecordCommand(DUMP, recordings),
                new RecordCommand(LIST, recordings));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean changes() {
        return !name.equals(LIST);
    }

    /** To record costs the bot something; to end it, or to write it down, changes nothing but files. */
    @Override
    public boolean unrecorded(Request request) {
        return !name.equals(START);
    }

    @Override
    public Reply run(Request request) throws Refused {
        request.only(
                switch (name) {
                    case START -> Set.of(NAME, "settings", "for_ms", "max_age_ms", "max_megabytes");
                    case LIST -> Set.of();
                    default -> Set.of(NAME);
                });
        try {
            return switch (name) {
                case START -> started(recordings.start(terms(request)));
                case STOP -> written(recordings.stop(request.text(NAME)));
                case DUMP -> written(recordings.dump(request.text(NAME)));
                default -> list(recordings.status());
            };
        } catch (RecordingRefused refused) {
            throw new Refused(refused.code(), refused.getMessage(), refused.next());
        }
    }

    private static RecordingTerms terms(Request request) throws Refused {
        String settings = request.text("settings").orElse(USUAL_SETTINGS);
        if (!RecordingTerms.SETTINGS.contains(settings)) {
            throw new Refused(
                    "BAD_REQUEST",
                    "settings: found '" + settings + "', expected one of " + new TreeSet<>(RecordingTerms.SETTINGS),
                    "");
        }
        Optional<Duration> lasts = millis(request, "for_ms");
        long megabytes = request.whole("max_megabytes", 1, MOST_MEGABYTES).orElse(USUAL_MEGABYTES);
        return new RecordingTerms(
                request.text(NAME).orElse(USUAL_NAME),
                settings,
                lasts,
                millis(request, "max_age_ms").orElseGet(() -> lasts.orElse(Duration.ofHours(1))),
                megabytes << MEGABYTE_BITS);
    }

    private static Optional<Duration> millis(Request request, String name) throws Refused {
        return request.whole(name, 1, LONGEST).map(Duration::ofMillis);
    }

    private static Reply started(RecordingStatus status) {
        return json -> write(json, status);
    }

    private static Reply written(WrittenRecording written) {
        return json -> {
            json.writeStringField(NAME, written.name());
            json.writeStringField("path", written.file().toString());
            json.writeNumberField("bytes", written.bytes());
        };
    }

    private static Reply list(List<RecordingStatus> recordings) {
        return json -> {
            json.writeArrayFieldStart("recordings");
            for (RecordingStatus status : recordings) {
                json.writeStartObject();
                write(json, status);
                json.writeEndObject();
            }
            json.writeEndArray();
        };
    }

    private static void write(JsonGenerator json, RecordingStatus status) throws IOException {
        json.writeStringField(NAME, status.terms().name());
        json.writeStringField("state", status.running() ? "RUNNING" : "STOPPED");
        json.writeStringField("settings", status.terms().settings());
        json.writeStringField("since", status.since().toString());
        json.writeFieldName("remaining_ms");
        if (status.left().isPresent()) {
            json.writeNumber(status.left().get().toMillis());
        } else {
            json.writeNull();
        }
        json.writeNumberField("bytes", status.bytes());
        json.writeStringField("path", status.file().toString());
    }
}
