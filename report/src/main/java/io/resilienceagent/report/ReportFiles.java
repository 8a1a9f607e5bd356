package io.resilienceagent.report;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.resilienceagent.report.text.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The three files of every report. Stateless. */
final class ReportFiles {
    /** Characters outside ASCII are escaped, so that the file commands no terminal. */
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private ReportFiles() {}

    /** Writes them; each appears whole or not at all. */
    static void write(Path directory, String html, String markdown, ObjectNode findings) throws IOException {
        Files.createDirectories(directory);
        WholeFile.write(directory.resolve(Report.HTML), html);
        WholeFile.write(directory.resolve(Report.MARKDOWN), markdown);
        WholeFile.write(
                directory.resolve(Report.FINDINGS),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(findings) + "\n");
    }
}
