package io.resilienceagent.policy;

/**
 * The HTTP side of the control, beside the Unix socket that is always there.
 *
 * @param listen address and port
 * @param reads who may read
 */
@Section(
        doc =
                "Control over HTTP, only where this section stands. Changes always need the bearer token of the file `admin.token` in the state directory.")
public record AdminRule(
        @Key(
                doc = "address and port, as `127.0.0.1:8080`; port 0 takes any free one, told in `status`",
                form = Form.LISTEN)
        String listen,

        @Key(doc = "whether reading needs the token too", unset = "open")
        Reads reads) {
    /** Who may read. */
    public enum Reads {
        OPEN,
        TOKEN
    }
}
