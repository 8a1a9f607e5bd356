package io.resilienceagent.agent;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.File;
import java.io.IOException;
import java.time.Instant;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * How this agent came into the JVM.
 *
 * @param jar the file that it was loaded from
 * @param attached {@code premain} where it was there before the bot, {@code attach} where it came later
 * @param started when
 */
record Origin(File jar, String attached, Instant started) {
    static final String PREMAIN = "premain";
    static final String ATTACH = "attach";

    /** The version that its jar has; {@code unknown} where the jar is gone. */
    String version() {
        try (JarFile open = new JarFile(jar)) {
            Manifest manifest = open.getManifest();
            String version =
                    manifest == null ? null : manifest.getMainAttributes().getValue("Implementation-Version");
            return version == null ? "unknown" : version;
        } catch (IOException gone) {
            return "unknown";
        }
    }

    /** Whether this is the file that the agent was loaded from. */
    boolean isFrom(String path) {
        return jar.equals(new File(path).getAbsoluteFile());
    }

    /** Writes it as members of an object. */
    void writeTo(JsonGenerator json) throws IOException {
        json.writeStringField("version", version());
        json.writeStringField("started", started.toString());
        json.writeStringField("attached", attached);
        json.writeNumberField("pid", ProcessHandle.current().pid());
    }
}
