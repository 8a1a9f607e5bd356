package io.resilienceagent.agent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.resilienceagent.policy.Policy;
import io.resilienceagent.policy.PolicyProblem;
import io.resilienceagent.policy.PolicyReader;
import io.resilienceagent.policy.Reading;
import io.resilienceagent.weave.Forecast;
import io.resilienceagent.weave.Forecast.Read;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Holds a policy against a class path without a bot: what will match, what its bound paths read, and what is wrong. The
 * command line finds this class in the agent's jar and calls it by name, so that both always say the same.
 */
public final class OfflineCheck {
    private static final JsonFactory JSON = new JsonFactory();

    private OfflineCheck() {}

    /**
     * Writes what it found as one JSON object.
     *
     * @param policy the policy file
     * @param classPath the bot's class path; empty for the policy's own text alone
     * @throws IOException from the stream alone
     */
    public static void run(String policy, String classPath, OutputStream out) throws IOException {
        Reading reading = PolicyReader.read(Path.of(policy), new Packs());
        try (JsonGenerator json = JSON.createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("policy", policy);
            if (reading.policy().isPresent() && !classPath.isEmpty()) {
                forecast(json, reading.policy().get(), classPath);
            } else {
                problems(json, reading.problems());
            }
            json.writeEndObject();
        }
    }

    private static void forecast(JsonGenerator json, Policy policy, String classPath) throws IOException {
        try (URLClassLoader host = new URLClassLoader(urls(classPath), ClassLoader.getPlatformClassLoader())) {
            Forecast forecast = Forecast.of(policy, host, classPath);
            problems(json, forecast.problems());
            json.writeStringField("bot", policy.bot());
            json.writeNumberField("classes", forecast.classes());
            json.writeObjectFieldStart("join_points");
            for (Map.Entry<String, Map<String, Map<String, Read>>> joinPoint :
                    forecast.matches().entrySet()) {
                json.writeObjectFieldStart(joinPoint.getKey());
                json.writeStringField(
                        "kind",
                        policy.joinPoints()
                                .get(joinPoint.getKey())
                                .kind()
                                .name()
                                .toLowerCase(Locale.ROOT));
                matched(json, joinPoint.getValue());
                json.writeEndObject();
            }
            json.writeEndObject();
            texts(json, "notes", forecast.notes());
        }
    }

    private static void matched(JsonGenerator json, Map<String, Map<String, Read>> methods) throws IOException {
        json.writeArrayFieldStart("matched");
        for (Map.Entry<String, Map<String, Read>> method : methods.entrySet()) {
            json.writeStartObject();
            json.writeStringField("method", method.getKey());
            json.writeObjectFieldStart("reads");
            for (Map.Entry<String, Read> read : method.getValue().entrySet()) {
                json.writeObjectFieldStart(read.getKey());
                json.writeStringField("path", read.getValue().path());
                json.writeStringField("type", read.getValue().type());
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void problems(JsonGenerator json, Collection<PolicyProblem> problems) throws IOException {
        json.writeArrayFieldStart("problems");
        for (PolicyProblem problem : problems) {
            json.writeStartObject();
            json.writeStringField("file", problem.file());
            json.writeNumberField("line", problem.line());
            json.writeNumberField("column", problem.column());
            json.writeStringField("path", problem.path());
            json.writeStringField("found", problem.found());
            json.writeStringField("expected", problem.expected());
            json.writeStringField("hint", problem.hint());
            json.writeStringField("text", problem.toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void texts(JsonGenerator json, String name, Collection<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static URL[] urls(String classPath) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String element : classPath.split(File.pathSeparator, -1)) {
            urls.add(new File(element).toURI().toURL());
        }
        return urls.toArray(URL[]::new);
    }
}
