package io.resilienceagent.chaos.fault;

import io.resilienceagent.chaos.FaultType;
import io.resilienceagent.chaos.FaultType.Option;
import io.resilienceagent.chaos.Options;
import io.resilienceagent.chaos.Target;
import io.resilienceagent.chaos.transport.CraftedReply;
import io.resilienceagent.chaos.transport.Loss;
import io.resilienceagent.chaos.transport.Transport;
import io.resilienceagent.chaos.transport.Transport.Ability;
import io.resilienceagent.chaos.transport.Transports;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The kinds of faults that strike transports. */
final class TransportKinds {
    private static final long DAY = TimeUnit.DAYS.toSeconds(1);
    private static final String TOO_MANY = "{\"code\":429,\"msg\":\"Too many requests.\"}";
    private static final String UNAVAILABLE = "{\"code\":-1,\"msg\":\"Service temporarily unavailable.\"}";
    private static final int LONGEST_MILLIS = (int) TimeUnit.HOURS.toMillis(1);
    private static final Option RETRY_AFTER =
            new Option("retry_after", "seconds in the header Retry-After; 0 for no such header", "5");

    private final Transports transports;
    private final FaultHouse house;

    TransportKinds(Transports transports, FaultHouse house) {
        this.transports = transports;
        this.house = house;
    }

    List<FaultType> all() {
        return List.of(
                loses("net_loss", "Requests or their answers are lost on the way"),
                answers(
                        "exch_429",
                        "The exchange answers 429 with Retry-After, to the host's own parser",
                        List.of(RETRY_AFTER, body(TOO_MANY)),
                        TransportKinds::tooMany),
                answers(
                        "exch_5xx",
                        "The exchange answers with an error of its own",
                        List.of(new Option("status", "the code, 500 to 599", "503"), body(UNAVAILABLE)),
                        TransportKinds::serverError),
                storm(),
                latency(
                        "lat_spike_ms",
                        "Calls take longer; one that answers with a future is late and blocks no thread",
                        false),
                latency("ws_lag_ms", "Messages of WebSockets come late, in their order", true),
                loses(
                        "ws_disconnect",
                        "WebSockets break at their next message; their listeners see the error of a lost connection",
                        Ability.MESSAGES),
                flap(),
                truncates());
    }

    private FaultType loses(String name, String doc) {
        List<Option> options = List.of(
                new Option("lose", "what is lost: `request`, or `reply` of one that was carried out", "request"),
                new Option(
                        "as", "what the caller meets: `reset`, `refuse` or `timeout` after its own timeout", "reset"));
        return kind(name, doc, Ability.LOSE, options, given -> {
            Loss loss = new Loss(given.choice("lose", Loss.Half.REQUEST), given.choice("as", Loss.Manner.RESET));
            return (transport, strike, later) -> transport.lose(strike, loss, later);
        });
    }

    private FaultType answers(String name, String doc, List<Option> options, Function<Options, CraftedReply> reader) {
        return kind(name, doc, Ability.ANSWER, options, given -> {
            CraftedReply reply = reader.apply(given);
            return (transport, strike, later) -> transport.answer(strike, reply);
        });
    }

    private FaultType storm() {
        List<Option> options = List.of(
                new Option(
                        "retry_after", "seconds in the first Retry-After of a burst; each further one doubles it", "1"),
                new Option("most_retry_after", "the longest one, in seconds", "120"),
                new Option("calm_ms", "after so long without a request the next one begins a new burst", "10000"));
        return kind(
                "rate_limit_storm",
                "All requests meet 429 with a Retry-After that grows; use burst_on_ms and burst_off_ms for bursts",
                Ability.ANSWER,
                options,
                given -> {
                    Storm storm = new Storm(
                            given.whole("retry_after", 1, 1, DAY),
                            given.whole("most_retry_after", 120, 1, DAY),
                            given.whole("calm_ms", 10_000, 1, LONGEST_MILLIS));
                    return (transport, strike, later) ->
                            transport.answer(strike, tooMany(storm.retryAfter(strike.remainingNanos()), TOO_MANY));
                });
    }

    private FaultType loses(String name, String doc, Ability ability) {
        return kind(
                name,
                doc,
                ability,
                List.of(),
                given -> (transport, strike, later) ->
                        transport.lose(strike, new Loss(Loss.Half.REQUEST, Loss.Manner.RESET), later));
    }

    private FaultType flap() {
        Option alternate = new Option("alternate", "whether every other look-up of a name succeeds", "true");
        return kind(
                "dns_flap",
                "Names cannot be resolved, and then they can",
                Ability.RESOLVE,
                List.of(alternate),
                given -> {
                    Alternation turns = new Alternation(given.truth("alternate", true));
                    return (transport, strike, later) -> {
                        if (turns.strikes(transport.destination(strike.call()).host())) {
                            transport.lose(strike, new Loss(Loss.Half.REQUEST, Loss.Manner.RESET), later);
                        }
                    };
                });
    }

    private FaultType latency(String name, String doc, boolean messages) {
        List<Option> options = with(
                new Option("ms", "how much longer a call takes", "200"),
                new Option("jitter_ms", "how far each call may be from that, in either direction", "0"));
        return new Kind(
                name,
                doc,
                messages ? Set.of(Target.TRANSPORT) : Set.of(Target.TRANSPORT, Target.JOIN_POINT),
                options,
                (given, target) -> {
                    requireAble(target, name, messages ? Ability.MESSAGES : Ability.DELAY);
                    return new Latency(
                            mark(given, target),
                            given.whole("ms", 200, 1, LONGEST_MILLIS),
                            given.whole("jitter_ms", 0, 0, LONGEST_MILLIS));
                });
    }

    private FaultType truncates() {
        return kind(
                "reply_truncated",
                "Real answers break off in the middle of their body",
                Ability.TRUNCATE,
                List.of(new Option("keep_percent", "how much of the body comes", "50")),
                given -> {
                    int keep = (int) given.whole("keep_percent", 50, 0, 99);
                    return (transport, strike, later) -> transport.truncate(strike, keep);
                });
    }

    private static CraftedReply tooMany(Options options) {
        return tooMany(
                options.whole("retry_after", 5, 0, DAY), options.text("body").orElse(TOO_MANY));
    }

    private static CraftedReply tooMany(long retryAfter, String body) {
        return new CraftedReply(
                429, retryAfter == 0 ? Map.of() : Map.of("Retry-After", Long.toString(retryAfter)), body);
    }

    private static CraftedReply serverError(Options options) {
        return new CraftedReply(
                (int) options.whole("status", 503, 500, 599),
                Map.of(),
                options.text("body").orElse(UNAVAILABLE));
    }

    private static Option body(String unset) {
        return new Option("body", "the body of the answer", unset);
    }

    private FaultType kind(
            String name,
            String doc,
            Ability ability,
            List<Option> options,
            Function<Options, TransportFault.Effect> reader) {
        return new Kind(name, doc, Set.of(Target.TRANSPORT), with(options.toArray(Option[]::new)), (given, target) -> {
            requireAble(target, name, ability);
            return new TransportFault(mark(given, target), reader.apply(given));
        });
    }

    private Mark mark(Options options, String target) {
        return new Mark(transports.named(target), Filter.of(options), house);
    }

    private void requireAble(String target, String type, Ability ability) {
        Transport transport = transports.named(target);
        if (transport != null && !transport.abilities().contains(ability)) {
            List<String> able = transports.names().stream()
                    .filter(name -> transports.named(name).abilities().contains(ability))
                    .toList();
            throw new IllegalArgumentException(
                    type + " cannot strike " + target + "; it can strike " + String.join(", ", able));
        }
    }

    private static List<Option> with(Option... options) {
        List<Option> all = new ArrayList<>(List.of(options));
        all.addAll(Filter.OPTIONS);
        return all;
    }
}
