package com.example.marketbot.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the exchange alone, for bots of other processes. */
@Command(
        name = "exchange",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs the exchange alone, until it is stopped. Its first line of output tells the address.")
public final class ExchangeCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            required = true,
            paramLabel = "N",
            description = "The port to listen on at 127.0.0.1; 0 takes any that is free.")
    private int port;

    @Option(
            names = "--scenario",
            defaultValue = "normal",
            converter = ScenarioConverter.class,
            completionCandidates = ScenarioConverter.Candidates.class,
            paramLabel = "NAME",
            description = "What to put the bots through: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Scenario scenario;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Fixes the troubles; the prices follow the seed of the bot. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--ledger",
            paramLabel = "FILE",
            description = "Where to append each order received, one JSON line each.")
    private Path ledger;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Ledger written = Ledger.writtenTo(ledger);
                ExchangeServer server = ExchangeServer.start(port, scenario, seed, written)) {
            System.out.println("exchange listening on " + server.address());
            System.out.flush();
            new CountDownLatch(1).await(); // until somebody ends the process
        }
        return CommandLine.ExitCode.OK;
    }
}
